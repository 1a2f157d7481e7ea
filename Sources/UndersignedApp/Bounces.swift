package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// What follows when a mail comes back because its mailbox does not exist (DESIGN.md 11.17, M-04).
package struct Bounces: Sendable {
    /// A mail that comes back later than this tells nothing any more.
    package static let span = Moment.Span.days(14)

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// Takes a report of a mail server; the same report once more changes nothing.
    ///
    /// - Parameter report: Names its mail by the return address.
    /// - Returns: False where the log can't be written now and the report must come again.
    /// - Throws: `Sequencer.Overloaded`, or a fault: then it must come again.
    package func take(_ report: BounceReport) async throws -> Bool {
        guard report.status.verdict != .other else { return true }
        let limit = site.ambient.now() - Self.span
        let mail = try await site.database.read { try $0.bouncedMail(hash: report.code.hash, since: limit) }
        guard let mail else { return true }
        return try await settle(mail, report.status)
    }

    /// Takes a refusal that came while the mail was handed over.
    ///
    /// - Parameters:
    ///   - status: The mail server's code for the recipient.
    ///   - waiting: The mail.
    /// - Returns: As for a report.
    /// - Throws: As for a report.
    func take(_ status: DeliveryStatus, of waiting: WaitingMail) async throws -> Bool {
        let mail = try await site.database.read { try $0.bouncedMail(id: waiting.id, in: waiting.mail.petitionID) }
        guard let mail else { return true }
        return try await settle(mail, status)
    }

    /// Whether a mail to this form's address came back after a moment.
    ///
    /// - Parameters:
    ///   - form: As typed.
    ///   - petition: What it was for.
    ///   - start: When the person asked.
    /// - Returns: False also where nobody knows any more.
    /// - Throws: `KeyFolder.Unreadable`.
    package func didReturn(_ form: SignatureForm, petition: Petition, since start: Moment) throws -> Bool {
        guard let draft = try? SignatureDraft.read(form, under: petition.sheet.rules),  // no form that asked
            draft.organisation == nil
        else { return false }
        let tag = try site.keys.keys(of: petition.slug).tag(of: draft.email.canonical)
        return site.returned.holds(tag: tag, petitionID: petition.id, since: start, now: site.ambient.now())
    }

    private enum Consequence {
        case nothing, endPending, remove, stopMail
    }

    private func settle(_ mail: BouncedMail, _ status: DeliveryStatus) async throws -> Bool {
        let now = site.ambient.now()
        let (consequence, tag) = try await site.write { transaction -> (Consequence, [UInt8]?) in
            guard let row = try transaction.signature(id: mail.signatureID, in: mail.petitionID) else {
                return (.nothing, nil)
            }
            let tag = try transaction.signatureTag(of: row.id, in: row.petitionID)
            let consequence = Self.consequence(mail, row, status.verdict)
            if consequence != .nothing, try !transaction.isUndeliverable(row.id, in: row.petitionID) {
                try transaction.noteReturn(ending: consequence == .endPending ? row : nil, of: mail.petitionID, at: now)
            }
            switch consequence {
            case .nothing, .remove: break
            case .endPending:
                try transaction.erase(
                    row.id,
                    in: row.petitionID,
                    state: .removed,
                    removedPosition: nil,
                    reason: .bounced,
                    at: now
                )
            case .stopMail: try transaction.markUndeliverable(row.id, in: row.petitionID, at: now)
            }
            return (consequence, tag)
        }
        if let tag { site.returned.note(tag: tag, petitionID: mail.petitionID, at: now) }
        guard case .remove = consequence else { return true }
        let removal = LogRequest.remove(
            petitionID: mail.petitionID,
            signatureIDs: [mail.signatureID],
            reason: .bounced
        )
        // From its batch's commit on the count is one lower, in public, and says why.
        guard case .appended = try await site.sequencer.submit(removal) else { return false }
        return true
    }

    private static func consequence(
        _ mail: BouncedMail,
        _ row: SignatureRow,
        _ verdict: DeliveryStatus.Verdict
    ) -> Consequence {
        switch (mail.kind, row.state) {
        // A newer ask has a mail of its own, and this one says nothing about it.
        case (.confirm, .pending): mail.queuedAt.minute < row.askedAt ? .nothing : .endPending
        // Whoever pressed the button got the mail, whatever was reported afterwards.
        case (.confirm, _): .nothing
        case (.receipt, .counted), (.receipt, .recorded), (.receipt, .held):
            verdict == .noMailbox ? .remove : .stopMail
        case (_, .counted), (_, .recorded), (_, .held): .stopMail
        default: .nothing
        }
    }
}
