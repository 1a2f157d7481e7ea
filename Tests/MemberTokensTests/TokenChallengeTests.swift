import MemberTokens
import Testing

struct TokenChallengeTests {
    @Test func `a petition's challenge names issuer and entry 0 and no origin`() throws {
        let petition = try SamplePetition()
        #expect(petition.challenge.bytes == Array(hex: petition.vector.challenge))
        #expect(petition.challenge.bytes.count == 2 + 2 + 19 + 1 + 32 + 2)
        #expect(petition.challenge.digest == Array(Array<UInt8>(hex: petition.vector.token)[34..<66]))
    }

    @Test func `another entry 0 or another issuer is another challenge`() throws {
        let petition = try SamplePetition()
        let entry = Array(petition.vector.entryZero.utf8)
        let other = try SamplePetition.otherChallenge(issuerName: petition.vector.issuerName)
        #expect(other.digest != petition.challenge.digest)
        #expect(TokenChallenge(issuerName: "members.example.com", entryZero: entry) != petition.challenge)
    }

    @Test func `names are printable ASCII and not empty, a context has 32 bytes or none`() {
        let context = [UInt8](repeating: 7, count: 32)
        let long = String(repeating: "a", count: 65_535)
        #expect(TokenChallenge(issuerName: long, redemptionContext: context, originInfo: long) != nil)
        #expect(TokenChallenge(issuerName: "a", redemptionContext: [], originInfo: "") != nil)
        for name in ["", long + "a", "bücher.example", "a\n", "a\u{7f}"] {
            #expect(TokenChallenge(issuerName: name, redemptionContext: context, originInfo: "") == nil)
        }
        #expect(TokenChallenge(issuerName: "a", redemptionContext: context, originInfo: long + "a") == nil)
        #expect(TokenChallenge(issuerName: "a", redemptionContext: context, originInfo: "é") == nil)
        for count in [1, 31, 33, 256] {
            let wrong = [UInt8](repeating: 7, count: count)
            #expect(TokenChallenge(issuerName: "a", redemptionContext: wrong, originInfo: "") == nil)
        }
    }
}
