import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// The page of a signature that waits for a decision.
@Suite struct HeldLinkTests {
    @Test func `who waits stops updates and takes the own name back at the link`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let petition = try await site.openLibrary(visitor)
            let holding = Holding(site: site.test.site)
            try await holding.begin(petition, domain: "example.org", perHour: "", by: 1)
            var form = Samples.amina
            form.updates = "yes"
            let path = "/s/\(try await site.test.sign(form, petition).text)"
            let page = try await visitor.get(path).text
            #expect(page.contains("waiting for a decision") && page.contains("Stop these messages"))
            #expect(page.contains("Your name is shown once your signature is counted."))
            #expect(!page.contains("Your signature counts all the same"))
            #expect(try await site.readers(petition) == 1)
            #expect(try await visitor.post(path + "/updates", [("updates", "no")]).status == .seeOther)
            #expect(try await site.readers(petition) == 0)
            #expect(try await visitor.post(path + "/display", [("part", "all")]).status == .seeOther)
            let after = try await visitor.get(path).text
            #expect(after.contains("waiting for a decision") && !after.contains("Your name is shown"))
            #expect(try await holding.release(petition, by: 1) == 1)
            #expect(try await site.test.rowCount(.publicName) == 0)
        }
    }

    @Test func `closing is refused with how many wait, and after a closing the link says that it was not counted`()
        async throws
    {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            let petition = try await site.openLibrary(dana)
            try await Holding(site: site.test.site).begin(petition, domain: "example.org", perHour: "", by: 1)
            let path = "/s/\(try await site.test.sign(Samples.amina, petition).text)"
            let close = Libraries.path + "/petitions/keep-the-library-open/close"
            let refused = try await dana.post(close, [])
            #expect(refused.status == .unprocessableContent)
            #expect(refused.text.contains("1 signature waits for a decision") && refused.text.contains("/figures"))
            try await site.test.database.write { _ = try $0.rows("UPDATE petition SET state = 'closed'") }
            let page = try await visitor.get(path)
            #expect(page.status == .ok && page.text.contains("Your signature was not counted"))
            #expect(!page.text.contains("You need not do anything") && page.text.contains("/withdrawal"))
        }
    }

    // DESIGN 11.9
    @Test func `what a daily petition could not publish before its end is not promised for ever`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let petition = try await site.test.open(Samples.daily, closesAt: site.test.now + .days(1))
            let path = "/s/\(try await site.test.sign(Samples.amina, petition).text)"
            #expect(try await visitor.get(path).text.contains("It is counted with a daily publication"))
            site.test.advance(.days(1))
            try await Housekeeping(site: site.test.site).doDue()
            let page = try await visitor.get(path).text
            #expect(page.contains("Your signature was not counted") && page.contains("at least 20 together"))
            #expect(!page.contains("next publication") && page.contains("/withdrawal"))
            let record = try await visitor.get(path + "/data").text
            #expect(record.contains("not counted before the petition closed") && !record.contains("next publication"))
        }
    }
}
