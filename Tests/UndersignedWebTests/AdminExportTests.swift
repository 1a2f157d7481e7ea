import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedTestSupport
import UndersignedWeb

/// Owners agree in the browser to an export of all contacts, or refuse it (S-16).
@Suite struct AdminExportTests {
    private static let path = "/admin/exports/coalition-library"

    @Test func `one of two owners agrees with passphrase and code, and takes it back`() async throws {
        let site = try await WebSite()
        let coalition = try await SampleCoalition(site.test)
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            let eli = try await Organiser(site, visitor, "eli@example.org")
            #expect(try await dana.get(Self.path).text.contains("Nobody has asked for it"))
            await #expect(throws: ContactExport.Refusal.notAgreed) { try await self.export(site, coalition) }
            #expect(try await dana.get(Self.path).text.contains("One of the 2 owners has to agree"))
            site.test.advance(.minutes(6))
            #expect(try await eli.post(Self.path, [("agree", "yes")]).status == .forbidden, "S-38")
            await #expect(throws: ContactExport.Refusal.notAgreed) { try await self.export(site, coalition) }
            var again = eli
            try await again.signIn()
            #expect(try await again.post(Self.path, [("agree", "yes")]).headers[.location] == Self.path)
            #expect(try await dana.get(Self.path).text.contains("An owner has agreed"))
            try await self.export(site, coalition)
            #expect(try await again.post(Self.path, [("agree", "no")]).status == .seeOther)
            #expect(try await dana.get(Self.path).text.contains("An owner has refused"))
            #expect(try await again.post(Self.path, [("agree", "maybe")]).status == .badRequest)
        }
    }

    // P-25: it is there that the mail about a sensitive petition leads.
    @Test func `an owner's desk leads to what was asked for within a day, and nobody else's does`() async throws {
        let site = try await WebSite()
        let coalition = try await SampleCoalition(site.test)
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            let membership = Membership(campaignID: coalition.campaignID, role: .owner)
            let mia = try await Organiser(site, visitor, "mia@example.org", membership)
            #expect(try await !dana.get("/admin").text.contains(Self.path))
            await #expect(throws: ContactExport.Refusal.self) { try await self.export(site, coalition) }
            let desk = try await dana.get("/admin").text
            #expect(PageMarkup(desk).values(of: "href").contains(Self.path))
            #expect(try await !mia.get("/admin").text.contains(Self.path), "she would be refused there")
            var later = dana
            site.test.advance(.hours(25))
            try await later.signIn()
            #expect(try await !later.get("/admin").text.contains(Self.path))
        }
    }

    // S-39
    @Test func `nobody but owners learns that there is such a page`() async throws {
        let site = try await WebSite()
        let coalition = try await SampleCoalition(site.test)
        try await site.visit { visitor in
            _ = try await Organiser(site, visitor)
            let roles: [Role] = [.organiser, .moderator, .auditor]
            for role in roles {
                let membership = Membership(campaignID: coalition.campaignID, role: role)
                let person = try await Organiser(site, visitor, "\(role.rawValue)@example.org", membership)
                let absent = try await person.get("/admin/exports/nothing")
                let page = try await person.get(Self.path)
                #expect(page.status == .notFound && page.text == absent.text, "\(role)")
                #expect(try await person.post(Self.path, [("agree", "yes")]).status == .notFound, "\(role)")
            }
        }
    }

    private func export(_ site: WebSite, _ coalition: SampleCoalition) async throws {
        try await ContactExport(site: site.test.site).run(coalition.petition.slug) { _, _ in
        } take: { _ in
        }
    }
}
