import Logging
import Synchronization
package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Tells earlier signatories that the text changed: once a version, whatever they ticked (DESIGN 11.15).
///
/// Progress and mails commit together, so a crash tells nobody twice and forgets nobody. A person's link is not stored,
/// only its hash; the mail brings a fresh management link, which takes the place of an earlier one. The link of the
/// person's first mail works on.
package struct TextNotices: Sendable {
    /// How many are told in one transaction.
    package static let batchLimit = 100
    /// While so many mails are due nobody is told, so that confirmations never wait behind these mails.
    package static let backlogLimit = 100
    /// A petition whose mails can't be made is looked at again after so long, and keeps no other waiting.
    package static let faultPause = Moment.Span.minutes(1)

    private let site: Site
    private let putOff = PutOffPetitions()

    package init(site: Site) {
        self.site = site
    }

    private struct Signatory: Sendable {
        let id: Int64
        let seal: SealedContact?
    }

    private struct Work: Sendable {
        let notice: TextNotice
        let petition: Petition
        let lineage: LogLineage
        let signatories: [Signatory]

        /// Where the notice stands when these have been told.
        var end: Int64 {
            signatories.count < TextNotices.batchLimit ? notice.lastID : signatories.last?.id ?? notice.lastID
        }
    }

    private struct Letter: Sendable {
        let signatoryID: Int64
        let managementHash: [UInt8]
        let mail: OutboxMail
    }

    /// Queues the next mails.
    ///
    /// Safe to repeat; called every second while serving.
    ///
    /// - Returns: How many were queued; 0 where nobody is to be told, or too many mails are due.
    /// - Throws: A fault of the database. A petition whose keys do not read is left out for a while, with a line in the
    ///   operator's log.
    @discardableResult
    package func queueSome() async throws -> Int {
        let now = site.ambient.now()
        guard site.clock.isSound(now, lastMark: nil) else { return 0 }
        while let work = try await nextWork(now) {
            guard let letters = letters(work, now) else { continue }
            return try await queue(letters, work, now)
        }
        return 0
    }

    private func queue(_ letters: [Letter], _ work: Work, _ now: Moment) async throws -> Int {
        let count = try await site.database.write { transaction in
            guard try transaction.advance(work.notice, through: work.end) else { return 0 }
            var count = 0
            for letter in letters
            where
                try transaction.setManagementHash(
                    letter.managementHash,
                    of: letter.signatoryID,
                    toldBy: work.notice
                )
            {
                try transaction.enqueue(letter.mail, signatureID: letter.signatoryID, at: now)
                count += 1
            }
            return count
        }
        // Committed: from here these people are told, each once.
        if work.end == work.notice.lastID {
            site.logger.info(
                "earlier signatories have been told that the text changed",
                metadata: ["petition": "\(work.petition.slug)", "version": "\(work.notice.version)"]
            )
        }
        return count
    }

    private func nextWork(_ now: Moment) async throws -> Work? {
        try await site.database.read { [putOff] transaction in
            guard let notice = try transaction.openTextNotices().first(where: { !putOff.has($0.petitionID, at: now) }),
                try transaction.dueMailCount(at: now) < Self.backlogLimit,
                let petition = try transaction.petition(id: notice.petitionID), let log = petition.log
            else { return nil }
            let ids = try transaction.signatories(toldBy: notice, limit: Self.batchLimit)
            let signatories = try ids.map { Signatory(id: $0, seal: try transaction.seal(of: $0, in: petition.id)) }
            let lineage = try LogLineage(of: petition.id, log, transaction)
            return Work(notice: notice, petition: petition, lineage: lineage, signatories: signatories)
        }
    }

    /// None where the key was destroyed on time, and the contact data with it; nil where they can't be made now.
    private func letters(_ work: Work, _ now: Moment) -> [Letter]? {
        do {
            let key = try site.keys.keys(of: work.petition.slug).custody
            var reader = ContactReader(work.petition.id, work.lineage, key: key)
            return try work.signatories.compactMap { try letter(to: $0, work, &reader, now) }
        } catch is PetitionKeys.Absent {
            return []
        } catch {
            putOff.note(work.petition.id, until: now + Self.faultPause)
            site.logger.error(
                "signatories are told later that the text changed",
                metadata: ["petition": "\(work.petition.slug)", "what": "\(error.wordsToLog)"]
            )
            return nil
        }
    }

    /// Nil where the contact data has been deleted on time, or does not open.
    private func letter(
        to signatory: Signatory,
        _ work: Work,
        _ reader: inout ContactReader,
        _ now: Moment
    ) throws -> Letter? {
        let petition = work.petition
        guard let contact = reader.contact(signatory.seal, of: signatory.id, petition.slug, site.logger) else {
            return nil
        }
        let chance = site.ambient.randomBytes(48)
        guard let token = LinkToken(petitionID: petition.id, secret: Array(chance.prefix(32))) else { return nil }
        let payload = OutboxPayload(
            address: try EmailAddress(contact.email).mailbox,
            link: site.address.link(token),
            name: contact.name,
            language: petition.sheet.language
        )
        let mail = try site.sealedMail(
            payload,
            .textChanged,
            petitionID: petition.id,
            messageID: site.messageID(chance: Array(chance.suffix(16))),
            now: now
        )
        return Letter(signatoryID: signatory.id, managementHash: token.hash, mail: mail)
    }
}

/// Petitions that are left out until a moment; in memory, so that a new process looks at once.
private final class PutOffPetitions: Sendable {
    private let ends = Mutex<[Int64: Moment]>([:])

    func has(_ petitionID: Int64, at now: Moment) -> Bool {
        ends.withLock { $0[petitionID].map { now < $0 } ?? false }
    }

    func note(_ petitionID: Int64, until end: Moment) {
        ends.withLock { $0[petitionID] = end }
    }
}
