import Testing
import UndersignedCore

/// Lines of list fields, through the forms that hold them.
struct WrittenLineTests {
    @Test func `whatever the parts hold, a saved list comes back as it was`() throws {
        var random = SystemRandomNumberGenerator()
        let letters: [Character] = ["|", "\\", "a", "é", "ם", "图", " ", "/", "1"]
        func word() -> String {
            let text = String(
                (0..<Int.random(in: 1...6, using: &random)).map { _ in letters.randomElement(using: &random) ?? "a" }
            )
            // Two spaces are one, and a part begins and ends with something to be seen.
            let words = text.split(separator: " ").joined(separator: " ")
            return words.isEmpty ? "|" : words
        }
        for _ in 0..<3_000 {
            var form = Self.form
            let campaign = try form.campaign(replacing: nil)
            var changed = campaign
            changed.partners[0].name = word()
            changed.partners[0].optIn = word()
            changed.targets[0].name = word()
            changed.targets[0].role = word()
            changed.targets[0].organisation = word()
            changed.demands = [word(), word()]
            changed.sources[0].title = word()
            changed.sources[0].publisher = word()
            form = CampaignForm(changed)
            #expect(try form.campaign(replacing: changed) == changed, "\(form.partners) / \(form.targets)")
        }
    }

    @Test func `a bar and a stroke are written with a stroke before them`() throws {
        var form = Self.form
        form.targets = #"Town \| Country | role\\ | C:\letters | t"#
        form.demands = #"Yes | No \| \\"#
        let campaign = try form.campaign(replacing: nil)
        #expect(campaign.targets[0].name == "Town | Country" && campaign.targets[0].role == #"role\"#)
        #expect(campaign.targets[0].organisation == #"C:\letters"#)
        #expect(campaign.demands == [#"Yes | No \| \\"#], "where a line is one thing, nothing in it is special")
    }

    @Test func `milestones and organisations keep their bars too`() throws {
        var form = PetitionForm()
        (form.title, form.letter, form.from, form.to) = ("Keep it open", "Please.", "We", ["t"])
        form.milestones = #"10 | a \| b"#
        form.organisations = #"Read \| Write | read.example.org"#
        let sheet = try form.sheet(in: try Self.form.campaign(replacing: nil), replacing: nil)
        #expect(sheet.milestones.map(\.what) == ["a | b"] && sheet.organisations.map(\.name) == ["Read | Write"])
        #expect(PetitionForm(sheet).milestones == form.milestones)
        #expect(PetitionForm(sheet).organisations == form.organisations)
    }

    private static var form: CampaignForm {
        var form = CampaignForm()
        (form.title, form.summary, form.sponsor) = ("Libraries", "Three towns ask.", "Readers")
        form.partners = "P | https://p.example.org | Write to me | p"
        form.targets = "T | mayor | Town | t"
        form.demands = "Keep it open"
        form.sources = "Plan | Council | 2018-06-20 | https://example.org/plan"
        return form
    }
}
