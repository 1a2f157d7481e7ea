import TransparencyLog
import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Removals with a public reason, notes and sheets of paper.
extension PetitionBatch {
    /// Takes out what an organiser, a mail server or a court named, with a public reason.
    ///
    /// Rows that are gone already are passed over, so that it can be done again.
    mutating func remove(_ signatureIDs: [Int64], _ reason: RemovalReason) throws -> LogOutcome {
        var count = 0
        for signatureID in signatureIDs {
            guard let row = try transaction.signature(id: signatureID, in: id), row.state.after(.remove) != nil else {
                continue
            }
            let position = try row.position.flatMap {
                try writer.remove(at: $0, reason: reason, in: transaction, now: now)
            }
            if row.state == .recorded || position != nil { figures.noteRemoved(row) }
            try transaction.erase(
                signatureID,
                in: id,
                state: .removed,
                removedPosition: position,
                keepsTag: reason.keepsTag,
                reason: reason,
                at: now
            )
            count += 1
        }
        return .appended(count)
    }

    mutating func announce(_ announcement: Announcement) throws -> LogOutcome {
        try transaction.saveDocument(announcement.content, hash: announcement.hash.bytes, of: id)
        _ = writer.append(announcement.entry, at: now)
        return .appended(1)
    }

    mutating func correct(_ step: CorrectionStep) throws -> LogOutcome {
        switch step {
        case .begin(let correctionID, let note):
            guard try transaction.correction(correctionID, of: id)?.state == .found else { return .appended(0) }
            try transaction.startCorrection(correctionID, announcedBy: note.hash.bytes, of: id)
            return try announce(note)
        case .take(let correctionID, let limit): return try take(correctionID, limit)
        case .end(let correctionID, let isCancelled): return try end(correctionID, isCancelled)
        }
    }

    private mutating func take(_ correctionID: Int64, _ limit: Int) throws -> LogOutcome {
        guard let correction = try transaction.correction(correctionID, of: id), correction.state == .running else {
            return .appended(0)
        }
        let signatureIDs = try transaction.correctionItems(of: correctionID, in: id, limit: limit)
        let outcome = try remove(signatureIDs, .invalid(rule: correction.rule))
        let removed = if case .appended(let count) = outcome { count } else { 0 }
        try transaction.strikeCorrectionItems(signatureIDs, removed: removed, of: correctionID, in: id)
        return .appended(signatureIDs.count)
    }

    /// The note says how many went, as the database counted them.
    private mutating func end(_ correctionID: Int64, _ isCancelled: Bool) throws -> LogOutcome {
        guard let correction = try transaction.correction(correctionID, of: id), correction.state == .running,
            let begun = try transaction.document(hash: correction.documentHash, of: id)
        else { return .appended(0) }
        var note = try PublicNote(parsing: begun)
        note.title = isCancelled ? "A removal by rule was stopped" : "A removal by rule has ended"
        note.correction?.removed = correction.removed
        note.correction?.isCancelled = isCancelled
        try transaction.endCorrection(correctionID, as: isCancelled ? .cancelled : .done, at: now, of: id)
        return try announce(Announcement(note))
    }

    /// A sheet enters as a class of its own.
    mutating func enter(_ sheet: PaperSheet) throws -> LogOutcome {
        do {
            try petition.gate.accept(at: now)
        } catch {
            return .refused(.petition(error))
        }
        guard let hash = MerkleHash(sheet.hash), try transaction.paperSheet(sheet.hash, of: id) == nil else {
            return .appended(0)
        }
        var placed = sheet
        placed.position = writer.append(.signedPaper(sheetHash: hash, lines: sheet.lines), at: now)
        try transaction.savePaperSheet(placed, of: id)
        return .appended(1)
    }

    mutating func takeOut(sheet hash: [UInt8], _ reason: RemovalReason) throws -> LogOutcome {
        guard let sheet = try transaction.paperSheet(hash, of: id), sheet.removedPosition == nil,
            let position = try writer.remove(at: sheet.position, reason: reason, in: transaction, now: now)
        else { return .appended(0) }
        try transaction.removePaperSheet(hash, at: position, of: id)
        return .appended(1)
    }
}
