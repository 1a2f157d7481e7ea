import UndersignedDatabase

/// What updates and deletions left behind in the tables.
struct DeadRows {
    let line: PostgresLine

    /// Cleans each of our tables that has some.
    ///
    /// A table that somebody else cleans or changes just now is left to the next time.
    /// - Returns: `DatabaseFailure` where the server said no, or did not answer.
    func clean() -> Result<Void, any Error> {
        do {
            let connection = try line.connection()
            connection.forgetFault()
            let tables = try PostgresTransaction(connection: connection, isWriting: false).rows(
                """
                SELECT format('%I.%I', schemaname, relname) AS name FROM pg_stat_user_tables
                WHERE schemaname = current_schema() AND n_dead_tup > 0
                """
            ).map { try $0.text("name") }
            // Outside of any transaction, as it must be.
            for table in tables { try connection.run("VACUUM (SKIP_LOCKED) \(table)") }
            return .success(())
        } catch let fault as PostgresFault {
            line.forget(after: fault)
            return .failure(fault.failure)
        } catch {
            if let fault = line.openConnection?.fault { line.forget(after: fault) }
            return .failure(error)
        }
    }
}
