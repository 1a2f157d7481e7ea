import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// Nobody opens alone what nobody else has looked at.
@Suite struct SecondLookTests {
    /// Whoever edits the campaign changes whom the draft addresses.
    private static func editCampaign(_ site: WritingSite, by accountID: Int64) async throws {
        var form = CampaignForm(site.campaign)
        form.targets = "The other council | | | council"
        let mark = CampaignWriting.mark(of: site.campaign)
        let writing = CampaignWriting(site: site.test.site)
        let outcome = try await writing.save(form, replacing: site.campaign.slug, mark: mark, by: accountID)
        guard case .saved = outcome else {
            Issue.record("the campaign was not saved")
            return
        }
    }

    private static func offer(_ site: WritingSite, by accountID: Int64) async throws {
        try await site.writing.offer(try await site.petition(), mark: try await site.mark(), by: accountID)
    }

    private static func open(_ site: WritingSite, mark: String? = nil, by accountID: Int64) async throws {
        let current = try await site.mark()
        try await site.writing.open(
            try await site.petition(),
            mark: mark ?? current,
            dates: OpeningDates(opensAt: nil, closesAt: nil),
            by: accountID
        )
    }

    @Test(arguments: TestDatabase.all)
    func `who edited the campaign opens no draft that changed with it alone, nor does who wrote the letter`(
        _ kind: TestDatabase
    ) async throws {
        let site = try await WritingSite(kind)
        try await Self.editCampaign(site, by: site.eli)
        for person in [site.eli, site.dana] {
            try await Self.offer(site, by: person)
            await #expect(throws: Review.Refusal.needsSecond) { try await Self.open(site, by: person) }
        }
        // Each of the two has a part in it: one gives it to review, the other one looks and opens it.
        try await Self.open(site, by: site.eli)
        #expect(try await site.petition().state == .open)
    }

    @Test(arguments: TestDatabase.all)
    func `who wrote a text does not open it alone after somebody else changed a comma of it`(
        _ kind: TestDatabase
    ) async throws {
        let site = try await WritingSite(kind)
        var form = PetitionForm(try await site.petition().sheet)
        form.letter += " Please."
        let mark = try await site.mark()
        let outcome = try await site.writing.save(
            form,
            in: (site.campaignID, site.campaign),
            replacing: try await site.petition(),
            mark: mark,
            by: site.eli
        )
        guard case .saved = outcome else {
            Issue.record("not saved")
            return
        }
        for person in [site.dana, site.eli] {
            try await Self.offer(site, by: person)
            await #expect(throws: Review.Refusal.needsSecond) { try await Self.open(site, by: person) }
        }
        try await Self.open(site, by: site.dana)
        #expect(try await site.petition().state == .open)
    }

    @Test func `a text with two authors is listed once, with both`() async throws {
        let site = try await WritingSite()
        try await Self.editCampaign(site, by: site.eli)
        let texts = try await site.draft().texts
        #expect(texts.count == 2)
        let people = try #require(texts.first?.person).split(separator: ", ")
        #expect(people.count == 2)
    }

    @Test func `what is shown of names is a part of what was looked at`() async throws {
        let site = try await WritingSite()
        let seen = try await site.mark()
        for change in 0..<4 {
            var form = PetitionForm(try await site.petition().sheet)
            switch change {
            case 0: form.display.way = PetitionSheet.Display.Way.approved.rawValue
            case 1: form.display.words = "idiot*"
            case 2: form.commentPurpose = "To read them"
            default: form.display.comments = "shown"
            }
            let before = try await site.mark()
            guard case .saved = try await site.save(form, replacing: try await site.petition(), mark: before) else {
                Issue.record("not saved")
                return
            }
            #expect(try await site.mark() != before, "change \(change)")
        }
        try await Self.offer(site, by: site.dana)
        await #expect(throws: Review.Refusal.notOffered) { try await Self.open(site, mark: seen, by: site.eli) }
        #expect(try await site.petition().state == .draft)
    }
}
