import MemberTokens
import Testing

struct MemberTokenCheckTests {
    @Test func `every wrong token is found, with the index of its entry`() async throws {
        let petition = try SamplePetition()
        let check = MemberTokenCheck(issuerKey: petition.issuerKey, challenge: petition.challenge)
        let sound = Array<UInt8>(hex: petition.vector.token)
        var entries = (0..<1_500).map { MemberTokenCheck.Entry(index: UInt64(3 + 2 * $0), token: sound) }
        let wrong: [(place: Int, token: [UInt8], problem: MemberToken.Problem)] = [
            (0, sound.flipping(bit: 2_831), .notSigned),
            (255, sound.flipping(bit: 8 * 40), .otherPetition),
            (256, sound.flipping(bit: 8 * 70), .otherKey),
            (900, Array(sound.dropLast()), .wrongLength(353)),
            (1_499, sound.flipping(bit: 15), .otherType(3)),
        ]
        #expect(await check.findings(in: entries).isEmpty)
        for (place, token, _) in wrong {
            entries[place] = MemberTokenCheck.Entry(index: entries[place].index, token: token)
        }
        for order in [entries, entries.reversed()] {
            let findings = await check.findings(in: order)
            #expect(findings.map(\.index) == wrong.map { UInt64(3 + 2 * $0.place) })
            #expect(findings.map(\.problem) == wrong.map(\.problem))
        }
    }

    @Test func `no entry, no finding`() async throws {
        let petition = try SamplePetition()
        let check = MemberTokenCheck(issuerKey: petition.issuerKey, challenge: petition.challenge)
        #expect(await check.findings(in: []).isEmpty)
    }
}
