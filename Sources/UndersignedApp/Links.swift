package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// What stands behind a mailed link, and the presses of its buttons.
package struct Links: Sendable {
    /// What a link shows.
    package enum View: Sendable {
        /// With the petition where it lost entries, and this link perhaps with them.
        case unknown(Petition?)
        /// Waits for the button, which counts it under a version of the text.
        case pending(SignatureBox, Petition, textVersion: Int, refusal: Confirmation.Refusal?)
        case counted(SignatureBox?, Standing, Petition)
        case recorded(SignatureBox?, Standing, Petition)
        case held(SignatureBox?, Standing, Petition)
        /// A management link: it withdraws, and opens no box.
        case managed(Standing, Petition)
        case withdrawn(Petition, Withdrawal)
        /// Taken out by somebody else than the signatory; a pending or recorded one never was in the count.
        case removed(RemovalReason, wasCounted: Bool, Petition)
        case expired(Petition)
        /// Somebody else had typed the address; no mail about the petition goes there any more.
        case disowned(Petition, isEverywhere: Bool)
    }

    /// What a withdrawal did to the count.
    package enum Withdrawal: Hashable, Sendable {
        /// Nothing: the signature was in no log yet.
        case uncounted
        /// One less, by an entry of the log.
        case takenOut
        /// Nothing: it had been handed over, and its entry stays counted.
        case delivered
    }

    /// Where a confirmed signature stands.
    package struct Standing: Hashable, Sendable {
        /// The count with this signature in it; nil until it is counted.
        package var number: Int?
        /// Its index in the log; nil until it is counted.
        package var position: UInt64?
        package var textVersion: Int
        /// Which of the petition's logs the statement names.
        package var logNumber: Int
        /// To the minute, or to the day where a petition publishes daily.
        package var decidedAt: Moment?
        /// When it was first handed over; nil before.
        ///
        /// Taken back afterwards, its data goes, and the count stays (DESIGN 11.7).
        package var deliveredAt: Moment?
        /// Since when updates are wanted; nil where they are not.
        package var updatesSince: Moment?

        package var isDelivered: Bool { deliveredAt != nil }
    }

    let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// Looks behind a link.
    ///
    /// Changes nothing (S-27).
    ///
    /// - Parameter token: From the address.
    /// - Returns: What to show.
    /// - Throws: A fault of the database.
    package func view(_ token: LinkToken) async throws -> View {
        if let found = try await find(token) { return view(found, token) }
        let petition = try await site.database.read { try $0.petition(id: token.petitionID) }
        return .unknown(petition.flatMap { ($0.log?.number ?? 1) > 1 ? $0 : nil })
    }

    /// Counts a pending signature: the person pressed the button.
    ///
    /// - Parameters:
    ///   - token: From the address.
    ///   - textVersion: The version that the page showed.
    /// - Returns: What became of it; pressing again gives the same.
    /// - Throws: `Sequencer.Overloaded`, or a fault: then the person presses again.
    package func confirm(_ token: LinkToken, textVersion: Int) async throws -> LogOutcome {
        guard let found = try await find(token) else { return .refused(.unknownLink) }
        switch view(found, token) {
        case .unknown: return .refused(.unknownLink)
        case .expired, .disowned: return .refused(.expired)
        case .withdrawn: return .refused(.withdrawn)
        case .removed: return .refused(.removed)
        case .counted, .managed, .recorded, .held:
            // It may be the answer that was lost: it is given again only when it is as safe as the first one.
            try await site.database.settle()
            return found.row.state == .counted ? .counted : .recorded
        case .pending(let box, let petition, let due, let refusal):
            if let refusal { return .refused(refusal) }
            // Of all others the batch decides, which reads the text in its transaction.
            if found.row.textVersion != nil, due != textVersion { return .refused(.textChanged(current: due)) }
            guard let log = petition.log else { return .refused(.unknownLink) }
            var signature = try ConfirmedSignature(
                box,
                row: found.row,
                token: token,
                petition: petition,
                log: log,
                textVersion,
                site
            )
            signature.updates = try await UpdateConsents(site: site).consent(in: box, to: petition)
            let outcome = try await site.sequencer.submit(.confirm(signature))
            if outcome == .counted || outcome == .recorded {
                site.mailDomains.note(signature.mailDomain, of: petition, at: site.ambient.now())
            }
            return outcome
        }
    }

    /// Takes a signature back: the person pressed the button.
    ///
    /// - Parameter token: A mailed link of either kind.
    /// - Returns: `.withdrawn`, also when it was before.
    /// - Throws: `Sequencer.Overloaded`, or a fault: then the person presses again.
    package func withdraw(_ token: LinkToken) async throws -> LogOutcome {
        guard let found = try await find(token) else { return .refused(.unknownLink) }
        switch view(found, token) {
        case .unknown: return .refused(.unknownLink)
        case .expired, .disowned: return .refused(.expired)
        case .removed: return .refused(.removed)
        case .withdrawn:
            try await site.database.settle()
            return .withdrawn
        // Nothing was counted yet, so there is nothing to take back.
        case .pending: return .refused(.unknownLink)
        case .counted, .recorded, .held, .managed: break
        }
        return try await site.sequencer.submit(.withdraw(petitionID: token.petitionID, signatureID: found.row.id))
    }

    private struct Found: Sendable {
        let row: SignatureRow
        let petition: Petition
        let isManagement: Bool
        let deliveredAt: Moment?
        let updatesSince: Moment?

        var standing: Standing { Standing(row, deliveredAt: deliveredAt, updatesSince: updatesSince) }
    }

    private func find(_ token: LinkToken) async throws -> Found? {
        try await site.database.read { transaction in
            guard let petition = try transaction.petition(id: token.petitionID),
                let (row, isOwn) = try transaction.signature(behind: token)
            else { return nil }
            // What is in no log yet was not handed over.
            let deliveredAt = try row.position.flatMap { try transaction.deliveredAt(position: $0, of: petition.id) }
            // Who has not confirmed yet has agreed to nothing yet.
            let isConfirmed = SignatureState.standing.contains(row.state)
            let updatesSince = try isConfirmed ? transaction.updatesWanted(by: row.id, in: row.petitionID) : nil
            return Found(
                row: row,
                petition: petition,
                isManagement: !isOwn,
                deliveredAt: deliveredAt,
                updatesSince: updatesSince
            )
        }
    }

    private func view(_ found: Found, _ token: LinkToken) -> View {
        let (row, petition) = (found.row, found.petition)
        switch row.state {
        case .withdrawn:
            return .withdrawn(petition, Withdrawal(row))
        case .removed:
            return .removed(row.removal ?? .invalid(rule: "rule"), wasCounted: row.position != nil, petition)
        case .expired: return .expired(petition)
        case .disowned: return .disowned(petition, isEverywhere: row.box != nil)
        case .counted where found.isManagement, .recorded where found.isManagement, .held where found.isManagement:
            return .managed(found.standing, petition)
        case .pending:
            guard let box = opened(row, token) else { return .unknown(nil) }
            if isExpired(row) { return .expired(petition) }
            // Who presents a receipt stays with the text that was signed, and was in time when it was.
            if let signed = row.textVersion { return .pending(box, petition, textVersion: signed, refusal: nil) }
            return .pending(box, petition, textVersion: petition.textVersion, refusal: refusal(of: petition))
        case .counted: return .counted(opened(row, token), found.standing, petition)
        case .recorded: return .recorded(opened(row, token), found.standing, petition)
        case .held: return .held(opened(row, token), found.standing, petition)
        }
    }

    /// A clock in doubt ends nothing: the button says that it can't be dated now, and keeps.
    private func isExpired(_ row: SignatureRow) -> Bool {
        let now = site.ambient.now()
        return now - row.askedAt >= Asking.pendingSpan && site.clock.isSound(now, lastMark: nil)
    }

    private func refusal(of petition: Petition) -> Confirmation.Refusal? {
        do {
            try petition.gate.accept(at: site.ambient.now())
            return nil
        } catch {
            // A clock in doubt closes nothing either: the batch says that it can't be dated now.
            let isInDoubt = petition.state == .open && !site.clock.isSound(site.ambient.now(), lastMark: nil)
            return isInDoubt ? nil : .petition(error)
        }
    }

    private func opened(_ row: SignatureRow, _ token: LinkToken) -> SignatureBox? {
        guard let sealed = row.box else { return nil }
        do {
            return try SignatureBox(opening: sealed, with: token)
        } catch {
            // A box that this link can't open is no fault of the person's: the page shows what remains.
            return nil
        }
    }
}

extension Links.Withdrawal {
    fileprivate init(_ row: SignatureRow) {
        self = row.position == nil ? .uncounted : row.removedPosition == nil ? .delivered : .takenOut
    }
}

extension Links.Standing {
    fileprivate init(_ row: SignatureRow, deliveredAt: Moment?, updatesSince: Moment?) {
        (self.deliveredAt, self.updatesSince) = (deliveredAt, updatesSince)
        number = row.number
        position = row.position
        textVersion = row.textVersion ?? 1
        logNumber = row.logNumber
        decidedAt = row.decidedAt
    }
}
