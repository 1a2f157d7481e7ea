import Testing
import TransparencyLog
import UndersignedCore

struct ReceiptTests {
    private static let origin = "petitions.example.org/petitions/save-the-library/log"
    private static let salt = (0..<32).map { UInt8($0) }

    /// A receipt from a log of five entries, whose third is the statement's.
    private static func receipt(_ text: String, origin: String = origin) throws -> Receipt {
        let key = try NoteSigningKey(name: origin, seed: [UInt8](repeating: 3, count: 32))
        let statement = try Statement(parsing: Array(text.utf8))
        let entries: [LogEntry] = [
            .petition(documentHash: LogEntrySamples.hash(0)), .hour(Moment(seconds: 0)),
            statement.entry(salt: salt), .signedMail(commitment: LogEntrySamples.hash(1)), .closed,
        ]
        let leaves = entries.map { MerkleTree.leafHash(of: $0.bytes) }
        let proof = try InclusionProof(index: 2, treeSize: 5) { _ in leaves }
        let checkpoint = try Checkpoint(origin: origin, size: 5, root: MerkleTree.root(of: leaves))
        return Receipt(
            statedKey: key.verifierKey,
            salt: salt,
            statement: statement,
            proof: LogProof(index: 2, hashes: proof.hashes, checkpoint: try checkpoint.signed(by: key))
        )
    }

    @Test(arguments: [StatementTests.amina, StatementTests.ngo])
    func `a receipt reads back, prints back and proves the signature`(text: String) throws {
        let receipt = try Self.receipt(text)
        let read = try Receipt(parsing: receipt.bytes)
        #expect(read == receipt)
        #expect(read.bytes == receipt.bytes)
        #expect(read.salt == Self.salt)
        #expect(read.statement.text == text)
        #expect(try read.verified(by: read.statedKey).size == 5)
    }

    @Test func `the extra holds key, salt and statement as lines`() throws {
        let receipt = try Self.receipt(StatementTests.amina)
        let extra = String(decoding: try #require(receipt.proof.extra), as: UTF8.self)
        #expect(
            extra == """
                undersigned/v1 receipt
                vkey \(receipt.statedKey)
                salt AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=
                \(StatementTests.amina)
                """
        )
    }

    @Test func `a receipt proves nothing for another statement, salt, place or key`() throws {
        let receipt = try Self.receipt(StatementTests.amina)
        let other = try Statement(parsing: Array(StatementTests.amina.replacing("shown yes", with: "shown no").utf8))
        let key = receipt.statedKey
        let place = LogProof(index: 3, hashes: receipt.proof.hashes, checkpoint: receipt.proof.checkpoint)
        for wrong in [
            Receipt(statedKey: key, salt: Self.salt, statement: other, proof: receipt.proof),
            Receipt(statedKey: key, salt: Self.salt.reversed(), statement: receipt.statement, proof: receipt.proof),
            Receipt(statedKey: key, salt: Self.salt, statement: receipt.statement, proof: place),
        ] {
            #expect(throws: Receipt.Problem.self) { try wrong.verified(by: key) }
        }
        let stranger = try NoteSigningKey(name: Self.origin, seed: [UInt8](repeating: 4, count: 32)).verifierKey
        #expect(throws: Receipt.Problem.self) { try receipt.verified(by: stranger) }
    }

    @Test func `a statement of another petition is refused, though the proof holds`() throws {
        let receipt = try Self.receipt(StatementTests.amina, origin: "elsewhere.example.org/petitions/x/log")
        #expect(
            throws: Receipt.Problem.otherPetition(stated: Self.origin, proven: "elsewhere.example.org/petitions/x/log")
        ) { try receipt.verified(by: receipt.statedKey) }
    }

    @Test func `a proof without our extra is no receipt`() throws {
        let receipt = try Self.receipt(StatementTests.amina)
        for extra in [nil, [], Array("undersigned/v1 receipt\n".utf8)] as [[UInt8]?] {
            let proof = LogProof(
                extra: extra,
                index: 2,
                hashes: receipt.proof.hashes,
                checkpoint: receipt.proof.checkpoint
            )
            #expect(throws: Receipt.Malformed.extra) { try Receipt(parsing: Array(proof.string.utf8)) }
        }
    }

    @Test func `mutated receipts are refused, or print back and prove no other statement`() throws {
        let receipt = try Self.receipt(StatementTests.ngo)
        var chance = SeededChance(seed: 6)
        var parsed = 0
        for round in 0..<20_000 {
            // Half of the rounds reach into the extra, which base64 would shield.
            let bytes =
                try round.isMultiple(of: 2)
                ? LogEntrySamples.mutated(receipt.bytes, by: &chance) : Self.mutatedExtra(of: receipt, by: &chance)
            guard let read = try? Receipt(parsing: bytes) else { continue }  // most mutations are refused
            parsed += 1
            guard read.bytes == bytes else {
                Issue.record("a receipt did not print back: \(String(decoding: bytes, as: UTF8.self))")
                return
            }
            // Verifying is slow in a debug build; a sample of what parses is enough.
            guard parsed.isMultiple(of: 50), read.statement != receipt.statement || read.salt != receipt.salt else {
                continue
            }
            #expect(throws: Receipt.Problem.self) { try read.verified(by: receipt.statedKey) }
        }
        #expect(parsed > 500)
    }

    private static func mutatedExtra(of receipt: Receipt, by chance: inout SeededChance) throws -> [UInt8] {
        let proof = receipt.proof
        let extra = LogEntrySamples.mutated(try #require(proof.extra), by: &chance)
        return Array(
            LogProof(extra: extra, index: proof.index, hashes: proof.hashes, checkpoint: proof.checkpoint).string.utf8
        )
    }
}
