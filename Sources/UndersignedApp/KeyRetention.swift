import Logging
import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Destroys a petition's keys on time, unattended (P-21); what they protected is deleted as rows, too.
struct KeyRetention {
    /// So long after the close the server can still tell whether an address has signed.
    static let dedupeSpan = Moment.Span.days(30)
    private static let rowsPerWrite = 2_000

    let site: Site

    /// Destroys what is due; safe to repeat.
    ///
    /// - Parameters:
    ///   - petition: Opened before.
    ///   - now: The moment.
    /// - Throws: A fault of the database or of the keys folder; what is left is done the next time.
    func doDue(_ petition: Petition, _ now: Moment) async throws {
        guard petition.state == .closed, let closedAt = petition.closesAt else { return }
        if closedAt + Self.dedupeSpan <= now {
            // The key first: without it a tag tells nothing, whatever becomes of the rows.
            if try site.keys.destroyDedupe(of: petition.slug) { note("dedupe", petition) }
            try await deleteTags(of: petition.id)
            try await deleteMembers(of: petition.id)
        }
        let end = Retention.contactEnd(
            closesAt: closedAt,
            months: petition.sheet.deletionMonths,
            deliveredAt: nil
        )
        guard let end, end <= now else { return }
        // A key goes after the last record that it opens: somebody may be kept for longer, having asked for it.
        let hasRecords = try await site.database.read { try $0.hasSealedRecords(of: petition.id) }
        if !hasRecords, try site.keys.destroyCustody(of: petition.slug) { note("custody", petition) }
    }

    /// Destroys the key that makes members of a letter that is closed, whatever the clock says.
    ///
    /// - Throws: A fault of the keys folder.
    func endIssuing(of petition: Petition) throws {
        guard petition.state == .closed else { return }
        // Nobody becomes a member any more, whoever finds the key.
        if try site.keys.destroyIssuer(of: petition.slug) { note("issuer", petition) }
    }

    private func deleteTags(of petitionID: Int64) async throws {
        guard try await site.database.read({ try $0.hasTags(in: petitionID) }) else { return }
        while try await site.database.write({ try $0.deleteTags(of: petitionID, limit: Self.rowsPerWrite) }) > 0 {}
    }

    private func deleteMembers(of petitionID: Int64) async throws {
        guard try await site.database.read({ try $0.hasMembers(in: petitionID) }) else { return }
        let limit = Self.rowsPerWrite
        while try await site.database.write({ try $0.deleteMemberMailboxes(of: petitionID, limit: limit) }) > 0 {}
        while try await site.database.write({ try $0.deleteMemberVouchers(of: petitionID, limit: limit) }) > 0 {}
    }

    private func note(_ key: String, _ petition: Petition) {
        site.logger.notice("a key was destroyed on time", metadata: ["petition": "\(petition.slug)", "key": "\(key)"])
    }
}
