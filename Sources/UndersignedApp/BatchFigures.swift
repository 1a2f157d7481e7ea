import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// What one batch adds to organisers' figures: gathered while it decides, written once for all of them.
///
/// One small statement for each day of asking, source, country and partner that the batch met, none for a signature.
struct BatchFigures {
    private struct Change {
        var added = 0
        var removed = 0
    }

    private var askedDays: [Moment: Int] = [:]
    private var sources: [String: Change] = [:]
    private var countries: [String: Int] = [:]
    private var consents: [String: Int] = [:]
    /// Signatures of this batch that count, now or at the next publication.
    private(set) var confirmedCount = 0

    /// Notes a signature that counts from now on, or from the next publication.
    mutating func noteConfirmed(_ claim: ClaimedSignature, _ signature: ConfirmedSignature) {
        noteHeld(claim, signature)
        noteReleased(source: claim.source)
    }

    /// Notes a signature that was confirmed and waits for a decision.
    mutating func noteHeld(_ claim: ClaimedSignature, _ signature: ConfirmedSignature) {
        askedDays[claim.askedAt.day, default: 0] += 1
        if let country = signature.country { countries[country.code, default: 0] += 1 }
    }

    /// Notes a signature that had been confirmed before, and counts from now on.
    mutating func noteReleased(source: String?) {
        sources[source ?? "", default: Change()].added += 1
        confirmedCount += 1
    }

    /// Notes what was agreed to: partners see how many agreed to hear from them.
    mutating func noteAgreed(_ given: [Consent]) {
        for consent in given {
            if case .partner(let partner) = consent.recipient { consents[partner, default: 0] += 1 }
        }
    }

    /// Notes that a signature no longer counts.
    mutating func noteRemoved(_ row: SignatureRow) {
        sources[row.source ?? "", default: Change()].removed += 1
    }

    /// Writes what there is to add.
    ///
    /// - Parameters:
    ///   - transaction: The batch's.
    ///   - day: Of the batch.
    ///   - petitionID: The petition.
    /// - Throws: A fault of the database.
    func write(in transaction: any Transaction, day: Moment, of petitionID: Int64) throws {
        for (askedDay, count) in askedDays {
            let row = FigureRow(start: askedDay, value: AskOutcome.confirmed.rawValue, added: count)
            try transaction.addFigure(.asked, row, of: petitionID)
        }
        for (source, change) in sources {
            let row = FigureRow(start: day, value: source, added: change.added, removed: change.removed)
            try transaction.addFigure(.source, row, of: petitionID)
        }
        for (country, count) in countries {
            // With a day, and one name shown that day, a copy of the database would tell that person's country.
            let row = FigureRow(start: FigureRow.allTime, value: country, added: count)
            try transaction.addFigure(.country, row, of: petitionID)
        }
        for (partner, count) in consents {
            try transaction.addFigure(.consent, FigureRow(start: day, value: partner, added: count), of: petitionID)
        }
    }
}

extension Transaction {
    /// Notes that a mail came back, and that the link in it ended with it.
    ///
    /// - Parameters:
    ///   - row: The pending signature that ends; nil where none does.
    ///   - petitionID: The petition.
    ///   - now: The moment.
    /// - Throws: A fault of the database.
    func noteReturn(ending row: SignatureRow?, of petitionID: Int64, at now: Moment) throws {
        try addFigure(.mail, FigureRow(start: now.day, value: "returned", added: 1), of: petitionID)
        guard let row else { return }
        let asked = FigureRow(start: row.askedAt.day, value: AskOutcome.returned.rawValue, added: 1)
        try addFigure(.asked, asked, of: petitionID)
    }
}
