import Testing
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// The contract of the queries behind the history and the series, on every real database.
@Suite struct HistoryQueriesTests {
    private static let hour = Samples.noon.hour

    private static func prepared(_ kind: TestDatabase) async throws -> (any TransactionalDatabase, TestFolder) {
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        _ = try await database.write { transaction in
            _ = try transaction.saveDraft(Samples.library, campaignID: nil)
            return try transaction.saveDraft(Samples.petition("another"), campaignID: nil)
        }
        return (database, folder)
    }

    @Test(arguments: TestDatabase.all)
    func `the history is newest first, page by page, and of one petition`(_ kind: TestDatabase) async throws {
        let (database, folder) = try await Self.prepared(kind)
        let opened = PetitionEvent(position: 2, hour: Self.hour, verb: "opened", number: nil, hash: nil)
        let note = PetitionEvent(position: 9, hour: Self.hour + .hours(2), verb: "note", number: nil, hash: [1, 2])
        let goal = PetitionEvent(position: 12, hour: Self.hour + .hours(2), verb: "goal", number: 50, hash: [3])
        let fall = PetitionFall(
            hour: Self.hour + .hours(1),
            reason: .invalid(rule: "one-each"),
            signatureClass: .paper,
            entries: 1,
            weight: 30
        )
        let crossing = PetitionCrossing(size: 10, goal: 5, hour: Self.hour + .hours(2), isReached: true)
        let lost = PetitionCrossing(size: 30, goal: 5, hour: Self.hour + .hours(3), isReached: false)
        let (pages, count, others) = try await database.write { transaction in
            for event in [opened, note, goal] { try transaction.addEvent(event, of: 1) }
            try transaction.addEvent(opened, of: 2)
            try transaction.addFall(fall, of: 1)
            try transaction.addCrossing(crossing, of: 1)
            try transaction.addCrossing(lost, of: 1)
            let pages = try [0, 3].map { try transaction.history(of: 1, limit: 3, offset: $0) }
            return (pages, try transaction.historyCount(of: 1), try transaction.historyCount(of: 2))
        }
        #expect(
            pages == [
                [.crossing(lost), .event(goal), .crossing(crossing)], [.event(note), .fall(fall), .event(opened)],
            ]
        )
        #expect(count == 6 && others == 1)
        let crossings = try await database.read { try $0.crossings(of: 1) }
        #expect(crossings == [crossing, lost])
        let first = try await database.read { try $0.firstEvent("opened", of: 1) }
        #expect(first == Self.hour)
        _ = folder
    }

    @Test(arguments: TestDatabase.all)
    func `falls are summed by reason and class`(_ kind: TestDatabase) async throws {
        let (database, folder) = try await Self.prepared(kind)
        let falls = try await database.write { transaction in
            for number in 0..<3 {
                let hour = Self.hour + .hours(Int64(number))
                let withdrawn = PetitionFall(
                    hour: hour,
                    reason: .withdrawn,
                    signatureClass: .mail,
                    entries: 2,
                    weight: 2
                )
                try transaction.addFall(withdrawn, of: 1)
            }
            return try transaction.falls(of: 1)
        }
        #expect(falls.map(\.weight) == [6] && falls.map(\.entries) == [6] && falls[0].hour == Self.hour + .hours(2))
        _ = folder
    }

    @Test(arguments: TestDatabase.all)
    func `hours are read from an hour on, over all classes and by class`(_ kind: TestDatabase) async throws {
        let (database, folder) = try await Self.prepared(kind)
        let later = Self.hour + .hours(5)
        let (all, tail, intervals) = try await database.write { transaction in
            try transaction.addTally(.mail, hour: Self.hour, added: 3, removed: 1, of: 1)
            try transaction.addTally(.paper, hour: Self.hour, added: 30, removed: 0, of: 1)
            try transaction.addTally(.mail, hour: later, added: 0, removed: 2, of: 1)
            try transaction.addTally(.mail, hour: later, added: 9, removed: 9, of: 2)
            return (
                try transaction.hourTotals(of: 1), try transaction.hourTotals(of: 1, from: later),
                try transaction.intervals(of: 1, unit: .hour)
            )
        }
        #expect(all.map(\.added) == [33, 0] && all.map(\.removed) == [1, 2])
        #expect(tail == [CountSeries.Hour(start: later, added: 0, removed: 2)])
        let first = Recount.Interval(
            mark: ClockMark(Self.hour, unit: .hour),
            added: ClassWeights(mail: 3, paper: 30),
            removed: ClassWeights(mail: 1)
        )
        #expect(intervals.first == first && intervals.map(\.net) == [32, -2])
        _ = folder
    }
}
