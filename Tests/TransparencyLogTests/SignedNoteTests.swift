import Testing
import TransparencyLog

struct SignedNoteTests {
    // golang/mod sumdb/note, test-only.
    static let go = """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.

        — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=

        """
    static let c2sp = """
        This is an example message.

        — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=

        """
    let key: NoteSigningKey
    let other: NoteSigningKey

    init() throws {
        key = try NoteSigningKey(name: "log.example.org", seed: Array(0..<32))
        other = try NoteSigningKey(name: "witness.example.org", seed: Array(32..<64))
    }

    @Test func `the published example notes verify by their keys`() throws {
        let neumann = try NoteVerifierKey(NoteKeyTests.verifier)
        let foo = try NoteVerifierKey("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
        #expect(try SignedNote(parsing: Self.go).verified(by: [foo, neumann]) == .valid([neumann]))
        #expect(try SignedNote(parsing: Self.c2sp).verified(by: [foo, neumann]) == .valid([foo]))
        let note = try SignedNote(parsing: Self.go)
        #expect(note.string == Self.go)
        #expect(try NoteSigningKey(NoteKeyTests.signer).sign(note.text) == note.signatures[0])
    }

    @Test func `unknown keys are ignored, and no known key is not enough`() throws {
        let note = try SignedNote(text: "text\n", signatures: [key.sign("text\n"), other.sign("text\n")])
        #expect(note.verified(by: [other.verifierKey]) == .valid([other.verifierKey]))
        #expect(note.verified(by: [other.verifierKey, key.verifierKey]).value?.count == 2)
        let stranger = try NoteSigningKey(name: "log.example.org", seed: Array(64..<96))
        #expect(note.verified(by: [stranger.verifierKey]).reason?.code == .notSigned)
        #expect(note.verified(by: []).reason?.code == .notSigned)
    }

    @Test func `one bad line of a known key makes the whole note invalid`() throws {
        let bad = try NoteSignature(name: key.verifierKey.name, keyID: key.verifierKey.keyID, signature: [1])
        let note = try SignedNote(text: "text\n", signatures: [other.sign("text\n"), key.sign("text\n"), bad])
        #expect(note.verified(by: [key.verifierKey, other.verifierKey]).reason?.code == .signatureFails)
        #expect(note.verified(by: [other.verifierKey]) == .valid([other.verifierKey]))
        let moved = try SignedNote(text: "other\n", signatures: [key.sign("text\n")])
        #expect(moved.verified(by: [key.verifierKey]).reason?.code == .signatureFails)
    }

    @Test func `the text ends at the last empty line`() throws {
        let text = "one\n\n— not a signature\n\nfour\n"
        let note = try SignedNote(text: text, signatures: [key.sign(text)])
        #expect(try SignedNote(parsing: note.bytes) == note)
        #expect(try SignedNote(parsing: note.string).text == text)
        let least = try SignedNote(text: "\n", signatures: [key.sign("\n")])
        #expect(try SignedNote(parsing: least.bytes).text == "\n")
    }

    @Test func `notes of another form are refused by their fault`() throws {
        let line = try key.sign("text\n").line
        let name = "log.example.org"
        let faults: [(String, MalformedInput.Code)] = [
            ("", .noteShape), ("\n", .noteShape), ("\n\n", .noteShape), ("text\n", .noteShape),
            ("text\n\n", .noteShape),
            ("text\n\(line)\n", .noteShape), ("text\n\n\(line)", .noteShape), ("text\n\n\(line)\n\n", .noteShape),
            ("text\r\n\n\(line)\n", .controlCharacter), ("te\txt\n\n\(line)\n", .controlCharacter),
            ("text\n\n-\(line.dropFirst())\n", .signatureLine), ("text\n\n\(line) \n", .signatureLine),
            ("text\n\n \(line)\n", .signatureLine), ("text\n\n— \(name)\n", .signatureLine),
            ("text\n\n— \(name) \n", .signatureLine), ("text\n\n— \(name) AAAAAA==\n", .signatureLine),
            ("text\n\n— \(name) AAAAAAB=\n", .signatureLine), ("text\n\n—  AAAAAAA=\n", .keyName),
            ("text\n\n— a+b AAAAAAA=\n", .keyName), ("text\n\n\(line)\nmore\n", .signatureLine),
            ("text\n\n\(line)\r\n", .signatureLine),
        ]
        for (text, code) in faults {
            #expect(throws: MalformedInput(code: code, detail: ""), "\(text)") { try SignedNote(parsing: text) }
        }
        #expect(throws: MalformedInput(code: .notUTF8, detail: "")) {
            try SignedNote(parsing: [0xFF, 10, 10] + Array(line.utf8) + [10])
        }
        #expect(throws: MalformedInput(code: .noteShape, detail: "")) { try key.sign("text") }
        #expect(throws: MalformedInput(code: .controlCharacter, detail: "")) { try key.sign("te\u{0}xt\n") }
    }

    @Test func `a note has 1 to 100 signature lines and at most a mebibyte`() throws {
        let signature = try key.sign("text\n")
        let most = try SignedNote(text: "text\n", signatures: Array(repeating: signature, count: 100))
        #expect(try SignedNote(parsing: most.bytes) == most)
        #expect(most.verified(by: [key.verifierKey]) == .valid([key.verifierKey]))
        let count = MalformedInput(code: .signatureCount, detail: "")
        #expect(throws: count) { try most.adding([signature]) }
        #expect(throws: count) { try SignedNote(text: "text\n", signatures: []) }
        #expect(throws: count) { try SignedNote(parsing: most.string + signature.line + "\n") }
        let room = SignedNote.limitBytes - signature.line.utf8.count - 3
        let long = String(repeating: "x", count: room) + "\n"
        #expect(try SignedNote(parsing: SignedNote(text: long, signatures: [signature]).bytes).text == long)
        let longer = try SignedNote(text: "x" + long, signatures: [signature])
        #expect(throws: MalformedInput(code: .tooLong, detail: "")) { try SignedNote(parsing: longer.bytes) }
    }

    @Test func `texts that only look the same are different notes`() throws {
        let composed = try SignedNote(text: "caf\u{E9}\n", signatures: [key.sign("caf\u{E9}\n")])
        let decomposed = try SignedNote(text: "cafe\u{301}\n", signatures: composed.signatures)
        #expect(composed != decomposed)
        #expect(decomposed.verified(by: [key.verifierKey]).reason?.code == .signatureFails)
    }
}
