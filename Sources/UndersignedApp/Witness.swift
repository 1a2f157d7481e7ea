import Crypto
package import TransparencyLog
package import UndersignedCore
package import UndersignedDatabase
package import UndersignedStore

/// A witness: it cosigns a log's checkpoint only when that continues the one it cosigned before.
///
/// Source: c2sp.org/tlog-witness v1.1.0.
package struct Witness: Sendable {
    private let database: any TransactionalDatabase
    private let key: NoteSigningKey
    private let ambient: Ambient

    /// So many proofs of a fork are kept for one log.
    private static let forkLimit = 100

    /// - Parameters:
    ///   - database: The witness's own, with the tables of `WitnessSchema`.
    ///   - key: Its key, of type 0x04.
    ///   - ambient: Time.
    package init(database: any TransactionalDatabase, key: NoteSigningKey, ambient: Ambient) {
        self.database = database
        self.key = key
        self.ambient = ambient
    }

    package var verifierKey: NoteVerifierKey { key.verifierKey }

    /// What becomes of a request.
    package enum Outcome: Equatable, Sendable {
        /// Stored durably, then cosigned: the line to answer with.
        case cosigned(NoteSignature)
        /// Not a request, or one from a larger tree to a smaller.
        case malformed(String)
        case unknownOrigin
        /// No trusted key signed the checkpoint, or one of them did and its line does not verify.
        case untrusted
        /// The old size is not that of the checkpoint cosigned last, which is this.
        case otherSize(UInt64)
        /// The checkpoint does not continue the one cosigned last.
        case inconsistent(String)
        /// The clock shows an earlier time than the last cosignature.
        case clockBehind
    }

    /// Decides a request, and stores what it cosigns.
    ///
    /// - Parameter bytes: The body of `add-checkpoint`.
    /// - Returns: `cosigned` only after the new state is on stable storage.
    /// - Throws: A fault of the database; nothing was cosigned then.
    package func add(_ bytes: [UInt8]) async throws -> Outcome {
        let request: WitnessRequest
        let checkpoint: Checkpoint
        do {
            request = try WitnessRequest(parsing: bytes)
            checkpoint = try Checkpoint(parsing: request.checkpoint.text)
        } catch let malformed as MalformedInput {
            return malformed.code == .emptyTreeRoot ? .inconsistent(malformed.detail) : .malformed(malformed.detail)
        }
        let texts = try await database.read { try $0.watchedKeys(of: checkpoint.origin) }
        guard !texts.isEmpty else { return .unknownOrigin }
        let keys = try texts.map { try NoteVerifierKey($0) }
        guard let signed = request.checkpoint.verified(by: keys).value else { return .untrusted }
        let lines = signed.compactMap { key in
            request.checkpoint.signatures.first { $0.keyID == key.keyID && $0.name == key.name }
        }
        let note = try SignedNote(text: request.checkpoint.text, signatures: lines)
        // Compared, stored and committed as one: of two forks that arrive together, one wins.
        return try await database.write { try self.add(request, checkpoint, note, $0) }
    }

    private func add(
        _ request: WitnessRequest,
        _ checkpoint: Checkpoint,
        _ note: SignedNote,
        _ transaction: any Transaction
    ) throws -> Outcome {
        let last = try transaction.sighting(of: checkpoint.origin)
        let now = ambient.now()
        if let last, last.size == checkpoint.size, last.root != checkpoint.root {
            try transaction.saveFork(
                origin: checkpoint.origin,
                size: checkpoint.size,
                root: checkpoint.root,
                notes: (last.checkpoint, note.string),
                at: now,
                limit: Self.forkLimit
            )
        }
        if let no = Self.refusal(of: request, checkpoint, after: last, now: now) { return no }
        let cosignature = try Cosignature(of: checkpoint, time: UInt64(max(0, now.seconds)), key: key)
        let sighting = WitnessSighting(
            origin: checkpoint.origin,
            originHash: Self.hash(of: checkpoint.origin),
            size: checkpoint.size,
            root: checkpoint.root,
            time: now,
            checkpoint: try note.adding([cosignature.line]).string
        )
        guard try transaction.advanceSighting(to: sighting, from: last?.size ?? 0) else {
            throw DatabaseFailure.unknownOutcome("a sighting moved while its row was held")
        }
        return .cosigned(cosignature.line)
    }

    /// Why a signed checkpoint is not cosigned, or nil when it may be.
    ///
    /// Pure: the order of the checks is the specification's.
    ///
    /// - Parameters:
    ///   - request: The request, its note signature verified.
    ///   - checkpoint: The checkpoint in it.
    ///   - last: What was cosigned last of this log, nil for nothing.
    ///   - now: The witness's clock.
    /// - Returns: Anything but `cosigned`.
    package static func refusal(
        of request: WitnessRequest,
        _ checkpoint: Checkpoint,
        after last: WitnessSighting?,
        now: Moment
    ) -> Outcome? {
        guard request.oldSize <= checkpoint.size else {
            return .malformed("the old size \(request.oldSize) is above the checkpoint's \(checkpoint.size)")
        }
        guard checkpoint.size <= UInt64(Int64.max) else { return .malformed("a size above 2^63-1") }
        let known = last?.size ?? 0
        guard request.oldSize == known else { return .otherSize(known) }
        let proof = ConsistencyProof(oldSize: known, newSize: checkpoint.size, hashes: request.hashes)
        // Everything continues an empty tree, and no proof can say so.
        let isConsistent =
            known == 0
            ? request.hashes.isEmpty
            : proof.isValid(oldRoot: last?.root ?? MerkleTree.emptyRoot, newRoot: checkpoint.root)
        guard isConsistent else {
            return .inconsistent("the proof from \(known) to \(checkpoint.size) leads elsewhere")
        }
        guard last.map({ $0.time <= now }) ?? true else { return .clockBehind }
        return nil
    }

    /// The newest checkpoint of a log that was cosigned, with the cosignature; nil for none.
    ///
    /// - Parameter originHash: SHA-256 of the origin, 64 lower-case hexadecimal digits.
    /// - Returns: A signed note.
    /// - Throws: A fault of the database.
    package func checkpoint(originHash: String) async throws -> String? {
        try await database.read { try $0.sighting(originHash: originHash)?.checkpoint }
    }

    /// SHA-256 of an origin as monitors ask for it: 64 lower-case hexadecimal digits.
    package static func hash(of origin: String) -> String {
        SHA256.hash(data: Array(origin.utf8)).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
