import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// Organisers see how a petition goes, hold what comes, and take out what breaks a rule.
@Suite struct AdminFigureRoutesTests {
    private static let figures = "/admin/campaigns/own/petitions/own-letter/figures"

    /// A campaign with an open petition, signed by seven, three of them at one domain.
    private static func site() async throws -> (WebSite, Petition, Int64) {
        let site = try await WebSite()
        let (own, _) = try await site.twoCampaigns()
        let slug = try #require(Slug("own-letter"))
        try await site.test.database.write { transaction in
            _ = try transaction.saveDraft(Samples.petition("own-letter"), campaignID: own.id)
        }
        _ = try await Opening(site: site.test.site).open(slug)
        let petition = try #require(try await site.test.database.read { try $0.petition(slug) })
        for number in 1...4 { try await site.test.sign(Samples.person(number), petition, source: "own") }
        for number in 1...3 {
            let form = SignatureForm(name: "Burst \(number)", email: "b\(number)@burst.example.org")
            try await site.test.sign(form, petition)
        }
        return (site, petition, own.id)
    }

    @Test func `every role sees the numbers, no person, and only who decides has buttons`() async throws {
        let (site, _, campaignID) = try await Self.site()
        try await site.visit { visitor in
            let roles: [Role] = [.owner, .organiser, .moderator, .auditor, .partner]
            for role in roles {
                let partner = role == .partner ? Slug("own") : nil
                let membership = Membership(campaignID: campaignID, role: role, partner: partner)
                let person = try await Organiser(site, visitor, "\(role)@example.org", membership)
                let page = try await person.get(Self.figures)
                #expect(
                    page.status == .ok && page.text.contains("<svg class=\"plot\"") && page.text.contains("<table>")
                )
                #expect(!page.text.contains("Person 1") && !page.text.contains("person1@"), "\(role)")
                #expect(page.text.contains("Take signatures out by rule") == [.owner, .organiser].contains(role))
                #expect(page.text.contains("By source") == (role != .partner), "\(role)")
                let hub = try await person.get("/admin/campaigns/own/figures")
                #expect(hub.status == .ok && hub.text.contains("7 signatures") && hub.text.contains("not people"))
                #expect(try await person.get("/admin").text.contains("/admin/campaigns/own/figures"))
            }
        }
    }

    @Test func `a draft has no figures, and an unknown petition or one of another campaign is not there`() async throws
    {
        let (site, _, _) = try await Self.site()
        let other = try #require(Slug("other"))
        try await site.test.database.write { transaction in
            let campaign = try Samples.required(transaction.campaign(other))
            _ = try transaction.insertDraft(Samples.petition("unopened"), campaignID: campaign.id)
        }
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            let draft = try await dana.get("/admin/campaigns/other/petitions/unopened/figures")
            #expect(draft.status == .ok && draft.text.contains("before a petition is open"))
            for path in ["own/petitions/other-library", "own/petitions/nothing", "own/petitions/%00"] {
                #expect(try await dana.get("/admin/campaigns/\(path)/figures").status == .notFound, "\(path)")
            }
        }
    }

    @Test func `holding, releasing and ending are buttons, and nonsense is told`() async throws {
        let (site, petition, _) = try await Self.site()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            for (domain, perHour) in [("", ""), ("<b>", ""), ("", "-1"), ("", "99999999999999999999")] {
                let answer = try await dana.post(Self.figures + "/holds", [("domain", domain), ("per-hour", perHour)])
                #expect(answer.status == .unprocessableContent && answer.text.contains("Enter a mail domain"))
            }
            let begun = try await dana.post(Self.figures + "/holds", [("domain", "burst.example.org")])
            #expect(begun.status == .seeOther && begun.headers[.location]?.hasSuffix("/figures") == true)
            let form = SignatureForm(name: "Burst 9", email: "b9@burst.example.org")
            let token = try await site.test.sign(form, petition)
            #expect(try await visitor.get("/s/\(token.text)").text.contains("waiting for a decision"))
            #expect(try await dana.get(Self.figures).text.contains("1 signature waits for your decision"))
            #expect(try await dana.post(Self.figures + "/holds/end", [("hold", "x")]).status == .badRequest)
            #expect(try await dana.post(Self.figures + "/holds/end", [("hold", "1")]).status == .seeOther)
            #expect(try await dana.post(Self.figures + "/release", []).status == .seeOther)
            #expect(try await site.test.counts(petition).total == 8)
            let trail = try await dana.get("/admin/trail").text
            for words in ["Began to hold signatures", "Stopped holding signatures", "Counted held signatures"] {
                #expect(trail.contains(words))
            }
        }
    }

    // S-16
    @Test func `two organisers take a burst out: looked at, asked for, agreed to, with a reason in public`()
        async throws
    {
        let (site, petition, _) = try await Self.site()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            let eli = try await Organiser(site, visitor, "eli@example.org")
            let rule = [("look-domain", "burst.example.org"), ("from", "2018-06-20"), ("until", "2018-06-20")]
            let seen = try await dana.post(Self.figures + "/removal", rule)
            #expect(seen.status == .ok && seen.text.contains("3 signatures of 7 fit"))
            #expect(seen.text.contains("somebody else who may write here has to agree"))
            #expect(try await site.test.counts(petition).total == 7)
            let looked = try await Trail(site: site.test.site).lines(before: nil, limit: 1).first?.event
            #expect(looked?.act == .removalSearched && looked?.detail.contains("burst.example.org") == true)
            let nameless = try await dana.post(Self.figures + "/removal/order", rule + [("name", "Bad Name")])
            #expect(nameless.status == .unprocessableContent && nameless.text.contains("Enter a name of 1 to 64"))
            let order = rule + [("name", "one-program"), ("reason", "One program sent these.")]
            #expect(try await dana.post(Self.figures + "/removal/order", order).status == .seeOther)
            #expect(try await site.test.counts(petition).total == 7)
            let proposals = try await site.test.database.read { try $0.proposals(of: petition.id, since: Samples.noon) }
            let proposal = [("proposal", String(try #require(proposals.first?.id)))]
            let own = try await dana.post(Self.figures + "/removal/agreement", proposal)
            #expect(own.status == .unprocessableContent && own.text.contains("somebody else has to agree"))
            #expect(try await eli.get(Self.figures).text.contains("One program sent these."))
            #expect(try await eli.post(Self.figures + "/removal/agreement", proposal).status == .seeOther)
            // The removal runs on beside the answer: running it here too ends it for sure.
            let id = try #require(try await site.test.database.read { try $0.corrections(of: petition.id) }.first?.id)
            _ = try await Corrections(site: site.test.site).run(id, of: petition.slug) { _, _ in }
            #expect(try await site.test.counts(petition).total == 4)
            let gone = try await eli.post(Self.figures + "/removal/agreement", proposal)
            #expect(gone.status == .unprocessableContent && gone.text.contains("Somebody else decided"))
            #expect(try await visitor.get("/petitions/own-letter/history").text.contains("One program sent these."))
        }
    }

    @Test func `a rule that does not read finds nothing and says so`() async throws {
        let (site, petition, _) = try await Self.site()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            let rules: [([(String, String)], String)] = [
                ([], "at least one condition"), ([("from", "yesterday")], "Enter a domain, and days"),
                ([("from", "2018-06-21"), ("until", "2018-06-19")], "Enter a domain, and days"),
                ([("look-domain", String(repeating: "x", count: 300))], "Enter a domain, and days"),
                ([("look-domain", "nobody.example.org")], "No signature fits"),
            ]
            for (rule, words) in rules {
                let page = try await dana.post(Self.figures + "/removal", rule)
                #expect(page.text.contains(words), "\(rule)")
            }
            #expect(try await dana.post(Self.figures + "/removal/agreement", []).status == .badRequest)
            #expect(try await site.test.counts(petition).total == 7)
        }
    }

    @Test func `what changes something asks for passphrase and code again after a while`() async throws {
        let (site, petition, _) = try await Self.site()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            site.test.advance(.minutes(20))
            let page = try await dana.post(Self.figures + "/holds", [("domain", "burst.example.org")])
            #expect(page.status == .forbidden)
            #expect(try await site.test.database.read { try $0.holdRules(of: petition.id) }.isEmpty)
        }
    }

    @Test func `small numbers of partners are hidden here as in public`() async throws {
        let (site, petition, campaignID) = try await Self.site()
        try await site.visit { visitor in
            let auditor = Membership(campaignID: campaignID, role: .auditor)
            let person = try await Organiser(site, visitor, "aud@example.org", auditor)
            func sources() async throws -> Substring {
                let text = try await person.get(Self.figures).text
                let start = try Samples.required(text.firstRange(of: "By source"))
                return text[start.upperBound...].prefix(while: { $0 != "§" }).prefix(4_000)
            }
            let few = try await sources()
            #expect(few.ranges(of: "fewer than 5").count == 2 && !few.contains(">4<"))
            for number in 20...40 {
                try await site.test.sign(Samples.person(number), petition, source: "own")
                let form = SignatureForm(name: "Person", email: "none\(number)@example.org")
                try await site.test.sign(form, petition)
            }
            let many = try await sources()
            #expect(!many.contains("fewer than") && many.contains(">25<"))
        }
    }
}
