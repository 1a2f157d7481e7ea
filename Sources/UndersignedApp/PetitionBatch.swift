import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// One petition's share of a batch: decides each request and appends what passes.
struct PetitionBatch {
    /// Changes with its text within a batch: what comes later in the batch is decided under the new one.
    var petition: Petition
    let origin: String
    let isClockSound: Bool
    let now: Moment
    let transaction: any Transaction
    var writer: LogWriter
    /// Stored by this batch already: most records of a minute share one.
    private var encapsulations: Set<Int64> = []
    private var rows = BatchRows()
    var figures = BatchFigures()
    var holds = BatchHolds()

    init(
        petition: Petition,
        origin: String,
        isClockSound: Bool,
        now: Moment,
        transaction: any Transaction,
        writer: LogWriter
    ) {
        self.petition = petition
        self.origin = origin
        self.isClockSound = isClockSound
        self.now = now
        self.transaction = transaction
        self.writer = writer
    }

    var id: Int64 { petition.id }

    /// What a row says of the moment of a decision: the day where the petition publishes daily.
    var rowTime: Moment { petition.sheet.publication == .daily ? now.day : now }

    mutating func take(_ request: LogRequest) throws -> LogOutcome {
        guard isClockSound else { return .refused(.clockInDoubt) }
        if !request.isConfirmation { try rows.write(in: transaction, of: id, at: now) }
        return switch request {
        case .confirm(let signature): try confirm(signature)
        case .redeem(let signature): try redeem(signature)
        case .withdraw(_, let signatureID): try withdraw(signatureID)
        case .publish(_, let chance): try publish(chance: chance)
        case .remove(_, let signatureIDs, let reason): try remove(signatureIDs, reason)
        case .announce(_, let announcement): try announce(announcement)
        case .respond(_, let rows): try respond(rows)
        case .correct(_, let step): try correct(step)
        case .paper(_, let sheet): try enter(sheet)
        case .removePaper(_, let hash, let reason): try takeOut(sheet: hash, reason)
        case .deliver(_, let delivery): try deliver(delivery)
        case .amend(_, let text): try amend(text)
        case .release(_, let limit): try release(limit)
        case .close: try close()
        case .begin: begin()
        }
    }

    mutating func finish() throws {
        try rows.write(in: transaction, of: id, at: now)
        try figures.write(in: transaction, day: now.day, of: id)
        try writer.finish(transaction, origin: origin, now: now)
    }

    private mutating func confirm(_ signature: ConfirmedSignature) throws -> LogOutcome {
        if let refusal = refusal(of: signature) {
            // Pressing again, after the text changed or the petition closed, finds what was counted before.
            let row = try transaction.signature(tokenHash: signature.tokenHash, in: id)
            return row?.state == .pending ? .refused(refusal) : outcome(ofClaimed: row)
        }
        if let outcome = try hold(signature) { return outcome }
        if petition.sheet.publication == .daily {
            return try record(signature)
        }
        let placement = Placement(
            position: writer.position(at: now),
            number: writer.head.counts.total + signature.entry.weight,
            textVersion: signature.textVersion
        )
        let claim = try transaction.claim(
            tokenHash: signature.tokenHash,
            in: id,
            as: placement,
            logNumber: signature.logNumber,
            at: now
        )
        guard let claim else { return try outcomeOfLost(signature) }
        let position = writer.append(signature.entry, at: now)
        precondition(position == placement.position)
        try keep(signature, day: now.day)
        figures.noteConfirmed(claim, signature)
        return .counted
    }

    private func refusal(of signature: ConfirmedSignature) -> Confirmation.Refusal? {
        // It was in time, and under the text of its time, when it was counted first.
        if signature.isPresented { return nil }
        do {
            try petition.gate.accept(at: now)
        } catch {
            return .petition(error)
        }
        return signature.textVersion == petition.textVersion && signature.logNumber == petition.log?.number
            ? nil : .textChanged(current: petition.textVersion)
    }

    /// Why a row could not be claimed: it was before, its link is dead, or it waited too long.
    func outcomeOfLost(_ signature: ConfirmedSignature) throws -> LogOutcome {
        let row = try transaction.signature(tokenHash: signature.tokenHash, in: id)
        return row?.state == .pending ? .refused(.expired) : outcome(ofClaimed: row)
    }

    private func outcome(ofClaimed row: SignatureRow?) -> LogOutcome {
        if let refusal = Confirmation.refusal(of: row?.state) { return .refused(refusal) }
        return row?.state == .counted ? .counted : .recorded
    }

    private mutating func record(_ signature: ConfirmedSignature) throws -> LogOutcome {
        let claim = try transaction.keep(
            tokenHash: signature.tokenHash,
            in: id,
            as: .recorded,
            entry: signature.entry.bytes,
            textVersion: signature.textVersion,
            logNumber: signature.logNumber,
            at: now
        )
        guard let claim else { return try outcomeOfLost(signature) }
        try keep(signature, day: now.day)
        figures.noteConfirmed(claim, signature)
        return .recorded
    }

    /// What only keys open, and what was agreed to.
    mutating func keepRecords(_ signature: ConfirmedSignature) throws {
        let seals = [signature.seal] + signature.handed.map(\.seal)
        for seal in seals where encapsulations.insert(seal.encapsulationID).inserted {
            try transaction.saveEncapsulation(seal, in: id)
        }
        rows.addRecords(of: signature, givenAt: petition.sheet.publication == .daily ? now.day : now.minute)
        figures.noteAgreed(signature.handed.map(\.consent))
    }

    private mutating func keep(_ signature: ConfirmedSignature, day: Moment) throws {
        try keepRecords(signature)
        rows.addDisplay(of: signature, day: day)
        rows.addReceipt(of: signature)
    }

    private mutating func withdraw(_ signatureID: Int64) throws -> LogOutcome {
        guard let row = try transaction.signature(id: signatureID, in: id) else { return .refused(.unknownLink) }
        guard row.state.after(.withdraw) != nil else {
            return row.state == .withdrawn ? .withdrawn : .refused(Confirmation.refusal(of: row.state) ?? .unknownLink)
        }
        let removedPosition = try row.position.flatMap { try takeBack(at: $0) }
        if row.state == .recorded || removedPosition != nil { figures.noteRemoved(row) }
        try transaction.erase(
            signatureID,
            in: id,
            state: .withdrawn,
            removedPosition: removedPosition,
            // A token signs once, also where it was taken back: what would be deleted stands in the log.
            keepsTag: petition.sheet.members != nil,
            at: rowTime
        )
        return .withdrawn
    }

    /// The day's signatures enter together, in an order that chance alone gives.
    private mutating func publish(chance: [UInt8]) throws -> LogOutcome {
        try countHolders()
        let items = try dailyItems(chance: chance)
        for item in items {
            switch item {
            case .issued(let count): _ = writer.append(.issued(count), at: now)
            case .signature(let id, let entry, let textVersion): try publish(id, LogEntry(parsing: entry), textVersion)
            }
        }
        try revealIfDue(chance: chance)
        return .appended(items.count)
    }

    private mutating func publish(_ signatureID: Int64, _ entry: LogEntry, _ textVersion: Int) throws {
        let placement = Placement(
            position: writer.position(at: now),
            number: writer.head.counts.total + entry.weight,
            textVersion: textVersion
        )
        guard try transaction.publish(signatureID, in: id, as: placement, at: now) else { return }
        _ = writer.append(entry, at: now)
        if petition.sheet.members != nil { try showHeld(signatureID) }
    }

    private mutating func close() throws -> LogOutcome {
        let held = try transaction.heldCount(of: id, limit: PetitionFigures.heldLimit)
        guard !petition.waitsForDecisions(held: held, at: now) else { return .refused(.undecided(held)) }
        // Fewer are never published together (DESIGN 11.9); these come first, however long the day is still.
        let recorded = try transaction.recordedCount(in: id)
        guard recorded < LogBatch.dailyMinimum else { return .refused(.unpublished(recorded)) }
        guard try transaction.closePetition(id, at: now) else { return .appended(0) }
        // What was issued can be compared with what was used, also of a letter that few signed.
        try countHolders(anew: true)
        let issued = try unpublishedIssues()
        if issued > 0 { _ = writer.append(.issued(issued), at: now) }
        _ = writer.append(.closed, at: now)
        return .appended(1)
    }

    private mutating func begin() -> LogOutcome {
        guard writer.head.size == 1, (petition.opensAt ?? now) <= now else { return .appended(0) }
        writer.begin(at: now)
        return .appended(1)
    }
}
