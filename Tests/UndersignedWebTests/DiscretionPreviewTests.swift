import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// P-25: what other people's programs show of a sensitive petition is nothing, and what verifies it stays.
@Suite struct DiscretionPreviewTests {
    private static let open = "/petitions/coalition-library"
    private static let secret = "/petitions/case-17"
    private static let base = "https%3A%2F%2Fpetitions.example.org"

    /// A campaign with a petition like any other and a sensitive one; both have an update.
    private static func site() async throws -> (WebSite, SampleCoalition, secret: Petition) {
        let site = try await WebSite()
        let coalition = try await SampleCoalition(site.test)
        var sheet = Samples.petition("case-17")
        sheet.title = "End the night shifts"
        sheet.partners = coalition.petition.sheet.partners
        sheet.discretion = PetitionSheet.Discretion(isSensitive: true)
        let draft = sheet
        let id = try await site.test.database.write { try $0.saveDraft(draft, campaignID: coalition.campaignID) }
        _ = try await Opening(site: site.test.site).open(sheet.slug)
        let secret = try await site.test.petition(id: Samples.required(id))
        try await site.publish("Books stay", of: coalition.petition, "They do.")
        try await site.publish("Nights are over", of: secret, "They are.")
        return (site, coalition, secret)
    }

    @Test func `no feed, no frame and no list for programs has it, and the other petition is in all of them`()
        async throws
    {
        let (site, _, _) = try await Self.site()
        try await site.visit { visitor in
            for (open, secret) in [
                (Self.open + ".json", Self.secret + ".json"),
                (Self.open + "/updates.atom", Self.secret + "/updates.atom"),
                ("/embed/coalition-library", "/embed/case-17"),
                (
                    "/oembed?url=\(Self.base)%2Fpetitions%2Fcoalition-library",
                    "/oembed?url=\(Self.base)%2Fpetitions%2Fcase-17"
                ),
            ] {
                #expect(try await visitor.get(open).status == .ok, "\(open)")
                let answer = try await visitor.get(secret)
                #expect(answer.status == .notFound && !answer.text.contains("night shifts"), "\(secret)")
            }
            let list = try await visitor.get("/petitions.json").text
            #expect(list.contains("coalition-library") && !list.contains("case-17") && !list.contains("night shifts"))
            let feed = try await visitor.get("/campaigns/coalition/updates.atom").text
            #expect(feed.contains("Books stay") && !feed.contains("Nights are over") && !feed.contains("case-17"))
            let campaign = try await visitor.get("/campaigns/coalition").text
            #expect(campaign.contains("Books stay") && !campaign.contains("Nights are over"))
        }
    }

    @Test func `its pages lead to its updates and to no feed`() async throws {
        let (site, _, _) = try await Self.site()
        try await site.visit { visitor in
            for path in ["", "/updates", "/updates/1"] {
                let (open, secret) = (
                    try await visitor.get(Self.open + path), try await visitor.get(Self.secret + path)
                )
                #expect(open.status == .ok && open.text.contains("updates.atom"), "\(path)")
                #expect(secret.status == .ok && !secret.text.contains(".atom"), "\(path)")
            }
            let page = try await visitor.get(Self.secret).text
            #expect(page.contains("Nights are over") && page.contains("href=\"\(Self.secret)/updates\""))
        }
    }

    @Test func `what it takes to verify it is there, and in no search engine`() async throws {
        let (site, _, secret) = try await Self.site()
        let hash = try Samples.required(secret.log).documentHash
        let named = "/documents/" + hash.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        try await site.visit { visitor in
            for path in ["/count.json", "/method.json", "/log/checkpoint", "/log/tile/0/000.p/3", "/history.csv"] {
                #expect(try await visitor.get(Self.secret + path).status == .ok, "\(path)")
            }
            for path in ["/document.json", named] {
                let document = try await visitor.get(Self.secret + path)
                #expect(document.status == .ok && document.headers[WebSite.robots] == "noindex", "\(path)")
            }
            #expect(try await visitor.get(Self.open + "/document.json").headers[WebSite.robots] == nil)
        }
    }

    @Test func `a partner finds its link, and no code to frame it`() async throws {
        let (site, coalition, _) = try await Self.site()
        let membership = Membership(campaignID: coalition.campaignID, role: .partner, partner: Slug("readers"))
        try await site.visit { visitor in
            let pia = try await Organiser(site, visitor, "pia@example.org", membership)
            let page = try await pia.get("/admin/campaigns/coalition/partners/readers").text
            #expect(page.contains("https://petitions.example.org/petitions/case-17?p=readers"))
            #expect(page.contains("/embed/coalition-library") && !page.contains("/embed/case-17"))
        }
    }
}
