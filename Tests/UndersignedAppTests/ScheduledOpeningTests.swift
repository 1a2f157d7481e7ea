import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// A draft opens by itself on its day, and can be taken back until then.
@Suite struct ScheduledOpeningTests {
    @Test(arguments: TestDatabase.all)
    func `it opens on its day with the text that somebody looked at, and takes signatures`(
        _ kind: TestDatabase
    ) async throws {
        let site = try await WritingSite(kind)
        let day = site.test.now.day + .days(2)
        try await site.open(opensAt: day, closesAt: day + .days(30))
        let waiting = try await site.petition()
        #expect(waiting.state == .draft && waiting.log == nil && !waiting.isPrivate)
        #expect(throws: Petition.Refusal.notOpenYet(opens: day)) { try waiting.gate.accept(at: site.test.now) }
        #expect(try await site.draft().schedule?.accountID == site.eli)
        // Keys are made by a person's act.
        _ = try site.test.site.keys.keys(of: site.slug)

        site.test.advance(.hours(35))
        try await Housekeeping(site: site.test.site).doDue()
        #expect(try await site.petition().state == .draft, "an hour too early")
        site.test.advance(.hours(1))
        try await Housekeeping(site: site.test.site).doDue()
        let open = try await site.petition()
        #expect(open.state == .open && open.closesAt == day + .days(30))
        try await site.test.expectSoundLog(open, size: 3)
        try await site.test.sign(Samples.amina, open)
        try await Housekeeping(site: site.test.site).doDue()
        try await site.test.expectSoundLog(open, size: 4)
        #expect(try await site.acts().prefix(3) == [.petitionOpened, .petitionScheduled, .petitionOffered])
        #expect(try await site.test.database.read { try $0.schedule(of: open.id) } == nil)
    }

    @Test func `it is taken back until it opens, once, and not afterwards`() async throws {
        let site = try await WritingSite()
        try await site.open(opensAt: site.test.now.day + .days(2))
        let petition = try await site.petition()
        try await site.writing.unschedule(petition, by: site.dana)
        try await site.writing.unschedule(petition, by: site.dana)
        let back = try await site.petition()
        #expect(back.isPrivate && back.opensAt == nil)
        #expect(try await site.acts().filter { $0 == .petitionUnscheduled }.count == 1)
        site.test.advance(.days(3))
        try await Housekeeping(site: site.test.site).doDue()
        #expect(try await site.petition().state == .draft)
        try await site.open(opensAt: nil)
        await #expect(throws: Review.Refusal.notADraft) { try await site.writing.unschedule(back, by: site.dana) }
    }

    @Test func `another text, or another name of those addressed, takes the day back`() async throws {
        let site = try await WritingSite()
        try await site.open(opensAt: site.test.now.day + .days(2))
        _ = try await site.rewrite("Another text.")
        let draft = try await site.draft()
        #expect(draft.petition.isPrivate && draft.schedule == nil)
        try await site.open(opensAt: site.test.now.day + .days(2))
        var form = CampaignForm(site.campaign)
        form.targets = "The other council | | | council"
        let mark = CampaignWriting.mark(of: site.campaign)
        let writing = CampaignWriting(site: site.test.site)
        guard case .saved = try await writing.save(form, replacing: site.campaign.slug, mark: mark, by: site.dana)
        else {
            Issue.record("the campaign was not saved")
            return
        }
        let petition = try await site.petition()
        #expect(petition.isPrivate && petition.sheet.to.map(\.name) == ["The other council"])
        site.test.advance(.days(3))
        try await Housekeeping(site: site.test.site).doDue()
        #expect(try await site.petition().state == .draft)
    }

    @Test func `a text that came in another way, or a last day that has passed, does not open`() async throws {
        let site = try await WritingSite()
        let day = site.test.now.day + .days(2)
        try await site.open(opensAt: day)
        var sheet = Samples.library
        sheet.letter = "From a file."
        let other = sheet
        _ = try await site.test.database.write { try $0.saveDraft(other, campaignID: site.campaignID) }
        site.test.advance(.days(3))
        try await Housekeeping(site: site.test.site).doDue()
        let petition = try await site.petition()
        #expect(petition.state == .draft && petition.isPrivate && petition.opensAt == nil)
        let late = try await WritingSite()
        try await late.open(opensAt: day, closesAt: day + .days(1))
        late.test.advance(.days(9))
        try await Housekeeping(site: late.test.site).doDue()
        #expect(try await late.petition().state == .draft)
    }

    @Test func `who wrote the text sets no day`() async throws {
        let site = try await WritingSite()
        try await site.writing.offer(try await site.petition(), mark: try await site.mark(), by: site.dana)
        let (petition, mark) = (try await site.petition(), try await site.mark())
        let dates = OpeningDates(opensAt: site.test.now + .days(2), closesAt: nil)
        await #expect(throws: Review.Refusal.needsSecond) {
            try await site.writing.open(petition, mark: mark, dates: dates, by: site.dana)
        }
        #expect(try await site.petition().isPrivate)
    }
}
