import TransparencyLog
package import UndersignedCore
import UndersignedStore

/// The next version of a petition's text, ready for the log.
package struct NextText: Sendable {
    /// 2 or more.
    package let version: Int
    package let sheet: PetitionSheet
    /// The document and its `text` entry.
    package let document: Announcement
    /// The milestones that are new, or say something else.
    package let goals: [Int]
    /// The note with the public reason.
    package let reason: Announcement
}

extension PetitionBatch {
    /// Document, entries, sheet, version and the mails to come are one commit.
    ///
    /// `.appended(0)` where recorded signatures wait: they are of the text before, and enter the log before the new one.
    mutating func amend(_ text: NextText) throws -> LogOutcome {
        do {
            try petition.gate.accept(at: now)
        } catch {
            return .refused(.petition(error))
        }
        guard text.version == petition.textVersion + 1 else {
            return .refused(.textChanged(current: petition.textVersion))
        }
        guard try transaction.recordedCount(in: petition.id) == 0 else { return .appended(0) }
        let hash = text.document.hash
        try transaction.saveDocument(text.document.content, hash: hash.bytes, of: petition.id)
        let position = writer.append(text.document.entry, at: now)
        try transaction.setTextVersion(text.version, hash: hash.bytes, position: position, of: petition.id)
        try transaction.replaceSheet(text.sheet, of: petition.id)
        for goal in text.goals { _ = writer.append(.goal(goal, documentHash: hash), at: now) }
        try transaction.saveDocument(text.reason.content, hash: text.reason.hash.bytes, of: petition.id)
        _ = writer.append(text.reason.entry, at: now)
        // Whom to write to is sealed even for the server: the petition's page tells it alone.
        if !petition.sheet.isSealed { try transaction.beginTextNotice(text.version, of: petition.id) }
        petition.sheet = text.sheet
        petition.textVersion = text.version
        writer.goals = text.sheet.milestones.map(\.count)
        return .appended(2 + text.goals.count)
    }
}
