import Testing
import TransparencyLog
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// What is shown of names and comments, and what it never does to a number.
@Suite struct ModerationTests {
    private func names(_ test: TestSite, _ petition: Petition) async throws -> [String] {
        let some = try await PublicNames(site: test.site).some(of: petition, from: .top, limit: 100)
        return some.names.map { "\($0.name): \($0.comment ?? "-")" }.sorted()
    }

    private func seen(_ test: TestSite, _ petition: Petition) async throws -> [Moderation.Seen] {
        let queue = try await Moderation(site: test.site).queue(of: petition, after: nil, for: 7)
        return queue.items.map { Moderation.Seen(place: $0.held.place, batch: $0.held.batch) }
    }

    /// The petition's log as anybody recounts it.
    private func recounted(_ test: TestSite, _ petition: Petition) async throws -> LogAudit.Report {
        let source = StoredLog(reading: LogReading(database: test.database), petitionID: petition.id)
        let key = try NoteVerifierKey(try Samples.required(petition.log).verifierKey)
        return try await LogAudit(source: source, key: key).report(checkpoint: source.file("checkpoint"))
    }

    @Test(arguments: PetitionSheet.Display.Way.allCases)
    func `holding, deciding, reporting and taking back change no number and no byte of the log`(
        _ way: PetitionSheet.Display.Way
    ) async throws {
        let test = try await TestSite(limits: .off)
        let petition = try await test.open(Samples.commented(way, words: ["idiot*"]))
        let comments = ["Because.", "See example.org", "What an idiot", "Call 020 7946 0018", "Fine."]
        var tokens: [LinkToken] = []
        for (number, comment) in comments.enumerated() {
            tokens.append(try await test.sign(Samples.voice(number, comment), petition))
        }
        tokens.append(try await test.sign(Samples.voice(5, "Fine.", name: "www.example.org"), petition))
        let before = try await recounted(test, petition)
        #expect(before.counts.total == 6, "all are counted at once")
        let moderation = Moderation(site: test.site)
        let waiting = try await seen(test, petition)
        #expect(waiting.count == (way == .approved ? 6 : 4))
        _ = try await moderation.decide(waiting, DisplayVerdict(.show, because: nil), of: petition, by: 7)
        #expect(try await names(test, petition).count == 6)
        let first = try Samples.required(
            try await PublicNames(site: test.site).some(of: petition, from: .top, limit: 1).names.first
        )
        let report = try NameReport(reason: "insult", words: "")
        #expect(try await PublicNames(site: test.site).add(report, at: first.place, of: petition))
        #expect(try await names(test, petition).count == 6, "a report hides nothing")
        let reported = try await seen(test, petition)
        let hide = try DisplayVerdict(.hide, because: .insult)
        _ = try await moderation.decide(reported, hide, of: petition, by: 7)
        #expect(try await names(test, petition).count == 5)
        #expect(try await moderation.reverse(2, of: nil, in: petition, by: 7) == 1)
        #expect(try await OwnDisplay(site: test.site).takeBack(.all, tokens[0]))
        #expect(try await OwnDisplay(site: test.site).takeBack(.comment, tokens[1]))
        #expect(try await names(test, petition).count == 5)
        let after = try await recounted(test, petition)
        #expect(after == before, "the same size, root, counts and hours")
        #expect(try await test.counts(petition).total == 6)
        try await test.expectSoundLog(petition)
    }

    @Test func `a held name is neither in the list nor in a packet, and enters both at its old place`() async throws {
        let test = try await TestSite(limits: .off)
        let petition = try await test.open(Samples.commented(.approved))
        try await test.sign(Samples.voice(1, "Because."), petition)
        func packet() async throws -> [String] {
            try await test.database.read {
                try $0.publicNames(after: nil, countedWithin: 99, of: petition.id, limit: 9).names
            }
        }
        #expect(try await packet().isEmpty)
        let day = test.now.day
        test.advance(.days(3))
        let waiting = try await seen(test, petition)
        _ = try await Moderation(site: test.site).decide(
            waiting,
            DisplayVerdict(.hideComment, because: .offTopic),
            of: petition,
            by: 7
        )
        #expect(try await packet() == ["Amina Diallo"])
        #expect(try await names(test, petition) == ["Amina Diallo: -"])
        let some = try await PublicNames(site: test.site).some(of: petition, from: .top, limit: 9)
        #expect(some.names.first?.place.day == day, "when it was looked at tells nobody anything")
    }

    @Test func `a signature without anything to show, and one that nothing holds, leave no case`() async throws {
        let test = try await TestSite(limits: .off)
        let petition = try await test.open(Samples.commented(.approved))
        var silent = Samples.voice(1, "See example.org")
        silent.shown = "no"
        let token = try await test.sign(silent, petition)
        #expect(try await seen(test, petition).isEmpty)
        #expect(try await OwnDisplay(site: test.site).state(behind: token) == nil)
    }

    @Test func `each decision is a line of the trail that names nobody`() async throws {
        let test = try await TestSite(limits: .off)
        let petition = try await test.open(Samples.commented())
        try await test.sign(Samples.voice(1, "See example.org"), petition)
        let waiting = try await seen(test, petition)
        let moderation = Moderation(site: test.site)
        _ = try await moderation.decide(waiting, DisplayVerdict(.hide, because: .contact), of: petition, by: 7)
        _ = try await moderation.reverse(1, of: nil, in: petition, by: 7)
        let (rules, mark) = (DisplayForm(way: "approved", words: "idiot"), Moderation.mark(of: petition.sheet.display))
        try await moderation.setRules(rules, over: mark, of: petition, by: 7)
        // A form that shows what stood before, and one that shows nothing.
        for mark in [mark, ""] {
            await #expect(throws: Moderation.RulesChanged.self) {
                try await moderation.setRules(DisplayForm(), over: mark, of: petition, by: 7)
            }
        }
        let lines = try await Trail(site: test.site).lines(before: nil, limit: 9).map(\.event)
        #expect(lines.map(\.act) == [.displayRulesSet, .displayReversed, .displayDecided])
        #expect(lines.map(\.detail) == ["approved", "1", "hide contact 1"])
        #expect(lines.allSatisfy { $0.object == petition.slug.text })
        // From here the new rules hold; the published document is the old one.
        let changed = try await test.petition(id: petition.id)
        #expect(changed.sheet.display?.way == .approved && changed.log == petition.log)
        try await test.sign(Samples.voice(2, "Fine."), changed)
        #expect(try await seen(test, petition).count == 2)
        #expect(!changed.sheet.showsComments)
    }

    @Test func `nothing ticked, too much, or what somebody else decided meanwhile is not decided`() async throws {
        let test = try await TestSite(limits: .off)
        let petition = try await test.open(Samples.commented())
        try await test.sign(Samples.voice(1, "See example.org"), petition)
        let moderation = Moderation(site: test.site)
        let show = try DisplayVerdict(.show, because: nil)
        await #expect(throws: DisplayVerdict.Refusal.nothing) {
            _ = try await moderation.decide([], show, of: petition, by: 7)
        }
        let waiting = try await seen(test, petition)
        let stranger = Moderation.Seen(place: Samples.place(999), batch: 0)
        let first = try await moderation.decide(waiting + [stranger], show, of: petition, by: 7)
        // The number of the coming batch, guessed, beside the one that stands: one case is decided once.
        let place = try Samples.required(waiting.first).place
        let twice = [0, 1, 2].map { Moderation.Seen(place: place, batch: $0) }
        #expect(try await moderation.reverse(1, of: place, in: petition, by: 7) == 1)
        #expect(try await moderation.decide(twice, show, of: petition, by: 7).count == 1)
        let second = try await moderation.decide(waiting, show, of: petition, by: 8)
        #expect((first.count, first.skipped) == (1, 1) && (second.count, second.skipped) == (0, 1))
        let queue = try await moderation.queue(of: petition, after: nil, for: 7)
        #expect(queue.items.isEmpty && queue.last?.count == 1, "one's own last decision can be taken back")
        let decided = try await moderation.decided(of: petition, after: nil)
        #expect(decided.items.count == 1 && !decided.hasMore)
    }
}
