import Testing
import UndersignedApp
import UndersignedCore
import UndersignedStore
import UndersignedTestSupport

/// What stands beside the number, and which link brought a signature.
@Suite struct PaperAndSourceTests {
    @Test func `signatures on paper are shown apart, on the page and in count.json`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open()
        try await site.visit { visitor in
            let before = try await visitor.get("/petitions/\(petition.slug)")
            #expect(!before.text.contains("on paper, without a confirmed mailbox"))
        }
        try await site.test.sign(Samples.amina, petition)
        _ = try await PaperSheets(site: site.test.site).enter(petition.slug, scan: [1], lines: 22, keepsScan: false)
        try await site.visit { visitor in
            let page = try await visitor.get("/petitions/\(petition.slug)")
            #expect(page.text.contains("22 of them are on paper, without a confirmed mailbox"))
            let count = try await visitor.get("/petitions/\(petition.slug)/count.json")
            #expect(count.text.contains(#""mail":1"#) && count.text.contains(#""paper":22"#))
        }
    }

    /// An address could carry a mark of its own for each person; only partners' names are kept.
    @Test func `only the name of a partner is kept from a link`() async throws {
        let site = try await WebSite()
        var sheet = Samples.library
        let partner = try #require(Slug("readers-union"))
        sheet.partners = [Partner(id: partner, name: "Readers' Union", url: nil, optIn: nil)]
        let petition = try await site.test.open(sheet)
        try await site.visit { visitor in
            let known = try await visitor.get("/petitions/\(petition.slug)?p=readers-union")
            #expect(known.text.contains(#"name="source" value="readers-union""#))
            let foreign = try await visitor.get("/petitions/\(petition.slug)?p=amina-diallo-17")
            #expect(!foreign.text.contains("amina-diallo-17") && !foreign.text.contains(#"name="source""#))
        }
        let reading = PublicReading(site: site.test.site)
        #expect(try await reading.source("readers-union", of: petition) == "readers-union")
        #expect(try await reading.source("amina-diallo-17", of: petition) == nil)
        try await site.test.sign(Samples.person(1), petition, source: "readers-union")
        let rule = CorrectionRule(source: "readers-union")
        let found = try await Corrections(site: site.test.site).preview(petition.slug, rule) { _, _ in }
        #expect(found.found == 1)
    }
}
