import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// What the addresses and forms of the queue tell of those who stand in it.
@Suite struct ModerationHandleTests {
    private static let queue = ModerationRoutesTests.queue

    /// A moderator, and the site's open petition with so many names that wait.
    private func site(_ count: Int) async throws -> (WebSite, Petition) {
        let site = try await WebSite()
        let (own, _) = try await site.twoCampaigns()
        let sheet = Samples.commented(.approved)
        let id = try await site.test.database.write { try $0.insertDraft(sheet, campaignID: own.id) }
        _ = try await Opening(site: site.test.site).open(sheet.slug, opensAt: nil, closesAt: nil)
        let petition = try await site.test.petition(id: Samples.required(id))
        for number in 0..<count { try await site.test.sign(Samples.voice(number, "Fine."), petition) }
        return (site, petition)
    }

    private func moderator(_ site: WebSite, _ visitor: Visitor) async throws -> Organiser {
        try await Organiser(site, visitor, "mo@example.org", Membership(campaignID: 1, role: .moderator))
    }

    private func handles(_ page: TestResponse) -> [PublicNameHandle] {
        PageMarkup(page.text).values(of: "name").filter { $0.hasPrefix("case-") }
            .compactMap { PublicNameHandle($0.dropFirst(5)) }
    }

    @Test func `moderators see neither the order nor a number of those who signed on one day`() async throws {
        let (site, petition) = try await site(60)
        try await site.visit { visitor in
            let mo = try await moderator(site, visitor)
            let page = try await mo.get(Self.queue)
            let first = handles(page)
            #expect(first.count == 50 && first.map(\.shuffle) == first.map(\.shuffle).sorted())
            let next = try Samples.required(PageMarkup(page.text).values(of: "href").first { $0.contains("?after=") })
            let rest = handles(try await mo.get(next))
            #expect(rest.count == 10 && Set(first + rest).count == 60, "each once")
            _ = try await mo.post(Self.queue, first.map { ("case-\($0.text)", "0") } + [("act", "show")])
            _ = try await mo.post(Self.queue, rest.map { ("case-\($0.text)", "0") } + [("act", "show")])
            let decided = PageMarkup(try await mo.get(Self.queue + "/decisions").text)
            let cases = decided.elements.compactMap { element -> PublicNameHandle? in
                let attributes = Dictionary(element.attributes.map { ($0.name, $0.value) }) { first, _ in first }
                return attributes["name"] == "case" ? PublicNameHandle(attributes["value"] ?? "") : nil
            }
            #expect(cases.prefix(10).map(\.shuffle) == rest.map(\.shuffle).sorted(by: >))
            let older = try Samples.required(decided.values(of: "href").first { $0.contains("?after=") })
            #expect(try await mo.get(older).text.contains("Amina Diallo"))
        }
        #expect(try await site.test.counts(petition).total == 60)
    }

    @Test func `what decides nothing leaves the way back`() async throws {
        let (site, petition) = try await site(2)
        try await site.visit { visitor in
            let mo = try await moderator(site, visitor)
            let cases = handles(try await mo.get(Self.queue)).map { "case-\($0.text)" }
            let first = try await mo.post(Self.queue, [(cases[0], "0"), ("act", "show")])
            #expect(first.headers[.location]?.hasSuffix("/moderation") == true)
            let stale = try await mo.post(Self.queue, [(cases[0], "0"), ("act", "show")])
            #expect(stale.headers[.location]?.hasSuffix("?skipped=1") == true)
            #expect(try await mo.get(Self.queue).text.contains("You decided about 1 name."))
        }
        let lines = try await Trail(site: site.test.site).lines(before: nil, limit: 99).map(\.event.act)
        #expect(lines.count { $0 == .displayDecided } == 1, "nothing decided, nothing to tell")
        #expect(try await site.test.database.read { try $0.displayBatch(2, in: petition.id) } == nil)
    }
}
