import Testing
import UndersignedCore

struct WrittenFormTests {
    @Test(arguments: [
        ("Keep the Library open!", "keep-the-library-open"), ("Müller & Söhne: 50 %", "m-ller-s-hne-50"), ("图书馆", nil),
        ("--- a ---", "a"),
        (String(repeating: "word ", count: 30), "word-word-word-word-word-word-word-word-word-word-word-word"),
    ])
    func `a title gives a name for an address, where it has letters for one`(title: String, name: String?) {
        #expect(Slug.made(of: title)?.text == name)
    }

    @Test func `a sponsor whose name has no letter for an address goes by the campaign's own name`() throws {
        var form = CampaignForm()
        (form.title, form.summary, form.sponsor, form.slug) = ("图书馆", "三个城镇", "读者会", "tushuguan")
        let campaign = try form.campaign(replacing: nil)
        #expect(campaign.sponsor.id.text == "tushuguan")
    }

    @Test func `what an organiser wrote comes back as it was written, and says where something is wrong`() throws {
        var form = CampaignForm()
        form.title = "Libraries"
        form.summary = "Three towns ask."
        form.sponsor = "Readers"
        form.targets = "The council\n\nMayor | mayor | Town | mayor\n | nobody\nOther | | | mayor"
        form.sources = "Plan | Council | 2018-02-30 | ftp://example.org"
        let problems = try #require(throws: WritingProblems.self) { try form.campaign(replacing: nil) }
        #expect(
            problems.all == [
                WritingProblem("targets", line: 4, .parts), WritingProblem("targets", line: 5, .shortName),
                WritingProblem("sources", line: 1, .date), WritingProblem("sources", line: 1, .address),
            ]
        )
        form.slug = "new"
        let taken = try #require(throws: WritingProblems.self) { try form.campaign(replacing: nil) }
        #expect(taken.all.first == WritingProblem("slug", .taken))
        form.slug = ""
        form.targets = "The council\nMayor | mayor | Town | mayor"
        form.sources = "Plan | Council | 2018-02-28 | https://example.org"
        let campaign = try form.campaign(replacing: nil)
        #expect(try CampaignForm(campaign).campaign(replacing: campaign) == campaign)
        #expect(campaign.targets.map(\.id.text) == ["the-council", "mayor"])
    }
}
