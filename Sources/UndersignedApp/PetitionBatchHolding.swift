import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// The rules under which signatures wait, as one batch has read them.
struct BatchHolds {
    /// Nil until the batch's first confirmation.
    var rules: [HoldRule]?
    /// How many the hour had before the batch; nil until a rule asks for it.
    var hourCount: Int?
}

/// Signatures that wait for an organiser's decision (F-E, F-17, DESIGN 11.6).
extension PetitionBatch {
    /// Holds a confirmed signature where a rule says so; nil where none does.
    ///
    /// Everything is decided now but whether it counts: commitment, entry and seals are stored.
    mutating func hold(_ signature: ConfirmedSignature) throws -> LogOutcome? {
        // What a receipt proves was counted before.
        guard !signature.isPresented else { return nil }
        let rules = try holds.rules ?? transaction.holdRules(of: id)
        holds.rules = rules
        let isHeld = try rules.holds(domain: signature.mailDomain) {
            let hourCount = try holds.hourCount ?? transaction.hourCount(now.hour, of: id)
            holds.hourCount = hourCount
            return hourCount + figures.confirmedCount
        }
        guard isHeld else { return nil }
        let claim = try transaction.keep(
            tokenHash: signature.tokenHash,
            in: id,
            as: .held,
            entry: signature.entry.bytes,
            textVersion: signature.textVersion,
            logNumber: signature.logNumber,
            at: now
        )
        guard let claim else { return try outcomeOfLost(signature) }
        try keepRecords(signature)
        if let display = signature.display {
            try transaction.saveHeldDisplay(display, of: signature.signatureID, shuffle: signature.shuffle, in: id)
        }
        figures.noteHeld(claim, signature)
        return .recorded
    }

    /// Counts those that have waited longest; whose text is no longer current are asked once more instead.
    ///
    /// - Returns: `.appended` with how many were decided.
    mutating func release(_ limit: Int) throws -> LogOutcome {
        // They were confirmed in time: what is decided after the last day counts, until the log says `closed`.
        guard petition.state == .open else { return .refused(.petition(.closed)) }
        let waiting = try transaction.heldSignatures(of: id, limit: limit)
        for held in waiting {
            if held.textVersion == petition.textVersion, held.logNumber == petition.log?.number {
                try release(held)
            } else {
                // Who signed an earlier text was told of the change; the link shows the new one, and its button.
                try transaction.askAgain(held.id, in: id, at: now)
            }
        }
        return .appended(waiting.count)
    }

    private mutating func release(_ held: HeldSignature) throws {
        if petition.sheet.publication == .daily {
            guard try transaction.releaseToday(held.id, in: id, at: now) else { return }
        } else {
            let entry = try LogEntry(parsing: held.entry)
            let placement = Placement(
                position: writer.position(at: now),
                number: writer.head.counts.total + entry.weight,
                textVersion: held.textVersion
            )
            guard try transaction.release(held.id, in: id, as: placement, at: now) else { return }
            _ = writer.append(entry, at: now)
        }
        try showHeld(held.id)
        figures.noteReleased(source: held.source)
    }

    /// What waited with a signature comes before the public with it.
    func showHeld(_ signatureID: Int64) throws {
        guard let (display, shuffle) = try transaction.takeHeldDisplay(of: signatureID, in: id) else { return }
        let place = PublicNameHandle(day: now.day, shuffle: shuffle)
        try transaction.saveDisplays([(signatureID, place, display)], in: id)
    }
}
