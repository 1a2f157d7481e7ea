import Logging
import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Makes the mails of updates, slice by slice, for those who asked for them and nobody else.
///
/// Progress and mails commit together, so a crash writes to nobody twice and forgets nobody. A signatory's consent is
/// read again in that transaction: who took it back a moment before gets nothing.
package struct UpdateMails: Sendable {
    /// For how many people mails are made in one transaction.
    package static let sliceLimit = 100
    /// While so many updates of a petition wait to be sent no more are made: what waits is held, encrypted, in the outbox.
    package static let waitingLimit = 1_000
    /// While so many other mails are due none are made, so that confirmations never wait behind these mails.
    package static let backlogLimit = 100

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    private struct Work: Sendable {
        let mailing: UpdateMailingRow
        let petition: Petition
        let lineage: LogLineage
        let readers: [(reader: UpdateReader, seal: SealedContact?)]

        /// Where the mailing stands when these have their mail.
        var end: Int64 {
            readers.count < UpdateMails.sliceLimit
                ? mailing.lastID : readers.last?.reader.signatureID ?? mailing.lastID
        }
    }

    private struct Letter: Sendable {
        let signatureID: Int64
        let mail: OutboxMail
    }

    /// Queues the next mails.
    ///
    /// Safe to repeat; called every second while serving.
    ///
    /// - Returns: Whether a mailing moved on: then there may be more to do. False where nobody is to be written to, or too
    ///   many mails wait.
    /// - Throws: A fault of the database or of the keys folder.
    @discardableResult
    package func queueSome() async throws -> Bool {
        let now = site.ambient.now()
        guard site.clock.isSound(now, lastMark: nil), let work = try await nextWork(now) else { return false }
        guard let keys = try await keys(of: work) else { return true }
        var contacts = keys.contacts
        let unsubscribeKey = keys.unsubscribe
        let letters = try work.readers.compactMap { try letter(to: $0, work, &contacts, unsubscribeKey, now) }
        let isMoved = try await site.database.write { transaction in
            let stillWanted = Set(
                try transaction.updateReaders(of: work.mailing, through: work.end).map(\.signatureID)
            )
            let wanted = letters.filter { stillWanted.contains($0.signatureID) }
            guard try transaction.advance(work.mailing, through: work.end, queueing: wanted.count) else { return false }
            for letter in wanted {
                try transaction.enqueueUpdate(
                    letter.mail,
                    about: work.mailing.updateNumber,
                    signatureID: letter.signatureID,
                    at: now
                )
            }
            return true
        }
        // Committed: from here these people get this update, each once.
        if isMoved, work.end == work.mailing.lastID {
            site.logger.info(
                "all mails of an update are queued",
                metadata: ["petition": "\(work.petition.slug)", "update": "\(work.mailing.updateNumber)"]
            )
        }
        return isMoved
    }

    /// Nil where they are not on this machine: the mailing is stopped, so that it keeps no other one waiting.
    private func keys(of work: Work) async throws -> (contacts: ContactReader, unsubscribe: UnsubscribeKey)? {
        do {
            let (keys, id) = (try site.keys.keys(of: work.petition.slug), work.petition.id)
            return (ContactReader(id, work.lineage, key: try keys.custody), try UnsubscribeKey(keys, id))
        } catch let error where error is KeyFolder.Unreadable || error is PetitionKeys.Absent {
            let mailing = work.mailing
            _ = try await site.database.write {
                try $0.setUpdateMailing(mailing.updateNumber, of: mailing.petitionID, from: .running, to: .paused)
            }
            let what = (error as? any SafeToLog)?.logWords ?? "\(type(of: error))"
            site.logger.error("an update was stopped", metadata: ["what": "\(what)"])
            return nil
        }
    }

    private func nextWork(_ now: Moment) async throws -> Work? {
        try await site.database.read { transaction in
            let running = try transaction.runningUpdateMailings()
            guard !running.isEmpty, try transaction.dueMailCount(at: now) < Self.backlogLimit else { return nil }
            for mailing in running {
                guard try transaction.waitingUpdateCount(of: mailing.petitionID) < Self.waitingLimit,
                    let petition = try transaction.petition(id: mailing.petitionID), let log = petition.log
                else { continue }
                let readers = try transaction.updateReaders(of: mailing, limit: Self.sliceLimit)
                return Work(
                    mailing: mailing,
                    petition: petition,
                    lineage: try LogLineage(of: petition.id, log, transaction),
                    readers: try readers.map { ($0, try transaction.seal(of: $0.signatureID, in: petition.id)) }
                )
            }
            return nil
        }
    }

    /// Nil where the contact data has been deleted on time, or does not open.
    private func letter(
        to recipient: (reader: UpdateReader, seal: SealedContact?),
        _ work: Work,
        _ contacts: inout ContactReader,
        _ unsubscribeKey: UnsubscribeKey,
        _ now: Moment
    ) throws -> Letter? {
        let (petition, id) = (work.petition, recipient.reader.signatureID)
        guard let contact = contacts.contact(recipient.seal, of: id, petition.slug, site.logger) else {
            return nil
        }
        let payload = OutboxPayload(
            address: try EmailAddress(contact.email).mailbox,
            link: site.address.unsubscribe(unsubscribeKey.token(of: id)),
            name: contact.name,
            language: recipient.reader.language ?? petition.sheet.language
        )
        let mail = try site.sealedMail(
            payload,
            .update,
            petitionID: petition.id,
            messageID: site.messageID(chance: site.ambient.randomBytes(16)),
            now: now
        )
        return Letter(signatureID: id, mail: mail)
    }
}
