import Crypto
import Logging
import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Goes through a petition's signatures and finds those that a rule fits; reads, changes nothing.
struct CorrectionSearch {
    let site: Site
    let petition: Petition
    let rule: CorrectionRule

    private static let pageSize = 2_000

    /// Looks at every counted signature, some thousand at a time.
    ///
    /// - Parameters:
    ///   - progress: Called after each page with how many were looked at.
    ///   - found: Called after each page with what fits.
    /// - Returns: How many could not be looked at, because their contact data does not open.
    /// - Throws: `Corrections.Refusal.sealed`, `KeyFolder.Unreadable`, `PetitionKeys.Absent`, or a fault of the database.
    @discardableResult
    func run(
        progress: (Int) async -> Void,
        found: ([(id: Int64, hour: Moment)]) async throws -> Void
    ) async throws -> Int {
        var reader = try await reader()
        var last: Int64 = 0
        var (seen, unreadable) = (0, 0)
        while true {
            let page = try await site.database.read { [last] transaction in
                try transaction.searchedSignatures(
                    of: petition.id,
                    after: last,
                    fitting: rule,
                    limit: Self.pageSize
                )
            }
            guard let end = page.last else {
                noteUnreadable(unreadable)
                return unreadable
            }
            var hits: [(id: Int64, hour: Moment)] = []
            for signature in page where fits(signature, &reader, &unreadable) {
                hits.append(
                    (
                        signature.id,
                        petition.sheet.publication == .daily ? signature.decidedAt.day : signature.decidedAt.hour
                    )
                )
            }
            last = end.id
            seen += page.count
            try await found(hits)
            await progress(seen)
            try Task.checkCancellation()
        }
    }

    /// Nil where the rule looks at no contact data.
    private func reader() async throws -> ContactReader? {
        guard rule.readsContacts, let log = petition.log else { return nil }
        guard !petition.sheet.isSealed else { throw Corrections.Refusal.sealed }
        let lineage = try await site.database.read { try LogLineage(of: petition.id, log, $0) }
        return ContactReader(petition.id, lineage, key: try site.keys.keys(of: petition.slug).custody)
    }

    /// What was deleted can't be looked at, and so fits no rule about it.
    private func fits(_ signature: SearchedSignature, _ reader: inout ContactReader?, _ unreadable: inout Int) -> Bool {
        guard rule.readsContacts else { return true }
        do {
            guard let seal = signature.seal, let contact = try reader?.contact(seal, of: signature.id) else {
                return false
            }
            return rule.fits(address: contact.email, personName: contact.organisation ?? contact.name)
        } catch {
            // One damaged record must not keep all others from being looked at.
            unreadable += 1
            return false
        }
    }

    private func noteUnreadable(_ count: Int) {
        guard count > 0 else { return }
        site.logger.error(
            "sealed contact data does not open",
            metadata: ["petition": "\(petition.slug)", "count": "\(count)"]
        )
    }
}
