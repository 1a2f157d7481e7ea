package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// How far the mails about an update have come, in numbers.
package struct UpdateProgress: Hashable, Sendable {
    /// Whether mails are being made, and whether some are on their way.
    package enum State: Hashable, Sendable {
        case running, paused
        /// The last mail was queued; some may still wait for their turn.
        case leaving
        case done
    }

    package var state: State
    /// When it began, or went on after it was stopped.
    package var beganAt: Moment
    /// Handed over to a mail server.
    package var sent: Int
    /// Queued, and on their way out.
    package var waiting: Int
    /// Refused by a mail server, given up, or lost with a backup that was restored.
    package var failed: Int
    /// The text that the mails carry.
    package var textNumber: Int
    /// It was under way in a backup that was restored: some may have the mail already.
    package var isRestored: Bool

    package init(
        state: State,
        beganAt: Moment,
        sent: Int,
        waiting: Int,
        failed: Int,
        textNumber: Int,
        isRestored: Bool = false
    ) {
        self.state = state
        self.beganAt = beganAt
        self.sent = sent
        self.waiting = waiting
        self.failed = failed
        self.textNumber = textNumber
        self.isRestored = isRestored
    }

    /// Nil where it was never mailed.
    init?(of number: Int, in petitionID: Int64, _ transaction: any Transaction) throws {
        let mailings = try transaction.updateMailings(of: petitionID)
        guard let mailing = mailings.first(where: { $0.updateNumber == number }) else { return nil }
        let counts = try transaction.updateMailCounts(number, in: petitionID)
        waiting = counts[.waiting, default: 0]
        failed = counts[.refused, default: 0] + counts[.gaveUp, default: 0] + counts[.lost, default: 0]
        // Most sent mails have no row any more.
        sent = max(0, mailing.queued - waiting - failed)
        beganAt = mailing.beganAt
        textNumber = mailing.textNumber
        isRestored = mailing.isRestored
        state =
            switch mailing.state {
            case .running: .running
            case .paused: .paused
            case .queued: waiting > 0 ? .leaving : .done
            }
    }
}

/// Organisers send an update to those who asked for it, stop and go on.
package struct UpdateMailing: Sendable {
    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// Publishes an update where it is a draft, and begins to mail it.
    ///
    /// - Parameters:
    ///   - number: The update.
    ///   - petition: Where.
    ///   - mark: The number of the text that the person saw.
    ///   - accountID: Who sends it.
    /// - Throws: `Update.Refusal`: then nothing was published either; or a fault.
    package func begin(_ number: Int, of petition: Petition, mark: Int, by accountID: Int64) async throws {
        _ = try custody(of: petition)
        let now = site.ambient.now()
        try await site.database.write { transaction in
            guard let current = try transaction.lockedPetition(id: petition.id), current.log != nil else {
                throw Update.Refusal.notOpen
            }
            guard let update = try transaction.update(number, in: petition.id), update.text.number == mark else {
                throw Update.Refusal.changed
            }
            let mailings = try transaction.updateMailings(of: petition.id)
            guard !mailings.contains(where: { $0.updateNumber == number }) else { throw Update.Refusal.mailed }
            // One that was stopped, perhaps for good, keeps no other back.
            guard mailings.allSatisfy({ $0.state != .running }) else { throw Update.Refusal.sending }
            guard try transaction.updateReaderCount(in: petition.id) > 0 else { throw Update.Refusal.nobody }
            try UpdatePromise.accept(after: mailings.map(\.beganAt), at: now)
            if update.publishedAt == nil {
                try UpdateWriting.publish(number, of: petition, mark: mark, by: accountID, at: now, in: transaction)
            }
            _ = try transaction.beginUpdateMailing(number, text: mark, of: petition.id, at: now)
            try transaction.addToTrail(UpdateWriting.event(.updateMailed, petition, number, accountID, now))
        }
    }

    /// Stops making mails, and holds back those that wait.
    ///
    /// - Returns: False where nothing is being sent.
    /// - Throws: A fault of the database.
    package func pause(_ number: Int, of petition: Petition, by accountID: Int64) async throws -> Bool {
        let now = site.ambient.now()
        return try await site.database.write { transaction in
            for state in [UpdateMailingRow.State.running, .queued]
            where try transaction.setUpdateMailing(number, of: petition.id, from: state, to: .paused) {
                try transaction.addToTrail(UpdateWriting.event(.updatePaused, petition, number, accountID, now))
                return true
            }
            return false
        }
    }

    /// Goes on where it was stopped, with the text that stands by now.
    ///
    /// What signatories were promised holds here too: a mailing that goes on counts as one that begins.
    ///
    /// - Parameters:
    ///   - number: The update.
    ///   - petition: Where.
    ///   - mark: The number of the text that the person saw.
    ///   - accountID: Who lets it go on.
    /// - Returns: False where nothing was stopped.
    /// - Throws: `Update.Refusal`: then it stays stopped; or a fault of the database.
    package func resume(
        _ number: Int,
        of petition: Petition,
        mark: Int,
        by accountID: Int64
    ) async throws -> Bool {
        let now = site.ambient.now()
        return try await site.database.write { transaction in
            _ = try transaction.lockedPetition(id: petition.id)
            let mailings = try transaction.updateMailings(of: petition.id)
            guard mailings.contains(where: { $0.updateNumber == number && $0.state == .paused }) else { return false }
            guard try transaction.update(number, in: petition.id)?.text.number == mark else {
                throw Update.Refusal.changed
            }
            let others = mailings.filter { $0.updateNumber != number }
            guard others.allSatisfy({ $0.state != .running }) else { throw Update.Refusal.sending }
            try UpdatePromise.accept(after: others.map(\.beganAt), at: now)
            guard try transaction.resumeUpdateMailing(number, text: mark, of: petition.id, at: now) else {
                return false
            }
            try transaction.addToTrail(UpdateWriting.event(.updateResumed, petition, number, accountID, now))
            return true
        }
    }

    /// Mails the text that stands to an organiser, as signatories would get it.
    ///
    /// - Parameters:
    ///   - number: The update.
    ///   - petition: Where.
    ///   - account: Whose own address it goes to.
    ///   - language: Of the words around the text.
    /// - Throws: `Update.Refusal`, or a fault.
    package func test(_ number: Int, of petition: Petition, to account: Account, language: LanguageTag) async throws {
        let key = try UnsubscribeKey(custody(of: petition), petition.id)
        let now = site.ambient.now()
        let payload = OutboxPayload(
            address: account.address,
            // The address of no signature: it can be tried, and takes nobody off the list.
            link: site.address.unsubscribe(key.token(of: UnsubscribeKey.testMail)),
            name: account.name,
            language: language.text
        )
        let mail = try site.sealedMail(
            payload,
            .updateTest,
            petitionID: petition.id,
            messageID: site.messageID(chance: site.ambient.randomBytes(16)),
            now: now
        )
        try await site.database.write { transaction in
            guard try transaction.update(number, in: petition.id) != nil else { throw Update.Refusal.changed }
            try transaction.enqueueUpdate(mail, about: number, signatureID: nil, at: now)
            try transaction.addToTrail(UpdateWriting.event(.updateTested, petition, number, account.id, now))
        }
    }

    private func custody(of petition: Petition) throws -> PetitionKeys {
        guard petition.log != nil else { throw Update.Refusal.notOpen }
        do {
            let keys = try site.keys.keys(of: petition.slug)
            _ = try keys.custody
            return keys
        } catch PetitionKeys.Absent.heldByOrganiser {
            throw Update.Refusal.sealed
        } catch let error where error is KeyFolder.Unreadable || error is PetitionKeys.Absent {
            throw Update.Refusal.noKey
        }
    }
}
