import Crypto
import Testing
import TransparencyLog

struct CosignatureTests {
    let log: NoteSigningKey
    let witness: NoteSigningKey
    let checkpoint: Checkpoint

    init() throws {
        log = try NoteSigningKey(name: "log.example.org", seed: Array(0..<32))
        witness = try NoteSigningKey(name: "witness.example.org", seed: Array(32..<64), algorithm: .cosignature)
        let root = MerkleTree.leafHash(of: [1])
        checkpoint = try Checkpoint(origin: "log.example.org", size: 1, root: root, extensions: ["more"])
    }

    @Test func `a cosignature covers its time and the whole checkpoint text`() throws {
        let cosignature = try Cosignature(of: checkpoint, time: 1_679_315_147, key: witness)
        #expect(cosignature.isValid(for: checkpoint, key: witness.verifierKey))
        #expect(try Cosignature(cosignature.line) == cosignature)
        #expect(cosignature.line.signature.count == 72)
        #expect(Array(cosignature.line.signature[..<8]) == [0, 0, 0, 0, 0x64, 0x18, 0x50, 0xCB])
        let message = "cosignature/v1\ntime 1679315147\n\(checkpoint.noteText)"
        let key = try Curve25519.Signing.PublicKey(rawRepresentation: witness.verifierKey.publicKey)
        #expect(key.isValidSignature(cosignature.line.signature[8...], for: Array(message.utf8)))
    }

    @Test func `another time, checkpoint, witness or length is refused`() throws {
        let cosignature = try Cosignature(of: checkpoint, time: 7, key: witness)
        var bytes = cosignature.line.signature
        bytes[7] ^= 1
        let later = try NoteSignature(name: cosignature.line.name, keyID: cosignature.line.keyID, signature: bytes)
        #expect(try !Cosignature(later).isValid(for: checkpoint, key: witness.verifierKey))
        let shorter = try Checkpoint(origin: checkpoint.origin, size: 1, root: checkpoint.root)
        #expect(!cosignature.isValid(for: shorter, key: witness.verifierKey))
        #expect(!cosignature.isValid(for: checkpoint, key: log.verifierKey))
        #expect(throws: MalformedInput(code: .cosignatureShape, detail: "")) {
            try Cosignature(log.sign(checkpoint.noteText))
        }
        #expect(throws: MalformedInput(code: .wrongAlgorithm, detail: "")) {
            try Cosignature(of: checkpoint, time: 7, key: log)
        }
        #expect(throws: MalformedInput(code: .wrongAlgorithm, detail: "")) { try witness.sign("text\n") }
    }

    @Test func `a cosigned checkpoint verifies by both keys`() throws {
        let line = try Cosignature(of: checkpoint, time: .max, key: witness).line
        let note = try checkpoint.signed(by: log).adding([line])
        let again = try SignedNote(parsing: note.bytes)
        #expect(again.verified(by: [log.verifierKey, witness.verifierKey]).value?.count == 2)
        #expect(Checkpoint.verify(again, key: log.verifierKey) == .valid(checkpoint))
        #expect(try NoteVerifierKey("\(witness.verifierKey)") == witness.verifierKey)
        #expect(try NoteSigningKey(witness.text).verifierKey == witness.verifierKey)
    }
}
