package import TransparencyLog

/// What a signatory keeps: the statement, its salt, and the proof that the log counted it.
///
/// A `.tlog-proof` file whose `extra` holds key, salt and statement. Format: docs/formats/receipt.md.
package struct Receipt: Hashable, Sendable {
    /// A file that is no receipt of this version.
    package enum Malformed: Error, Hashable, Sendable {
        /// Not a proof as c2sp.org/tlog-proof writes it; the detail is the format's.
        case proof(detail: String)
        /// A proof without the lines that a receipt adds, or with others.
        case extra
        /// The statement does not read.
        case statement(Statement.Malformed)
    }

    /// Why a receipt proves nothing.
    package enum Problem: Error, Hashable, Sendable {
        /// The proof does not lead from the statement to a checkpoint of this key.
        case notProven(InvalidReason)
        /// The statement is one of another petition than the checkpoint.
        case otherPetition(stated: String, proven: String)
    }

    /// The log's key as the receipt states it: to be compared with the petition's document, for nobody vouches for it.
    package let statedKey: NoteVerifierKey
    /// 32 bytes.
    package let salt: [UInt8]
    package let statement: Statement
    /// The index of the entry, the hashes and the signed checkpoint; its `extra` is never read.
    package let proof: LogProof

    /// A receipt from its parts.
    ///
    /// - Parameters:
    ///   - statedKey: The key of the petition's log.
    ///   - salt: The 32 bytes of the commitment's salt.
    ///   - statement: What was signed.
    ///   - proof: The inclusion proof of the statement's entry; an `extra` it has is replaced.
    package init(statedKey: NoteVerifierKey, salt: [UInt8], statement: Statement, proof: LogProof) {
        precondition(salt.count == Statement.saltByteCount)
        self.statedKey = statedKey
        self.salt = salt
        self.statement = statement
        self.proof = LogProof(
            extra: Self.extra(statedKey, salt, statement),
            index: proof.index,
            hashes: proof.hashes,
            checkpoint: proof.checkpoint
        )
    }

    /// The file, UTF-8.
    package var bytes: [UInt8] { Array(proof.string.utf8) }

    /// Reads what `bytes` prints, byte for byte.
    ///
    /// - Parameter bytes: A whole `.tlog-proof` file, at most 1 MiB.
    /// - Throws: `Malformed`, with the layer that does not read.
    package init(parsing bytes: [UInt8]) throws(Malformed) {
        do {
            proof = try LogProof(parsing: bytes)
        } catch {
            throw .proof(detail: "\(error)")
        }
        guard let extra = proof.extra else { throw .extra }
        // The statement's own lines stay in the fourth piece.
        let lines = extra.split(separator: UInt8(ascii: "\n"), maxSplits: 3, omittingEmptySubsequences: false)
        guard lines.count == 4, lines[0].elementsEqual(Self.heading.utf8),
            lines[1].starts(with: "vkey ".utf8), let keyText = String(validating: lines[1].dropFirst(5), as: UTF8.self),
            let key = try? NoteVerifierKey(keyText),  // any fault of the key is a fault of the line
            lines[2].starts(with: "salt ".utf8), let salt = StrictBase64.decode(lines[2].dropFirst(5)),
            salt.count == Statement.saltByteCount
        else { throw .extra }
        do {
            statement = try Statement(parsing: lines[3])
        } catch {
            throw .statement(error)
        }
        statedKey = key
        self.salt = salt
        // A key has one spelling, so this holds; were it ever otherwise, the file would not print back.
        guard Self.extra(statedKey, salt, statement) == extra else { throw .extra }
    }

    /// Checks, without asking anybody, that the log of a key counted the statement.
    ///
    /// - Parameter key: The log's key, known from elsewhere, or `statedKey` where nothing better is known.
    /// - Returns: The checkpoint whose log has the statement's entry at `proof.index`.
    /// - Throws: `Problem` when the receipt does not prove that.
    package func verified(by key: NoteVerifierKey) throws(Problem) -> Checkpoint {
        switch proof.verify(entry: statement.entry(salt: salt).bytes, key: key) {
        case .invalid(let reason): throw .notProven(reason)
        case .valid(let checkpoint):
            // A log that carries on an earlier one of the same petition has that one's statements too.
            guard LogOrigin(statement.origin).isCarried(by: LogOrigin(checkpoint.origin)) else {
                throw .otherPetition(stated: statement.origin, proven: checkpoint.origin)
            }
            return checkpoint
        }
    }

    private static let heading = "undersigned/v1 receipt"

    private static func extra(_ key: NoteVerifierKey, _ salt: [UInt8], _ statement: Statement) -> [UInt8] {
        Array("\(heading)\nvkey \(key)\nsalt ".utf8) + StrictBase64.encode(salt) + Array("\n\(statement.text)".utf8)
    }
}
