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

    @Test func `without a title the title alone is wrong, not the short name that is made of it`() throws {
        var form = CampaignForm()
        form.sponsor = "Readers"
        form.summary = "Who asks whom"
        for title in ["", "  ", "a\u{202E}b", String(repeating: "x", count: 201)] {
            form.title = title
            let problems = try #require(throws: WritingProblems.self) { try form.campaign(replacing: nil) }
            #expect(problems.all.map(\.field) == ["title"], "\(title.prefix(9))")
        }
        // A title that no short name can be made of asks for one, and a typed one is read in any case.
        form.title = "Αφήστε τη βιβλιοθήκη ανοιχτή"
        let unnamed = try #require(throws: WritingProblems.self) { try form.campaign(replacing: nil) }
        #expect(unnamed.all == [WritingProblem("slug", .shortName)])
        (form.title, form.slug) = ("", "No Slug")
        let both = try #require(throws: WritingProblems.self) { try form.campaign(replacing: nil) }
        #expect(both.all == [WritingProblem("title", .empty), WritingProblem("slug", .shortName)])
        form.slug = ""
        form.title = "Libraries"
        let campaign = try form.campaign(replacing: nil)
        var petition = PetitionForm()
        (petition.letter, petition.from, petition.deletionMonths) = ("Keep it open.", "We", "0")
        let wrong = try #require(throws: WritingProblems.self) { try petition.sheet(in: campaign, replacing: nil) }
        #expect(wrong.all.map(\.field) == ["title", "to", "deletion"])
        // Fewer letters than the most, and more bytes.
        petition.letter = String(repeating: "😀", count: 20_000)
        let large = try #require(throws: WritingProblems.self) { try petition.sheet(in: campaign, replacing: nil) }
        #expect(large.all.contains(WritingProblem("letter", .tooLarge(limit: 65_536))))
    }
}
