import TransparencyLog
import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// One log, one witness: sends the head with its proof, and stores the cosignature that comes back.
struct WitnessAsking {
    let site: Site
    let witness: WitnessPolicy.Witness
    let client: any WitnessClient

    /// The witness answered, and did not cosign.
    struct Refused: Error {
        let what: String
    }

    private struct Question {
        let head: LogHead
        let checkpoint: Checkpoint
        let request: WitnessRequest
    }

    /// Asks until the witness cosigns or refuses; it may name another old size twice.
    ///
    /// - Parameters:
    ///   - petitionID: Whose log.
    ///   - known: The size that the witness cosigned last, as far as it is known here.
    ///   - policy: Decides which older cosignatures are still needed.
    /// - Throws: `Refused`, `WitnessSilent`, or a fault of the database.
    func ask(_ petitionID: Int64, from known: UInt64, policy: WitnessPolicy) async throws {
        var oldSize = known
        for _ in 0..<3 {
            let start = oldSize
            guard let question = try await site.database.read({ try Self.question(petitionID, from: start, $0) })
            else { return }
            let answer = try await client.addCheckpoint(Array(question.request.string.utf8), at: witness.url ?? "")
            switch answer.status {
            case 200:
                try await store(cosignature(in: answer, of: question), question, petitionID, policy)
                return
            case 409:
                guard let named = answer.namedSize else { throw Refused(what: "it answered 409 without a size") }
                guard named != oldSize else { throw Refused(what: "it knows another log of \(named) entries") }
                oldSize = named
            case 500...:
                throw WitnessSilent(what: "it answered \(answer.status)")
            default:
                throw Refused(what: "it answered \(answer.status)")
            }
        }
        throw Refused(what: "it names another size each time")
    }

    private static func question(
        _ petitionID: Int64,
        from oldSize: UInt64,
        _ transaction: any Transaction
    ) throws -> Question? {
        guard let head = try transaction.head(petitionID) else { return nil }
        guard oldSize <= head.size else {
            // Somebody has signed more than is here: an older copy of the data was brought back, or the key leaked.
            throw Refused(
                what: "it saw \(oldSize) entries, and here are \(head.size): is this an old copy of the data?"
            )
        }
        let proof = try ConsistencyProof(oldSize: oldSize, newSize: head.size) { coordinate in
            try transaction.tile(coordinate, of: petitionID)
        }
        let note = try SignedNote(parsing: head.checkpoint)
        return Question(
            head: head,
            checkpoint: try Checkpoint(parsing: note.text),
            request: try WitnessRequest(oldSize: oldSize, hashes: proof.hashes, checkpoint: note)
        )
    }

    /// The witness's own line in its answer; lines of other keys are ignored.
    private func cosignature(in answer: WitnessAnswer, of question: Question) throws -> Cosignature {
        let text = String(validating: answer.body, as: UTF8.self) ?? ""
        for line in text.split(separator: "\n", maxSplits: 100) {
            guard let parsed = try? NoteSignature(parsing: String(line)),  // lines that do not read are not its own
                let cosignature = try? Cosignature(parsed),  // the same
                cosignature.isValid(for: question.checkpoint, key: witness.key),
                cosignature.time <= UInt64(Int64.max)
            else { continue }
            return cosignature
        }
        throw Refused(what: "its answer has no cosignature of its key")
    }

    private func store(
        _ cosignature: Cosignature,
        _ question: Question,
        _ petitionID: Int64,
        _ policy: WitnessPolicy
    ) async throws {
        let stored = StoredCosignature(
            witness: "\(witness.key)",
            size: question.head.size,
            time: Moment(seconds: Int64(cosignature.time)),
            line: cosignature.line.line,
            checkpoint: question.head.checkpoint
        )
        try await site.database.write { transaction in
            try transaction.saveCosignature(stored, of: petitionID)
            let all = try transaction.cosignatures(of: petitionID)
            if let needed = try CosignedCheckpoint.newestCheckpoint(in: all, policy: policy) {
                try transaction.pruneCosignatures(of: petitionID, keeping: needed.size)
            }
        }
    }
}
