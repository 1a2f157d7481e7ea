import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedTestSupport

/// What a signatory takes back from a partner at the link is said to be done only where it is (P-09).
@Suite struct LinkConsentTests {
    @Test(arguments: TestDatabase.all)
    func `what nobody could have agreed to is no success, and changes nothing`(_ kind: TestDatabase) async throws {
        let site = try await WebSite(kind)
        let coalition = try await SampleCoalition(site.test)
        let form = SampleCoalition.person(1, agreeingTo: ["readers"])
        let pending = try Samples.required(try await site.test.ask(form, coalition.petition))
        try await site.visit { visitor in
            let path = "/s/\(pending.text)/consents"
            func status(_ partner: String) async throws -> HTTPResponse.Status {
                try await visitor.post(path, [("partner", partner)]).status
            }
            #expect(try await status("readers") == .conflict, "nothing is agreed to before the button is pressed")
            _ = try await Links(site: site.test.site).confirm(pending, textVersion: 1)
            // Without a key nobody could tick the club.
            let refused = try await visitor.post(path, [("partner", "club")])
            #expect(refused.status == .conflict && refused.text.contains("Yes, the readers may write to me"))
            #expect(refused.headers[.cacheControl] == "no-store")
            for stranger in ["x", "sponsor", ""] { #expect(try await status(stranger) == .badRequest, "\(stranger)") }
            #expect(try await Links(site: site.test.site).allowedPartners(pending) == ["readers"])
            // Pressed twice, it is gone all the same; and who never ticked one has what the press asks for.
            for partner in ["readers", "readers", "teachers"] { #expect(try await status(partner) == .seeOther) }
            _ = try await visitor.post("/s/\(pending.text)/withdrawal", [])
            for partner in ["readers", "club"] { #expect(try await status(partner) == .conflict, "\(partner)") }
            #expect(try await status("x") == .badRequest)
            let nobody = try Samples.required(
                LinkToken(petitionID: coalition.petition.id, secret: [UInt8](repeating: 7, count: 32))
            )
            let unknown = try await visitor.post("/s/\(nobody.text)/consents", [("partner", "readers")])
            #expect(unknown.status == .notFound)
        }
    }
}
