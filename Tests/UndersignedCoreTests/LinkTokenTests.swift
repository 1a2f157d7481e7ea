import Testing
import UndersignedCore

/// The secret of a mailed link, and its letters.
@Suite struct LinkTokenTests {
    @Test func `a link reads back, and only as it was printed`() throws {
        let token = try #require(LinkToken(petitionID: 7, secret: Array(0..<32)))
        #expect(LinkToken(token.text) == token && token.text.count == 54 && token.hash.count == 32)
        for wrong in [
            token.text + "=", token.text + "A", String(token.text.dropLast()), "", "*" + token.text.dropFirst(),
        ] {
            #expect(LinkToken(wrong) == nil, "\(wrong)")
        }
        // The last letter has two spare bits, which must be zero.
        let last = try #require(token.text.last)
        let spellings = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".filter {
            LinkToken(token.text.dropLast() + String($0))?.secret == token.secret
        }
        #expect(spellings == String(last))
    }

    @Test func `a petition's number is above zero and a secret has 32 bytes`() {
        #expect(LinkToken(petitionID: 0, secret: Array(0..<32)) == nil)
        #expect(LinkToken(petitionID: -1, secret: Array(0..<32)) == nil)
        #expect(LinkToken(petitionID: 1, secret: Array(0..<31)) == nil)
    }

    @Test(arguments: 0..<70)
    func `base64url of every length reads back`(_ length: Int) {
        let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ length) }
        #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
    }

    @Test func `length-prefixed fields can't be shifted into each other`() {
        func bytes(_ texts: [String?]) -> [UInt8] {
            var fields = FieldList()
            texts.forEach { fields.append($0) }
            return fields.bytes
        }
        #expect(bytes(["ab", "c"]) != bytes(["a", "bc"]))
        #expect(bytes([nil, ""]) != bytes(["", nil]))
        #expect(FieldList.read(bytes(["ab", nil, ""])) == [Array("ab".utf8)[...], nil, []])
        #expect(FieldList.read(Array(bytes(["ab"]).dropLast())) == nil)
    }
}
