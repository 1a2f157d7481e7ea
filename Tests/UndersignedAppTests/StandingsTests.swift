import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// What targets answer: rows that are only added to, and an entry in each petition's log.
@Suite struct StandingsTests {
    private static let declined = StandingDraft(state: .declined, date: "2018-06-25", text: "No.", source: 1)

    /// The libraries' campaign five days after both petitions opened.
    private struct Libraries {
        let site: TestSite
        let council: Slug
        let mayor: Slug
        let campaign: Slug
        let petitions: [Petition]

        init(spoke: String? = nil, opensAt: Moment? = nil) async throws {
            site = try await TestSite()
            let campaign = try Samples.libraries(spoke: spoke)
            _ = try await CampaignImport(site: site.site).run(campaign, try Samples.libraryItems(opensAt: opensAt))
            (council, mayor) = (campaign.targets[0].id, campaign.targets[1].id)
            self.campaign = campaign.slug
            petitions = try await site.database.read { try $0.petitions() }
            site.advance(.days(5))
        }

        @discardableResult
        func record(_ draft: StandingDraft, of target: Slug? = nil) async throws -> Standings.Result {
            try await Standings(site: site.site).record(draft, of: target ?? council, in: campaign)
        }

        func rows(_ target: Slug) async throws -> [StandingRow] {
            try await site.database.read { try $0.standings(ofCampaign: 1) }.filter { $0.target == target }
        }

        /// How many answers each petition's log names.
        func responses() async throws -> [Int] {
            var counts: [Int] = []
            for petition in petitions {
                counts.append(try await site.entries(petition).count { $0.isResponse })
            }
            return counts
        }

        func expectSoundLogs() async throws {
            for petition in petitions { try await site.expectSoundLog(petition) }
        }
    }

    @Test func `an answer is a row, and an entry in the log of each petition to the target`() async throws {
        let libraries = try await Libraries()
        let result = try await libraries.record(Self.declined)
        #expect(result.number == 2 && result.petitions.map(\.text) == ["keep-it-open", "more-books"])
        #expect(try await libraries.responses() == [1, 1])
        let rows = try await libraries.rows(libraries.council)
        #expect(rows.map(\.standing.state) == [.noAnswer, .declined] && rows[0].hash == nil)
        for petition in libraries.petitions {
            let content = try await libraries.site.database.read { [id = petition.id] in
                try $0.document(hash: result.hash, of: id)
            }
            let document = try ResponseDocument(parsing: try #require(content))
            #expect(document.number == 2 && document.answer?.source?.title == "Minutes")
            #expect(document.asked == "2018-06-20" && document.target.id == libraries.council)
        }
        let toMayor = try await libraries.record(Self.declined, of: libraries.mayor)
        #expect(toMayor.petitions.map(\.text) == ["keep-it-open"], "the other petition does not address the mayor")
        try await libraries.expectSoundLogs()
    }

    @Test func `a correction is a row of its own; nothing before it is changed`() async throws {
        let libraries = try await Libraries()
        try await libraries.record(Self.declined)
        let before = try await libraries.rows(libraries.council)
        var right = StandingDraft(state: .partlyMet, date: "2018-06-24", text: "On Saturdays, yes.")
        right.correction = "We had read half of it."
        #expect(try await libraries.record(right).number == 3)
        let rows = try await libraries.rows(libraries.council)
        #expect(Array(rows.prefix(2)) == before && rows[2].standing.correction == right.correction)
        #expect(try await libraries.responses() == [2, 2])
        let hub = try #require(try await PublicReading(site: libraries.site.site).hub(libraries.campaign))
        let record = try #require(try await StandingReading(site: libraries.site.site).records(of: hub).first)
        #expect(record.target.standing == .partlyMet && record.isCorrected(1) && record.daysToFirstAnswer == 4)
        #expect(record.rows.map { $0.petition?.text } == [nil, "keep-it-open", "keep-it-open"])
        try await libraries.expectSoundLogs()
    }

    @Test func `what was cut off after the first log is finished by saying the same again`() async throws {
        let libraries = try await Libraries()
        try await libraries.record(Self.declined)
        let rows = try await libraries.rows(libraries.council)
        let later = try await Self.cutOff(rows)
        #expect(try await later.responses() == [1, 0], "as a crash between two commits leaves it")
        let finished = try await later.record(Self.declined)
        #expect(finished.number == 2 && finished.petitions.map(\.text) == ["more-books"])
        #expect(try await later.responses() == [1, 1])
        await #expect(throws: Standings.Refusal.draft([.unchanged])) { try await later.record(Self.declined) }
        #expect(try await later.responses() == [1, 1])
        #expect(try await later.rows(later.council).count == 2)
        try await later.expectSoundLogs()
    }

    /// Another site on which only the first petition's commit happened.
    private static func cutOff(_ rows: [StandingRow]) async throws -> Libraries {
        let libraries = try await Libraries()
        let request = LogRequest.respond(petitionID: libraries.petitions[0].id, rows)
        #expect(try await libraries.site.site.sequencer.submit(request) == .appended(1))
        return libraries
    }

    @Test func `the same request twice, in one batch or in two, is one entry`() async throws {
        let libraries = try await Libraries()
        try await libraries.record(Self.declined)
        let rows = try await libraries.rows(libraries.council)
        let sequencer = libraries.site.site.sequencer
        let other = try await Libraries()
        async let first = other.site.site.sequencer.submit(.respond(petitionID: other.petitions[0].id, rows))
        async let second = other.site.site.sequencer.submit(.respond(petitionID: other.petitions[0].id, rows))
        let outcomes = try await [first, second]
        #expect(Set(outcomes) == [.appended(1), .appended(0)])
        #expect(try await sequencer.submit(.respond(petitionID: libraries.petitions[0].id, rows)) == .appended(0))
        #expect(try await other.responses() == [1, 0])
        #expect(try await libraries.responses() == [1, 1])
    }

    @Test func `of two organisers at the same time one is told, and neither is lost in silence`() async throws {
        let libraries = try await Libraries()
        let met = StandingDraft(state: .met, date: "2018-06-25", text: "Yes.")
        async let first = Self.outcome { try await libraries.record(Self.declined) }
        async let second = Self.outcome { try await libraries.record(met) }
        let outcomes = try await [first, second]
        let rows = try await libraries.rows(libraries.council)
        let responses = try await libraries.responses()
        // Either one was refused, or one came after the other and both stand.
        #expect(outcomes.contains(nil), "one was recorded")
        #expect(outcomes.allSatisfy { $0 == nil || $0 == .changedMeanwhile })
        let recorded = outcomes.count { $0 == nil }
        #expect(rows.count == 1 + recorded && responses == [recorded, recorded])
        try await libraries.expectSoundLogs()
    }

    private static func outcome(_ act: () async throws -> Standings.Result) async throws -> Standings.Refusal? {
        do {
            _ = try await act()
            return nil
        } catch let refusal as Standings.Refusal {
            return refusal
        }
    }

    @Test func `a closed petition's log takes an answer, one that has not begun is not opened by it`() async throws {
        let libraries = try await Libraries(opensAt: Samples.noon + .days(90))
        let first = libraries.petitions[0]
        #expect(try await libraries.site.site.sequencer.submit(.close(petitionID: first.id)) == .appended(1))
        let result = try await libraries.record(Self.declined)
        #expect(result.petitions.map(\.text) == ["keep-it-open"])
        let entries = try await libraries.site.entries(first)
        #expect(entries.dropLast().last == .closed && entries.last?.isResponse == true)
        #expect(try await libraries.site.entries(libraries.petitions[1]).count == 1, "entry 0 alone")
        try await libraries.expectSoundLogs()
    }

    @Test func `the campaign's own words are the first row, and importing again changes no history`() async throws {
        let libraries = try await Libraries(spoke: "2018-06-20")
        #expect(try await libraries.responses() == [1, 0], "what the mayor said is in the log from the start")
        var rows = try await libraries.rows(libraries.mayor)
        #expect(rows.map(\.standing.state) == [.evasive] && rows[0].hash != nil)
        try await libraries.record(Self.declined, of: libraries.mayor)
        let campaign = try Samples.libraries(spoke: "2018-06-21")
        let items = try Samples.libraryItems()
        _ = try await CampaignImport(site: libraries.site.site).run(campaign, items)
        rows = try await libraries.rows(libraries.mayor)
        #expect(rows.map(\.standing.state) == [.evasive, .declined])
        #expect(rows[0].standing.answer?.date == "2018-06-20")
        #expect(try await libraries.responses() == [2, 0])
        let differing = try await Standings(site: libraries.site.site).differing(from: campaign)
        #expect(differing == [libraries.mayor])
    }

    @Test func `who is not known, and who was not asked, has nothing recorded`() async throws {
        let libraries = try await Libraries()
        let standings = Standings(site: libraries.site.site)
        let nobody = try Samples.required(Slug("nobody"))
        await #expect(throws: Standings.Refusal.unknownTarget) {
            try await standings.record(Self.declined, of: nobody, in: libraries.campaign)
        }
        await #expect(throws: Standings.Refusal.unknownCampaign) {
            try await standings.record(Self.declined, of: libraries.council, in: nobody)
        }
        let drafts = try await TestSite()
        var items = try Samples.libraryItems()
        for index in items.indices { items[index].mustOpen = false }
        _ = try await CampaignImport(site: drafts.site).run(try Samples.libraries(), items)
        await #expect(throws: Standings.Refusal.draft([.notAsked])) {
            try await Standings(site: drafts.site).record(Self.declined, of: libraries.council, in: libraries.campaign)
        }
        #expect(try await drafts.database.read { try $0.standings() }.isEmpty, "a draft's words may still change")
        #expect(try await StandingReading(site: drafts.site).asked().isEmpty)
    }

    @Test func `one id in two campaigns is one target only where it is the same one`() async throws {
        let libraries = try await Libraries()
        var other = try Samples.libraries(spoke: nil)
        other.slug = try Samples.required(Slug("swimming"))
        other.targets = [other.targets[0], other.targets[1]]
        other.targets[1].organisation = "Another town"
        var item = try Samples.libraryItems()[0]
        item.sheet = Samples.petition("swim")
        item.sheet.to = other.targets
        _ = try await CampaignImport(site: libraries.site.site).run(other, [item])
        try await libraries.record(Self.declined)
        let asked = AskedTarget.all(in: try await StandingReading(site: libraries.site.site).asked())
        #expect(asked.map(\.id.text) == ["council", "mayor", "mayor"])
        #expect(asked.map(\.figures.askedCount) == [2, 1, 1])
        #expect(asked[0].figures.states == [.noAnswer: 1, .declined: 1] && asked[0].figures.medianDays == 5)
    }
}

extension LogEntry {
    fileprivate var isResponse: Bool { if case .response = self { true } else { false } }
}
