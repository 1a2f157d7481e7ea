import Testing
import UndersignedCore

struct InvitedOrganisationTests {
    private static func organisations(_ domains: [String]) -> [PetitionSheet.InvitedOrganisation] {
        domains.map { PetitionSheet.InvitedOrganisation(name: "One of them", domain: $0) }
    }

    @Test(arguments: [
        (["a.example.org", "b.example.org"], [Int]()), (["a.example.org", "A.Example.org"], [1]),
        (["bücher.example", "b.example", "xn--bcher-kva.example"], [2]), (["x", "X", "x"], [1, 2]), ([], []),
    ])
    func `a domain that stands there before is found, however it is spelled`(domains: [String], places: [Int]) {
        #expect(Self.organisations(domains).placesOfSharedDomains == places)
    }

    @Test func `the form says at which line`() throws {
        var form = PetitionForm()
        (form.title, form.slug, form.signatories) = ("Letter", "letter", "organisations")
        form.organisations = "Readers | union.example.org\n\nWriters | UNION.example.org\nOthers | other.example.org"
        var campaign = CampaignForm()
        (campaign.title, campaign.summary, campaign.sponsor) = ("Libraries", "Three towns ask.", "Readers")
        let hub = try campaign.campaign(replacing: nil)
        let problems = try #require(throws: WritingProblems.self) { try form.sheet(in: hub, replacing: nil) }
        #expect(problems.all.filter { $0.field == "organisations" } == [.init("organisations", line: 3, .sharedDomain)])
    }
}
