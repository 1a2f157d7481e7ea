import Testing
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// The contract of the rows of targets' histories, on every real database.
@Suite struct StandingQueriesTests {
    private static func row(
        _ number: Int,
        _ state: Target.Standing,
        hash: UInt8,
        text: String = "No."
    ) throws
        -> StandingRow
    {
        StandingRow(
            campaignID: 1,
            target: try Samples.required(Slug("mayor")),
            number: number,
            standing: TargetStanding(
                state: state,
                since: Samples.noon.day,
                answer: Target.Answer(date: "2018-06-20", text: text, source: 2),
                correction: number == 2 ? "It was a no." : nil
            ),
            recordedAt: Samples.noon,
            document: [hash, hash],
            hash: [UInt8](repeating: hash, count: 32)
        )
    }

    @Test(arguments: TestDatabase.all)
    func `rows come back as they were kept, and none is ever changed`(_ kind: TestDatabase) async throws {
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        let (first, second) = (try Self.row(1, .evasive, hash: 1), try Self.row(2, .declined, hash: 2))
        let other = try Self.row(1, .met, hash: 3, text: "Yes.")
        let bare = StandingRow(
            campaignID: 1,
            target: try Samples.required(Slug("council")),
            number: 1,
            standing: TargetStanding(state: .noAnswer, since: Samples.noon.day, answer: nil),
            recordedAt: Samples.noon
        )
        let kept = try await database.write { transaction in
            try transaction.saveCampaign(Samples.libraries())
            return try [first, second, first, other, bare].map { try transaction.keepStanding($0) }
        }
        #expect(kept == [true, true, true, false, true])
        #expect(try await database.read { try $0.standings(ofCampaign: 1) } == [bare, first, second])
        #expect(try await database.read { try $0.standings(ofCampaign: 2) } == [])
        let all = try await database.read { try $0.standings() }
        #expect(all.map(\.standing) == [bare, first, second].map(\.standing) && all.allSatisfy { $0.document == nil })
        _ = folder
    }

    @Test(arguments: TestDatabase.all)
    func `events tell when a campaign's petitions opened, and which answers they name`(
        _ kind: TestDatabase
    ) async throws {
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        let hour = Samples.noon.hour
        try await database.write { transaction in
            let campaign = try transaction.saveCampaign(Samples.libraries())
            _ = try transaction.saveDraft(Samples.petition("keep-it-open"), campaignID: campaign)
            _ = try transaction.saveDraft(Samples.petition("alone"), campaignID: nil)
            for petition in [Int64(1), 2] {
                for (position, verb, hash) in [(2, "opened", nil), (3, "note", [7]), (5, "response", [9])]
                    as [(
                        UInt64, String, [UInt8]?
                    )]
                {
                    let event = PetitionEvent(position: position, hour: hour, verb: verb, number: nil, hash: hash)
                    try transaction.addEvent(event, of: petition)
                }
            }
        }
        for campaign in [1, nil] as [Int64?] {
            let events = try await database.read { try $0.standingEvents(ofCampaign: campaign) }
            #expect(events.map(\.verb) == ["opened", "response"] && events.map(\.hash) == [nil, [9]])
            #expect(events.allSatisfy { $0.slug.text == "keep-it-open" && $0.campaignID == 1 && $0.hour == hour })
        }
        #expect(try await database.read { try $0.standingEvents(ofCampaign: 2) }.isEmpty)
        _ = folder
    }
}
