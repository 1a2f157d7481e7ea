import UndersignedDatabase

/// What a server must promise about a commit before a signature is acknowledged on it.
package enum PostgresDurability: String, Hashable, Sendable {
    /// On this server's disk.
    case local
    /// Also on the disk of a standby that is connected now.
    case replicated

    /// Reads back what the server promises.
    ///
    /// - Parameter connection: A new connection.
    /// - Throws: `PostgresFault` that is unfit, saying which setting to change; or that is lost.
    func demand(of connection: PostgresConnection) throws(PostgresFault) {
        let found: QueryRow?
        do {
            found = try PostgresTransaction(connection: connection, isWriting: false).row(Self.question)
            guard let found else { throw DatabaseFailure.unexpectedShape("the server's settings") }
            if let refusal = try refusal(found) { throw PostgresFault(unfit: refusal) }
        } catch let fault as PostgresFault {
            throw fault
        } catch {
            throw connection.fault ?? PostgresFault(unfit: "the server's settings do not read")
        }
    }

    // A copy that is being made (pg_basebackup) may count as a standby for the server: it replays nothing.
    private static let question: Query = """
        SELECT current_setting('synchronous_commit') AS synchronous_commit, current_setting('fsync') AS fsync,
            current_setting('full_page_writes') AS full_page_writes,
            current_setting('server_encoding') AS server_encoding,
            current_setting('synchronous_standby_names') AS standby_names,
            (SELECT COUNT(*) FROM pg_stat_replication WHERE sync_state IN ('sync', 'quorum')
                AND replay_lsn IS NOT NULL) AS standbys
        """

    /// Why the server is refused; nil when it is fit.
    private func refusal(_ row: QueryRow) throws -> String? {
        for name in ["synchronous_commit", "fsync", "full_page_writes"] where try row.text(name) == "off" {
            return "\(name) is off, so that acknowledged signatures can be lost: set it to on"
        }
        guard try row.text("server_encoding") == "UTF8" else {
            return "the database's encoding is not UTF8: make one that is"
        }
        guard self == .replicated else { return nil }
        let level = try row.text("synchronous_commit")
        guard ["on", "remote_apply"].contains(level) else {
            return "durability is replicated, and synchronous_commit is \(level): set it to on"
        }
        if try row.text("standby_names").isEmpty {
            return "durability is replicated, and synchronous_standby_names is empty: name a standby"
        }
        guard try row.integer("standbys") > 0 else {
            return "durability is replicated, and no synchronous standby is connected (or this role may not see it: "
                + "GRANT pg_monitor)"
        }
        return nil
    }
}
