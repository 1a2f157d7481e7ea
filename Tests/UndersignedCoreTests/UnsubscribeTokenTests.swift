import Testing
import UndersignedCore

struct UnsubscribeTokenTests {
    private static let secret = [UInt8](repeating: 7, count: 32)

    @Test func `a token comes back as the signature that it was made for, and as nothing with another key`() throws {
        let key = UnsubscribeKey(petitionID: 3, secret: Self.secret)
        for id in [0, 1, 2, 4_294_967_296, Int64.max] {
            let token = key.token(of: id)
            #expect(token.text.utf8.count == 43)
            let read = try #require(UnsubscribeToken(token.text))
            #expect(read == token && key.signatureID(of: read) == id)
            #expect(key.token(of: id) == token, "the same in every mail")
            #expect(UnsubscribeKey(petitionID: 4, secret: Self.secret).signatureID(of: read) == nil)
            #expect(UnsubscribeKey(petitionID: 3, secret: [8] + Self.secret.dropFirst()).signatureID(of: read) == nil)
        }
    }

    @Test func `a token of which one bit differs stands for nobody`() throws {
        let key = UnsubscribeKey(petitionID: 3, secret: Self.secret)
        let bytes = try #require(Base64URL.decode(key.token(of: 5).text))
        for place in 0..<bytes.count * 8 {
            var changed = bytes
            changed[place / 8] ^= 1 << UInt8(place % 8)
            let token = UnsubscribeToken(Base64URL.encode(changed))
            #expect(token.flatMap { key.signatureID(of: $0) } == nil, "bit \(place)")
        }
    }

    @Test func `neither a person nor a row can be read from it, and it is no link`() throws {
        let key = UnsubscribeKey(petitionID: 3, secret: Self.secret)
        let bytes = try #require(Base64URL.decode(key.token(of: 77).text))
        #expect(Array(bytes.suffix(8)) != Int64(77).bigEndianBytes)
        let other = try #require(Base64URL.decode(key.token(of: 78).text))
        #expect(zip(bytes.dropFirst(8), other.dropFirst(8)).count(where: { $0 == $1 }) < 6, "neighbours differ")
        #expect(LinkToken(key.token(of: 77).text) == nil)
        let link = try #require(LinkToken(petitionID: 3, secret: Self.secret))
        #expect(UnsubscribeToken(link.text) == nil)
        for text in ["", "A", String(repeating: "A", count: 43), String(repeating: "é", count: 43)] {
            #expect(UnsubscribeToken(text) == nil)
        }
    }

    // M-01: the other way of List-Unsubscribe
    @Test func `a mail with the word and the token as its subject is read, and the address makes such a mail`() {
        let token = UnsubscribeKey(petitionID: 3, secret: Self.secret).token(of: 5)
        let address = UnsubscribeMail.address(token.text, at: "bounces+abc@example.org")
        #expect(address == "mailto:bounces%2Babc@example.org?subject=unsubscribe%20\(token.text)")
        func mail(_ subject: String) -> [UInt8] { Array("From: a@example.org\r\nSubject: \(subject)\r\n\r\nx".utf8) }
        #expect(UnsubscribeMail(mail("unsubscribe \(token.text)"))?.token == token)
        #expect(UnsubscribeMail(mail("Unsubscribe  \(token.text) "))?.token == token)
        for subject in ["unsubscribe", "Re: unsubscribe \(token.text)", token.text, "unsubscribe \(token.text)x", ""] {
            #expect(UnsubscribeMail(mail(subject)) == nil, "\(subject)")
        }
    }
}
