package import UndersignedCore
package import UndersignedStore

/// Something that is to enter a petition's log.
package enum LogRequest: Sendable {
    case confirm(ConfirmedSignature)
    /// A member's token signs.
    case redeem(MemberSignature)
    case withdraw(petitionID: Int64, signatureID: Int64)
    /// What waits for the daily publication, shuffled with 32 random bytes.
    case publish(petitionID: Int64, chance: [UInt8])
    /// Takes counted signatures out for a public reason; those that are gone already are passed over.
    case remove(petitionID: Int64, signatureIDs: [Int64], reason: RemovalReason)
    /// A public document enters the log.
    case announce(petitionID: Int64, Announcement)
    /// A target's answers enter the log, with the rows of its history.
    case respond(petitionID: Int64, [StandingRow])
    /// A step of a removal by rule.
    case correct(petitionID: Int64, CorrectionStep)
    /// A sheet of paper; its position is filled in here.
    case paper(petitionID: Int64, PaperSheet)
    /// A sheet, by the SHA-256 of its scan, no longer counts.
    case removePaper(petitionID: Int64, hash: [UInt8], reason: RemovalReason)
    /// The text changes: a new version, the goals it sets, and the public reason.
    case amend(petitionID: Int64, NextText)
    /// A packet was handed over.
    case deliver(petitionID: Int64, NewDelivery)
    /// Counts those that have been held for longest.
    case release(petitionID: Int64, limit: Int)
    case close(petitionID: Int64)
    /// The opening day has come: `opened` enters the log.
    case begin(petitionID: Int64)

    var isConfirmation: Bool {
        if case .confirm = self { true } else { false }
    }

    package var petitionID: Int64 {
        switch self {
        case .confirm(let signature): signature.petitionID
        case .redeem(let signature): signature.petitionID
        case .withdraw(let petitionID, _), .publish(let petitionID, _), .remove(let petitionID, _, _),
            .announce(let petitionID, _), .respond(let petitionID, _), .amend(let petitionID, _),
            .correct(let petitionID, _),
            .paper(let petitionID, _),
            .removePaper(let petitionID, _, _), .deliver(let petitionID, _), .close(let petitionID),
            .release(let petitionID, _),
            .begin(let petitionID):
            petitionID
        }
    }
}

/// What became of a request.
package enum LogOutcome: Hashable, Sendable {
    /// In the log, now or already before.
    case counted
    /// Waits for the next daily publication.
    case recorded
    case withdrawn
    /// So many entries were appended.
    case appended(Int)
    case refused(Confirmation.Refusal)
    /// This petition's log can't be written now; the operator's log says why.
    case failed
}
