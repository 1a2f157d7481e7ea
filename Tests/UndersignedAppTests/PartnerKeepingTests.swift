import Testing
import UndersignedApp
import UndersignedCore
import UndersignedTestSupport

/// An organisation whose box an open petition offers stays in its campaign, under its name.
@Suite struct PartnerKeepingTests {
    @Test(arguments: TestDatabase.all)
    func `an organisation whose box is offered is not taken out, and nobody else gets its short name`(
        _ kind: TestDatabase
    ) async throws {
        let test = try await TestSite(kind)
        let coalition = try await SampleCoalition(test)
        let writing = CampaignWriting(site: test.site)
        func save(_ partners: String) async throws -> CampaignWriting.Outcome {
            let current = try Samples.required(
                try await Desk(site: test.site).campaign(coalition.campaign.slug)?.campaign
            )
            var form = CampaignForm(current)
            form.partners = partners
            let mark = CampaignWriting.mark(of: current)
            return try await writing.save(form, replacing: current.slug, mark: mark, by: 1)
        }
        let lines = CampaignForm(coalition.campaign).partners
        for wrong in ["", "Another Club | https://club.example.org | Write to me | readers"] {
            guard case .problems(let problems) = try await save(wrong) else {
                Issue.record("‘\(wrong)’ was saved")
                continue
            }
            #expect(problems.all.contains { $0.field == "partners" && $0.reason == .fixed })
        }
        guard case .saved = try await save(lines + "\nA New Club | https://new.example.org | Write to me | new-club")
        else {
            Issue.record("one more was not saved")
            return
        }
        guard case .saved = try await save(lines) else {
            Issue.record("one whose box is offered nowhere was not taken out")
            return
        }
    }
}
