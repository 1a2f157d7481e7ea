import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// What a partner's people see in the browser, and what their program fetches.
@Suite struct AdminPartnerTests {
    private static let path = "/admin/campaigns/coalition/partners/readers"

    private func partner(_ site: WebSite, _ visitor: Visitor, _ coalition: SampleCoalition) async throws -> Organiser {
        let membership = Membership(campaignID: coalition.campaignID, role: .partner, partner: Slug("readers"))
        return try await Organiser(site, visitor, "pia@example.org", membership)
    }

    @Test func `a partner finds its links, its figures and its people, and the way there on its desk`() async throws {
        let site = try await WebSite()
        let coalition = try await SampleCoalition(site.test)
        for number in 1...6 {
            let form = SampleCoalition.person(number, agreeingTo: number == 1 ? ["readers"] : [])
            try await site.test.sign(form, coalition.petition, source: "readers")
        }
        try await site.visit { visitor in
            let pia = try await partner(site, visitor, coalition)
            #expect(try await pia.get("/admin").text.contains("href=\"\(Self.path)\""))
            let page = try await pia.get(Self.path)
            #expect(page.status == .ok)
            #expect(page.text.contains("value=\"https://petitions.example.org/petitions/coalition-library?p=readers\""))
            #expect(page.text.contains("<dd>6</dd>") && page.text.contains("<dd>fewer than 5</dd>"))
            #expect(page.text.contains("pia@example.org"))
            #expect(page.text.contains(coalition.campaign.partners[0].key?.fingerprint ?? "none"))
        }
    }

    @Test func `the days of a number that is hidden are hidden too, so that nobody adds them up`() async throws {
        let samples = PageSamples()
        let (hub, petition) = (try #require(samples.hub), try #require(samples.petition(.open)))
        func cells(_ days: [(Int, Int)], removed: Int = 0) throws -> [String] {
            let days = days.map { PartnerFigures.Day(day: samples.now, signatures: $0, consents: $1) }
            let page = AdminPartnerPage(
                bar: samples.bar,
                campaign: hub,
                partner: hub.sponsor,
                site: try #require(SiteAddress("https://petitions.example.org")),
                figures: PartnerFigures(parts: [.init(petition: petition, days: days, removed: removed)]),
                token: nil,
                people: [],
                isTheirs: false
            )
            let html = try PageTestSite().html(page)
            let isTold = html.contains("its days are hidden too")
            return html.matches(of: /<t?dd?>([^<]*)<\/t?dd?>/).map { String($0.1) } + (isTold ? ["hidden"] : [])
        }
        #expect(try cells([(7, 6), (9, 8)]) == ["16", "14", "7", "6", "9", "8"])
        // Seven came on a day, and four of them went.
        #expect(try cells([(7, 6)], removed: 4) == ["fewer than 5", "6", "–", "6", "hidden"])
        #expect(try cells([(7, 0), (9, 3)]) == ["16", "fewer than 5", "7", "–", "9", "–", "hidden"])
        #expect(try cells([(1, 0), (2, 1)]) == ["fewer than 5", "fewer than 5", "hidden"])
        #expect(try cells([]) == ["0", "0"])
    }

    // S-39
    @Test func `no other partner's address answers otherwise than one that is not there`() async throws {
        let site = try await WebSite()
        let coalition = try await SampleCoalition(site.test)
        _ = try await SampleCoalition(site.test, named: "elsewhere")
        try await site.visit { visitor in
            let pia = try await partner(site, visitor, coalition)
            let absent = try await pia.get("/admin/campaigns/coalition/partners/nobody").text
            for id in Self.others {
                let answer = try await pia.get("/admin/campaigns/coalition/partners/\(id)")
                #expect(answer.status == .notFound && answer.text == absent, "\(id)")
                for act in ["token", "people", "records"] {
                    let path = "/admin/campaigns/coalition/partners/\(id)/\(act)"
                    #expect(try await pia.post(path, [("give", "yes")]).status == .notFound, "\(path)")
                }
            }
            #expect(try await pia.get("/admin/campaigns/elsewhere/partners/readers").status == .notFound)
        }
    }

    /// Other organisations of the campaign, and what looks like the own one.
    private static let others = ["teachers", "club", "sponsor", "readers2", "Readers", "reader", "readers%00"]

    // S-39
    @Test func `ten thousand guesses at the addresses find nothing of another partner`() async throws {
        let site = try await WebSite()
        let coalition = try await SampleCoalition(site.test)
        try await site.test.sign(SampleCoalition.person(1, agreeingTo: ["teachers"]), coalition.petition)
        let readers = try Samples.required(Slug("readers"))
        let secret = try await PartnerTokens(site: site.test.site).make(for: readers, in: coalition.campaignID, by: 1)
        // Programs get a word in the place of a page: the same routes, without the time of drawing it.
        let bearer: HTTPFields = [.authorization: "Bearer \(secret)", .accept: "application/json"]
        try await site.visit { visitor in
            var session = try await partner(site, visitor, coalition).headers
            session[.accept] = "application/json"
            #expect(try await visitor.get(Self.path, session).status == .ok)
            #expect(try await visitor.get("/partners/readers/records", bearer).status == .ok)
            let absent = try await visitor.get("/partners/nobody/records", bearer).text
            for number in 0..<10_000 {
                let isKnown = number < 2 * Self.others.count
                let id = isKnown ? Self.others[number / 2] : String(UInt64.random(in: 0...UInt64.max), radix: 36)
                // Both ways for those that are there; a session takes longer to look up than a token.
                let isPage = number.isMultiple(of: isKnown ? 2 : 10)
                let answer =
                    try await isPage
                    ? visitor.get("/admin/campaigns/coalition/partners/\(id)", session)
                    : visitor.get("/partners/\(id)/records", bearer)
                #expect(answer.status == .notFound && answer.text == absent, "\(id): \(answer.text)")
            }
        }
    }

    @Test func `without its token nobody fetches anything, whatever the address`() async throws {
        let site = try await WebSite()
        let coalition = try await SampleCoalition(site.test)
        try await site.test.sign(SampleCoalition.person(1, agreeingTo: ["readers"]), coalition.petition)
        let readers = try Samples.required(Slug("readers"))
        let tokens = PartnerTokens(site: site.test.site)
        let secret = try await tokens.make(for: readers, in: coalition.campaignID, by: 1)
        try await site.visit { visitor in
            let wrong = [
                "", "Bearer", "Bearer x", "Basic \(secret)", "Bearer \(secret.lowercased())",
                "Bearer \(secret) \(secret)",
            ]
            for text in wrong {
                for id in ["readers", "nobody"] {
                    let answer = try await visitor.get("/partners/\(id)/records", [.authorization: text])
                    #expect(answer.status == .unauthorized && answer.text.isEmpty, "\(text)")
                }
            }
            let bearer: HTTPFields = [.authorization: "Bearer \(secret)"]
            let answer = try await visitor.get("/partners/readers/records", bearer)
            #expect(answer.status == .ok && answer.headers[.cacheControl] == "no-store")
            #expect(answer.text.split(separator: "\n").count == 3 && !answer.text.contains("person1"))
            let later = try await visitor.get("/partners/readers/records?after=\(coalition.petition.id).1", bearer)
            #expect(later.text.split(separator: "\n").count == 1)
            #expect(try await visitor.get("/partners/readers/records?after=x", bearer).status == .badRequest)
            let unknown = "/partners/readers/records?after=99.1"
            #expect(try await visitor.get(unknown, bearer).status == .badRequest, "no such petition")
            let beyond = "/partners/readers/records?after=\(coalition.petition.id).99"
            #expect(try await visitor.get(beyond, bearer).status == .badRequest, "what comes would be passed over")
            try await tokens.revoke(of: readers, in: coalition.campaignID, by: 1)
            #expect(try await visitor.get("/partners/readers/records", bearer).status == .unauthorized)
        }
    }

    @Test func `a partner makes a token, ends it and downloads its records`()
        async throws
    {
        let site = try await WebSite()
        let coalition = try await SampleCoalition(site.test)
        try await site.test.sign(SampleCoalition.person(1, agreeingTo: ["readers"]), coalition.petition)
        try await site.visit { visitor in
            let pia = try await partner(site, visitor, coalition)
            let made = try await pia.post(Self.path + "/token", [("give", "yes")])
            let token = try Samples.required(
                PageMarkup(made.text).texts.first { $0.count == 43 && Base64URL.decode($0) != nil }
            )
            let bearer: HTTPFields = [.authorization: "Bearer \(token)"]
            #expect(try await visitor.get("/partners/readers/records", bearer).status == .ok)
            #expect(try await !pia.get(Self.path).text.contains(token), "shown once")
            #expect(try await pia.post(Self.path + "/token", [("give", "no")]).status == .seeOther)
            #expect(try await visitor.get("/partners/readers/records", bearer).status == .unauthorized)
            let file = try await pia.post(Self.path + "/records", [])
            #expect(file.status == .ok && file.text.split(separator: "\n").count == 3)
            #expect(file.headers[.contentDisposition]?.contains("coalition-readers.jsonl") == true)
            let trail = try await site.test.database.read { try $0.trail(before: nil, limit: 20) }.map(\.event.act)
            for act in [TrailEvent.Act.tokenMade, .tokenRevoked, .recordsFetched] {
                #expect(trail.contains(act), "\(act)")
            }
            let dana = try await Organiser(site, visitor)
            let page = try await dana.get("/admin/trail").text
            #expect(page.contains("A program with the token of readers"))
            #expect(try await dana.post("/admin/trail.csv", []).text.contains("\"token of readers\""))
        }
    }

    @Test func `an organiser looks, and does not act in a partner's name`() async throws {
        let site = try await WebSite()
        let coalition = try await SampleCoalition(site.test)
        try await site.visit { visitor in
            let role = Membership(campaignID: coalition.campaignID, role: .organiser)
            let organiser = try await Organiser(site, visitor, "otto@example.org", role)
            let page = try await organiser.get(Self.path)
            #expect(page.status == .ok && !page.text.contains(Self.path + "/token"))
            for act in ["token", "people"] {
                #expect(try await organiser.post(Self.path + "/\(act)", [("give", "yes")]).status == .notFound)
            }
            #expect(try await organiser.get("/admin/campaigns/coalition").text.contains(Self.path))
        }
    }
}
