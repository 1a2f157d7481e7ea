import TransparencyLog
package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// One of a log's checkpoints with all its stored cosignatures.
struct CosignedCheckpoint {
    let size: UInt64
    let note: SignedNote

    /// The head's checkpoint with whatever cosignatures it has, or nil before the log was begun.
    static func head(of petitionID: Int64, _ transaction: any Transaction) throws -> CosignedCheckpoint? {
        guard let head = try transaction.head(petitionID) else { return nil }
        let lines = try transaction.cosignatures(of: petitionID).filter { $0.checkpoint == head.checkpoint }
        return try CosignedCheckpoint(head.checkpoint, size: head.size, lines)
    }

    /// The newest checkpoint whose cosignatures meet the policy; where none does, the newest with any; else nil.
    static func newest(
        of petitionID: Int64,
        policy: WitnessPolicy?,
        _ transaction: any Transaction
    ) throws -> CosignedCheckpoint? {
        let all = try transaction.cosignatures(of: petitionID)
        guard let checkpoint = try newestCheckpoint(in: all, policy: policy) else { return nil }
        return try CosignedCheckpoint(checkpoint.text, size: checkpoint.size, all.filter { $0.size == checkpoint.size })
    }

    /// The checkpoint for a receipt: the head's where it is cosigned, else the newest cosigned one that has the entry,
    /// else the head's as it is.
    static func covering(
        _ position: UInt64,
        of petitionID: Int64,
        policy: WitnessPolicy?,
        _ transaction: any Transaction
    ) throws -> CosignedCheckpoint? {
        let head = try head(of: petitionID, transaction)
        if let head, head.note.signatures.count > 1 { return head }
        let newest = try newest(of: petitionID, policy: policy, transaction)
        return newest.flatMap { $0.size > position ? $0 : nil } ?? head
    }

    /// Which checkpoint is the one of `newest`, from cosignatures ordered by size, largest first.
    static func newestCheckpoint(
        in all: [StoredCosignature],
        policy: WitnessPolicy?
    ) throws -> (text: String, size: UInt64)? {
        var seen: [UInt64] = []
        for cosignature in all where seen.last != cosignature.size {
            seen.append(cosignature.size)
            let keys = try all.filter { $0.size == cosignature.size }.map { try NoteVerifierKey($0.witness) }
            if policy?.isSatisfied(by: keys) ?? true { return (cosignature.checkpoint, cosignature.size) }
        }
        return all.first.map { ($0.checkpoint, $0.size) }
    }

    private init(_ checkpoint: String, size: UInt64, _ cosignatures: [StoredCosignature]) throws {
        self.size = size
        let note = try SignedNote(parsing: checkpoint)
        self.note =
            cosignatures.isEmpty ? note : try note.adding(cosignatures.map { try NoteSignature(parsing: $0.line) })
    }
}

/// That a witness saw a log at a size: what a page says about it.
package struct Sighting: Hashable, Sendable {
    /// The name of the witness's key.
    package let name: String
    package let size: UInt64
    package let time: Moment

    package init(name: String, size: UInt64, time: Moment) {
        self.name = name
        self.size = size
        self.time = time
    }

    /// The newest sighting of a petition's log by each witness, in the order of their names.
    static func newest(of petitionID: Int64, _ transaction: any Transaction) throws -> [Sighting] {
        var found: [String: Sighting] = [:]
        for cosignature in try transaction.cosignatures(of: petitionID) where found[cosignature.witness] == nil {
            let name = try NoteVerifierKey(cosignature.witness).name
            found[cosignature.witness] = Sighting(name: name, size: cosignature.size, time: cosignature.time)
        }
        return found.values.sorted { ($0.name, $0.time) < ($1.name, $1.time) }
    }
}
