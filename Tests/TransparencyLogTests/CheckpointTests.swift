import Testing
import TransparencyLog

struct CheckpointTests {
    static let origin = "petitions.example.org/petitions/save-the-library/log"
    let key: NoteSigningKey
    let root = MerkleTree.leafHash(of: [1])

    init() throws {
        key = try NoteSigningKey(name: Self.origin, seed: Array(0..<32))
    }

    @Test func `a checkpoint reads back as written`() throws {
        for size in [1, 10, UInt64.max] {
            for extensions in [[], ["one", "two words"]] {
                let checkpoint = try Checkpoint(origin: Self.origin, size: size, root: root, extensions: extensions)
                #expect(try Checkpoint(parsing: checkpoint.noteText) == checkpoint)
                let note = try checkpoint.signed(by: key)
                #expect(Checkpoint.verify(note, key: key.verifierKey) == .valid(checkpoint))
            }
        }
        let empty = try Checkpoint(origin: "a", size: 0, root: MerkleTree.emptyRoot)
        #expect(empty.noteText == "a\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")
    }

    @Test func `checkpoints of another form are refused by their fault`() {
        let root = root.base64
        let faults: [(String, MalformedInput.Code)] = [
            ("", .checkpointShape), ("\n", .checkpointShape), ("a\n1\n", .checkpointShape),
            ("a\n1\n\(root)", .checkpointShape), ("\n1\n\(root)\n", .checkpointShape),
            ("a\n1\n\(root)\n\n", .checkpointShape), ("a\n1\n\(root)\n\nb\n", .checkpointShape),
            ("a\n01\n\(root)\n", .notDecimal), ("a\n\n\(root)\n", .notDecimal), ("a\n-1\n\(root)\n", .notDecimal),
            ("a\n+1\n\(root)\n", .notDecimal), ("a\n1 \n\(root)\n", .notDecimal), ("a\n1e3\n\(root)\n", .notDecimal),
            ("a\n18446744073709551616\n\(root)\n", .notDecimal), ("a\n١\n\(root)\n", .notDecimal),
            ("a\n1\n\(root.dropLast())\n", .notBase64), ("a\n1\n\(root) \n", .notBase64), ("a\n1\n\n", .notBase64),
            ("a\n1\nAAAA\n", .notBase64), ("a\n0\n\(root)\n", .emptyTreeRoot), ("a\r\n1\n\(root)\n", .controlCharacter),
            ("a\n1\n\(root)\nb\u{7}\n", .controlCharacter),
        ]
        for (text, code) in faults {
            #expect(throws: MalformedInput(code: code, detail: ""), "\(text)") { try Checkpoint(parsing: text) }
        }
        let shape = MalformedInput(code: .checkpointShape, detail: "")
        #expect(throws: shape) { try Checkpoint(origin: "a\nb", size: 1, root: self.root) }
        #expect(throws: shape) { try Checkpoint(origin: "a", size: 1, root: self.root, extensions: [""]) }
    }

    @Test func `a note counts as a checkpoint only under the key whose name is its origin`() throws {
        let checkpoint = try Checkpoint(origin: Self.origin, size: 3, root: root)
        let stranger = try NoteSigningKey(name: "other.example.org", seed: Array(0..<32))
        #expect(throws: MalformedInput(code: .keyName, detail: "")) { try checkpoint.signed(by: stranger) }
        let text = checkpoint.noteText
        let foreign = try SignedNote(text: text, signatures: [stranger.sign(text)])
        #expect(Checkpoint.verify(foreign, key: stranger.verifierKey).reason?.code == .otherOrigin)
        #expect(Checkpoint.verify(foreign, key: key.verifierKey).reason?.code == .notSigned)
        let letter = try SignedNote(text: "hello\n", signatures: [key.sign("hello\n")])
        #expect(Checkpoint.verify(letter, key: key.verifierKey).reason?.code == .notACheckpoint)
        let witness = try NoteSigningKey(name: Self.origin, seed: Array(0..<32), algorithm: .cosignature)
        let cosigned = try SignedNote(
            text: text,
            signatures: [Cosignature(of: checkpoint, time: 1, key: witness).line]
        )
        #expect(Checkpoint.verify(cosigned, key: witness.verifierKey).reason?.code == .notALogKey)
        #expect(throws: MalformedInput(code: .wrongAlgorithm, detail: "")) { try checkpoint.signed(by: witness) }
    }

    @Test func `no bit of a signed checkpoint can change`() throws {
        let bytes = try Checkpoint(origin: Self.origin, size: 3, root: root).signed(by: key).bytes
        for place in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[place] ^= 1 << UInt8(bit)
                guard let note = try? SignedNote(parsing: changed) else { continue }  // refused already: good
                #expect(Checkpoint.verify(note, key: key.verifierKey).value == nil, "byte \(place), bit \(bit)")
            }
        }
    }
}
