import Crypto
package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// A signature by a member's token that verifies, made ready outside the transaction.
package struct MemberSignature: Sendable {
    package var petitionID: Int64
    /// SHA-256 of the token's nonce, 32 bytes: it stays after a withdrawal, for a token counts once.
    package var spent: [UInt8]
    /// SHA-256 of the link's token, 32 bytes.
    package var tokenHash: [UInt8]
    /// The version of the text that the person was shown.
    package var textVersion: Int
    /// `member` with the token.
    package var entry: LogEntry
    /// What of the person comes before the public; nil for nothing.
    package var display: ChosenDisplay?
    /// Where that stands within its day.
    package var shuffle: Int64
}

/// Signatures by members' tokens: each token once, after enough members hold one.
extension PetitionBatch {
    /// Keeps a member's signature for the next daily publication.
    ///
    /// Decided under the lock of the log's head, so that of two nodes with one token the second finds it spent.
    mutating func redeem(_ signature: MemberSignature) throws -> LogOutcome {
        do {
            try petition.gate.accept(at: now)
        } catch {
            return .refused(.petition(error))
        }
        guard signature.textVersion == petition.textVersion else {
            return .refused(.textChanged(current: petition.textVersion))
        }
        let missing = try missingMembers()
        guard missing == 0 else { return .refused(.crowd(missing: missing)) }
        let row = RecordedMember(
            petitionID: id,
            tag: signature.spent,
            tokenHash: signature.tokenHash,
            entry: signature.entry.bytes,
            textVersion: signature.textVersion,
            logNumber: petition.log?.number ?? 1,
            day: now.day
        )
        guard let signatureID = try transaction.insertRecorded(row) else { return .refused(.spent) }
        // Not shown before the publication: who looks often would see when it was given.
        if let display = signature.display {
            try transaction.saveHeldDisplay(display, of: signatureID, shuffle: signature.shuffle, in: id)
        }
        figures.noteReleased(source: nil)
        return .recorded
    }

    /// How many more must hold a token before anybody signs with one: of few, a signature could be guessed.
    private func missingMembers() throws -> Int {
        guard let members = petition.sheet.members else { return 0 }
        return try max(members.crowd - transaction.tokenHolders(of: petition), 0)
    }

    /// Appends `reveal` once as many members count as entry 0 promised.
    ///
    /// What is shown from then on stands under this day, in an order of its own: the day on which a signature was published
    /// would narrow down which one it is.
    ///
    /// - Parameter chance: Nobody can foresee it.
    /// - Throws: A fault of the database.
    mutating func revealIfDue(chance: [UInt8]) throws {
        guard let promised = petition.sheet.members?.reveal, writer.head.counts.member >= promised,
            try !transaction.isRevealed(id)
        else { return }
        _ = writer.append(.reveal, at: now)
        let key = SymmetricKey(data: chance)
        try transaction.moveDisplays(in: id, to: now.day) { signatureID in
            // By another message than the order of the publication: neither order leads to the other.
            let message = Array("reveal".utf8) + signatureID.bigEndianBytes
            let code = HMAC<SHA256>.authenticationCode(for: message, using: key)
            return code.prefix(8).reduce(Int64(0)) { $0 << 8 | Int64($1) }
        }
    }
}
