import Testing
import UndersignedCore

@Suite struct HoldRuleTests {
    @Test func `a domain is read as that of an address is, and a rate is a number`() {
        #expect(HoldRule.scope(domain: "Burst.Example.ORG", perHour: "") == .domain("burst.example.org"))
        #expect(HoldRule.scope(domain: "bücher.example.org", perHour: "") == .domain("xn--bcher-kva.example.org"))
        #expect(HoldRule.scope(domain: "", perHour: "30") == .over(perHour: 30))
        for (domain, perHour) in [
            ("", ""), ("nodot", ""), ("a b.example", ""), ("", "0"), ("", "-1"), ("", "x"), ("", "10000000"),
            ("burst.example.org", "30"), ("<script>", ""), ("@", ""),
        ] {
            #expect(HoldRule.scope(domain: domain, perHour: perHour) == nil, "\(domain) \(perHour)")
        }
    }

    @Test func `a domain's rule holds all of it, a rate only what is over it and asks for the count only then`() {
        let now = Moment(seconds: 0)
        let domain = [HoldRule(id: 1, scope: .domain("burst.example.org"), beganAt: now)]
        var asked = 0
        func count() -> Int {
            asked += 1
            return 30
        }
        #expect(domain.holds(domain: "burst.example.org", hourCount: count))
        #expect(!domain.holds(domain: "example.org", hourCount: count) && asked == 0)
        let rate = domain + [HoldRule(id: 2, scope: .over(perHour: 30), beganAt: now)]
        #expect(rate.holds(domain: "example.org", hourCount: count) && asked == 1)
        let higher = [HoldRule(id: 3, scope: .over(perHour: 31), beganAt: now)]
        #expect(!higher.holds(domain: "example.org", hourCount: count))
        #expect(![HoldRule]().holds(domain: "example.org", hourCount: count))
    }

    @Test func `a country is one of 249 codes`() {
        #expect(
            Country.codes.count == 249 && Set(Country.codes).count == 249 && Country.codes == Country.codes.sorted()
        )
        #expect(Country("SE")?.code == "SE")
        for text in ["", "se", "XX", "SWE", "S", "ŚE"] { #expect(Country(text) == nil) }
    }

    @Test func `a country is read only where it is asked for`() throws {
        var form = SignatureForm(name: "Amina Diallo", email: "amina@example.org", country: "SE")
        #expect(try SignatureDraft.read(form, under: .init()).country == nil)
        let draft = try SignatureDraft.read(form, under: .init(asksCountry: true))
        #expect(draft.country == Country("SE"))
        let token = try #require(LinkToken(petitionID: 1, secret: [UInt8](repeating: 3, count: 32)))
        let box = SignatureBox(draft, language: "en", salt: [UInt8](repeating: 5, count: 32))
        let sealed = try box.sealed(for: token, nonce: [UInt8](repeating: 1, count: 12))
        #expect(try SignatureBox(opening: sealed, with: token) == box)
        form.country = "Sweden"
        let problems = #expect(throws: SignatureDraft.Problems.self) {
            try SignatureDraft.read(form, under: .init(asksCountry: true))
        }
        #expect(problems?.all == [SignatureDraft.Problem(field: .country, reason: .choice)])
    }
}
