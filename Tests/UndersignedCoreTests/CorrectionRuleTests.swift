import Testing
import UndersignedCore

/// What an organiser may look for, and who must stand behind a removal.
@Suite struct CorrectionRuleTests {
    @Test(arguments: [
        ("*", "", true), ("a*", "A", true), ("a*c", "abbc", true), ("a*c", "abcd", false), ("?", "", false),
        ("t?st", "Test", true), ("*.example.org", "mail.example.org", true), ("*.example.org", "example.org", false),
        ("*a*a*a*b", String(repeating: "a", count: 200), false), ("魏*", "魏", true), ("a**b", "ab", true),
    ])
    func `a pattern fits the whole of a text`(_ pattern: String, _ text: String, _ fits: Bool) throws {
        #expect(try #require(WildcardPattern(pattern)).matches(text) == fits)
    }

    @Test func `a pattern has 1 to 200 characters`() {
        #expect(WildcardPattern("") == nil)
        #expect(WildcardPattern(String(repeating: "a", count: 201)) == nil)
        #expect(WildcardPattern(String(repeating: "*", count: 200)) != nil)
    }

    @Test func `all conditions of a rule must hold`() {
        let rule = CorrectionRule(domain: WildcardPattern("*.example.org"), name: WildcardPattern("Test*"))
        #expect(rule.fits(address: "a@x.example.org", personName: "test person"))
        #expect(!rule.fits(address: "a@x.example.org", personName: "Amina"))
        #expect(!rule.fits(address: "a@example.com", personName: "Test person"))
        #expect(CorrectionRule().isEmpty && !rule.isEmpty && rule.readsContacts)
        #expect(!CorrectionRule(source: "unions").readsContacts)
    }

    @Test func `the rule is told in words`() {
        let hour = Moment(seconds: 1_529_496_000)
        let rule = CorrectionRule(source: "unions", domain: WildcardPattern("a.example.org"), from: hour, until: hour)
        #expect(
            rule.words == "came through the link of ‘unions’, mailbox at ‘a.example.org’, "
                + "counted from 2018-06-20T12Z, counted before 2018-06-20T12Z"
        )
    }

    // S-16: one per cent
    @Test func `a removal of more than one per cent needs the name typed, or two organisers`() throws {
        let slug = try #require(Slug("save-the-library"))
        let other = CorrectionApproval.organisers("Ada", second: "Ada")
        for approval in [CorrectionApproval.shell(typed: nil), .shell(typed: "save"), other] {
            #expect(approval.isEnough(found: 1, of: 100, slug: slug))
            #expect(!approval.isEnough(found: 2, of: 100, slug: slug))
            #expect(!approval.isEnough(found: 1, of: 0, slug: slug))
        }
        #expect(CorrectionApproval.shell(typed: "save-the-library").isEnough(found: 9, of: 9, slug: slug))
        #expect(CorrectionApproval.organisers("Ada", second: "Grace").isEnough(found: 9, of: 9, slug: slug))
        #expect(!CorrectionApproval.organisers("Ada", second: nil).isEnough(found: 9, of: 9, slug: slug))
    }
}
