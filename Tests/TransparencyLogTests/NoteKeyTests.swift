import Testing
import TransparencyLog

struct NoteKeyTests {
    // golang/mod sumdb/note, test-only.
    static let verifier = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    static let signer = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"

    @Test func `a verifier key reads back as written`() throws {
        let key = try NoteVerifierKey(Self.verifier)
        #expect(key.name == "PeterNeumann")
        #expect(key.keyID == 0xc74f_20a3)
        #expect(key.algorithm == .ed25519)
        #expect(key.publicKey.count == 32)
        #expect("\(key)" == Self.verifier)
    }

    @Test func `a signing key reads back as written and never shows itself`() throws {
        let key = try NoteSigningKey(Self.signer)
        #expect(key.text == Self.signer)
        #expect("\(key.verifierKey)" == Self.verifier)
        var dumped = ""
        dump(key, to: &dumped)
        for shown in ["\(key)", String(reflecting: key), dumped] {
            #expect(!shown.contains("AYEKFALVFGyNhPJEMzD1QIDr"))
            #expect(shown.contains("PeterNeumann"))
        }
    }

    @Test(
        arguments: [
            (
                "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
                MalformedInput.Code.keyShape
            ),
            ("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADK", .keyShape),
            ("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .unknownAlgorithm),
            ("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .keyID),
            ("PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .keyShape),
            ("PeterNeumann+74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .keyShape),
            ("Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .keyName),
            ("+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .keyName),
            ("PeterNeumann+c74f20a3+", .keyShape), ("PeterNeumann+c74f20a3", .keyShape), ("", .keyShape),
            ("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n", .keyShape),
        ]
    )
    func `a verifier key of another form is refused by its fault`(text: String, code: MalformedInput.Code) {
        #expect(throws: MalformedInput(code: code, detail: "")) { try NoteVerifierKey(text) }
    }

    @Test func `a signing key of another form is refused`() {
        let faults: [(String, MalformedInput.Code)] = [
            (Self.verifier, .keyShape), (String(Self.signer.dropLast(4)), .keyShape),
            (Self.signer.replacing("c74f20a3", with: "c74f20a4"), .keyID),
            (Self.signer.replacing("+AYEK", with: "+ZYEK"), .unknownAlgorithm), (Self.signer + "\n", .keyShape),
        ]
        for (text, code) in faults {
            #expect(throws: MalformedInput(code: code, detail: "")) { try NoteSigningKey(text) }
        }
        #expect(throws: MalformedInput(code: .keyShape, detail: "")) { try NoteSigningKey(name: "a", seed: [1]) }
    }

    @Test(arguments: ["", " ", "a b", "a+b", "a\u{A0}b", "a\u{2003}b", "a\u{85}b", "a\nb", "a\u{1}b", "a\u{3000}"])
    func `a key name with a space, a plus or nothing in it is refused`(name: String) {
        let fault = MalformedInput(code: .keyName, detail: "")
        #expect(throws: fault) { try NoteSigningKey(name: name, seed: Array(0..<32)) }
        #expect(throws: fault) { try NoteSignature(name: name, keyID: 1, signature: [1]) }
    }

    @Test func `names that only look the same are different keys`() throws {
        let composed = try NoteSigningKey(name: "caf\u{E9}", seed: Array(0..<32)).verifierKey
        let decomposed = try NoteSigningKey(name: "cafe\u{301}", seed: Array(0..<32)).verifierKey
        #expect(composed.name == decomposed.name)  // as Swift compares text
        #expect(composed != decomposed)
        #expect(composed.keyID != decomposed.keyID)
    }

    @Test func `a signature of another length verifies nothing`() throws {
        let key = try NoteSigningKey(Self.signer)
        let signature = try key.sign("text\n").signature
        let message = Array("text\n".utf8)
        #expect(key.verifierKey.isValid(signature: signature, for: message))
        for wrong in [[], Array(signature.dropLast()), signature + [0]] {
            #expect(!key.verifierKey.isValid(signature: wrong, for: message))
        }
        #expect(!key.verifierKey.isValid(signature: signature, for: message + [10]))
    }
}
