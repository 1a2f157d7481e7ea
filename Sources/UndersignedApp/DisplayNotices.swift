import Logging
package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Tells signatories by mail that something they chose to show is not shown: once, some time after the decision.
///
/// The mail names no reason; the page of its link does. It brings a fresh management link, as the one to the text does.
package struct DisplayNotices: Sendable {
    /// How many are told in one transaction.
    package static let batchLimit = 50
    /// Where the petition's key is not on this machine it is looked for again after so long.
    package static let keyPause = Moment.Span.hours(1)

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    private struct Work: Sendable {
        let signatureID: Int64
        let petition: Petition
        let lineage: LogLineage?
        let seal: SealedContact?
    }

    private struct Letter: Sendable {
        let managementHash: [UInt8]
        let mail: OutboxMail
    }

    /// Queues the next mails.
    ///
    /// Safe to repeat; called every second while serving.
    ///
    /// - Returns: How many were queued; 0 where nobody is to be told, or too many mails are due.
    /// - Throws: A fault of the database or of the keys folder.
    @discardableResult
    package func queueSome() async throws -> Int {
        let now = site.ambient.now()
        guard site.clock.isSound(now, lastMark: nil) else { return 0 }
        var count = 0
        for work in try await nextWork(now) {
            guard let keys = try await keys(of: work, now) else { continue }
            let letter = try letter(work, keys, now)
            let isQueued = try await site.database.write { transaction in
                // Without an address to write to, the page of the link tells it alone.
                guard try transaction.beginTelling(work.signatureID, in: work.petition.id), let letter,
                    try transaction.setManagementHash(
                        letter.managementHash,
                        ofStanding: work.signatureID,
                        in: work.petition.id
                    )
                else { return false }
                try transaction.enqueue(letter.mail, signatureID: work.signatureID, at: now)
                return true
            }
            // Committed: from here this person is told, once.
            count += isQueued ? 1 : 0
        }
        return count
    }

    private func nextWork(_ now: Moment) async throws -> [Work] {
        try await site.database.read { transaction in
            let cases = try transaction.casesToTell(at: now, limit: Self.batchLimit)
            guard !cases.isEmpty, try transaction.dueMailCount(at: now) < TextNotices.backlogLimit else { return [] }
            return try cases.compactMap { petitionID, signatureID in
                guard let petition = try transaction.petition(id: petitionID) else { return nil }
                return Work(
                    signatureID: signatureID,
                    petition: petition,
                    lineage: try petition.log.map { try LogLineage(of: petitionID, $0, transaction) },
                    seal: try transaction.seal(of: signatureID, in: petitionID)
                )
            }
        }
    }

    /// Nil where they are not on this machine: the notice is put off, so that it keeps no other petition's waiting.
    private func keys(of work: Work, _ now: Moment) async throws -> PetitionKeys? {
        do {
            return try site.keys.keys(of: work.petition.slug)
        } catch let error as KeyFolder.Unreadable {
            try await site.database.write {
                try $0.putOffTelling(work.signatureID, in: work.petition.id, until: now + Self.keyPause)
            }
            site.logger.error("a signatory is told later", metadata: ["what": "\(error.logWords)"])
            return nil
        }
    }

    /// Nil where the contact data has been deleted on time, is sealed for the server too, or does not open.
    private func letter(_ work: Work, _ keys: PetitionKeys, _ now: Moment) throws -> Letter? {
        let petition = work.petition
        guard let contact = contact(work, keys) else { return nil }
        let chance = site.ambient.randomBytes(48)
        guard let token = LinkToken(petitionID: petition.id, secret: Array(chance.prefix(32))) else { return nil }
        let mail = try site.sealedMail(
            OutboxPayload(
                address: try EmailAddress(contact.email).mailbox,
                link: site.address.link(token),
                name: contact.name,
                language: contact.language ?? petition.sheet.language
            ),
            .nameHidden,
            petitionID: petition.id,
            messageID: site.messageID(chance: Array(chance.suffix(16))),
            now: now
        )
        return Letter(managementHash: token.hash, mail: mail)
    }

    private func contact(_ work: Work, _ keys: PetitionKeys) -> Contact? {
        guard let seal = work.seal, let lineage = work.lineage else { return nil }
        do {
            var reader = ContactReader(work.petition.id, lineage, key: try keys.custody)
            return try reader.contact(seal, of: work.signatureID)
        } catch is PetitionKeys.Absent {
            return nil
        } catch {
            // One damaged record must not keep all others from being told.
            site.logger.error(
                "sealed contact data does not open",
                metadata: ["petition": "\(work.petition.slug)", "signature": "\(work.signatureID)"]
            )
            return nil
        }
    }
}
