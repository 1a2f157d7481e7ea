import Testing
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// What is shown of names and comments, on each database.
@Suite struct DisplayQueriesTests {
    private static func prepared(_ kind: TestDatabase) async throws -> (any TransactionalDatabase, TestFolder) {
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        _ = try await database.write { try $0.saveDraft(Samples.library, campaignID: nil) }
        return (database, folder)
    }

    private static func held(_ extent: DisplayExtent) -> ChosenDisplay {
        ChosenDisplay(name: "Amina", comment: "Because.", extent: extent, rule: .link)
    }

    private static func names(_ database: any TransactionalDatabase) async throws -> [String] {
        try await database.read { transaction in
            try transaction.publicNames(in: 1, limit: 9).compactMap { $0 }.map { "\($0.name) \($0.comment ?? "-")" }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `names are paged by their place, in both directions, and none is missed`(_ kind: TestDatabase) async throws {
        let (database, folder) = try await Self.prepared(kind)
        try await database.write { transaction in
            for number in 0..<25 {
                let place = PublicNameHandle(
                    day: Samples.noon.day + .days(Int64(number / 10)),
                    shuffle: Int64(number % 10) - 5
                )
                try transaction.saveDisplays([(Int64(number), place, Samples.shown("\(number)"))], in: 1)
            }
        }
        let all = try await database.read { try $0.publicNames(in: 1, limit: 100).compactMap { $0 } }
        #expect(all.count == 25 && all.map(\.place.day) == all.map(\.place.day).sorted(by: >))
        var read: [PublicName] = []
        while true {
            let last = read.last?.place
            let next = try await database.read { try $0.publicNames(in: 1, after: last, limit: 4).compactMap { $0 } }
            if next.isEmpty { break }
            read += next
        }
        #expect(read == all)
        let back = try await database.read { try $0.publicNames(in: 1, before: all[9].place, limit: 4) }
        #expect(back == Array(all[5..<9]))
        #expect(try await database.read { try $0.publicNameCount(in: 1, upTo: 7) } == 7)
        _ = folder
    }

    @Test(arguments: TestDatabase.all)
    func `what is held is in the queue and not in the list; a decision moves it, and taking it back restores it`(
        _ kind: TestDatabase
    ) async throws {
        let (database, folder) = try await Self.prepared(kind)
        let show = try DisplayVerdict(.show, because: nil)
        let hide = try DisplayVerdict(.hide, because: .insult)
        try await database.write { transaction in
            try transaction.saveDisplays([(1, Samples.place(1), Self.held(.none))], in: 1)
            try transaction.saveDisplays([(2, Samples.place(2), Self.held(.name))], in: 1)
            try transaction.saveDisplays([(3, Samples.place(3), Samples.shown("Wei"))], in: 1)
        }
        #expect(try await Self.names(database) == ["Wei -", "Amina -"])
        let waiting = try await database.read { try $0.waitingCases(after: nil, of: 1, limit: 9) }
        #expect(waiting.map(\.signatureID) == [1, 2])
        let decided = try await database.write { transaction -> [Bool] in
            let first = try transaction.beginDisplayBatch(show, by: 7, in: 1, at: Samples.noon)
            let both = try [1, 2].map {
                try transaction.decide($0, seen: 0, show, batch: first, in: 1, tellAt: Samples.noon)
            }
            let second = try transaction.beginDisplayBatch(hide, by: 8, in: 1, at: Samples.noon)
            let stale = try transaction.decide(1, seen: 0, hide, batch: second, in: 1, tellAt: Samples.noon)
            let fresh = try transaction.decide(1, seen: first, hide, batch: second, in: 1, tellAt: Samples.noon)
            return both + [stale, fresh]
        }
        #expect(decided == [true, true, false, true], "who saw an older decision decides nothing")
        #expect(try await Self.names(database) == ["Wei -", "Amina Because."])
        #expect(try await database.read { try $0.waitingCaseCount(of: 1, upTo: 9) } == 0)
        #expect(try await database.read { try $0.lastDisplayBatch(of: 8, in: 1)?.verdict } == hide)
        let reversed = try await database.write { transaction in
            [
                try transaction.reverse(1, batch: 1, in: 1), try transaction.reverse(1, batch: 2, in: 1),
                try transaction.reverse(1, batch: 2, in: 1), try transaction.reverse(1, batch: 1, in: 1),
            ]
        }
        #expect(reversed == [false, true, false, true], "step by step, the last one first")
        #expect(try await Self.names(database) == ["Wei -", "Amina Because."])
        let first = try await database.read { try $0.displayCase(of: 1, in: 1) }
        #expect(first?.isWaiting == true && first?.extent == DisplayExtent.none && first?.batch == 0)
        _ = folder
    }

    @Test(arguments: TestDatabase.all)
    func `several reports of one name are one case with a count, and hide nothing`(_ kind: TestDatabase) async throws {
        let (database, folder) = try await Self.prepared(kind)
        let report = try NameReport(reason: "insult", words: "Look")
        let answers = try await database.write { transaction in
            try transaction.saveDisplays([(3, Samples.place(3), Samples.shown("Wei"))], in: 1)
            return try (0..<30).map { number in
                let place = number == 29 ? Samples.place(4) : Samples.place(3)
                return try transaction.addReport(report, at: place, in: 1, day: Samples.noon.day, keeping: 20)
            }
        }
        #expect(answers.count { $0 } == 29, "nothing is shown at the last place")
        let (cases, reports) = try await database.read {
            (try $0.waitingCases(after: nil, of: 1, limit: 9), try $0.reports(of: 3, in: 1))
        }
        #expect(cases.map(\.reports) == [29] && cases.first?.extent == .all && reports.count == 20)
        #expect(try await database.read { try $0.publicNames(in: 1, limit: 9).count } == 1)
        _ = folder
    }

    @Test(arguments: TestDatabase.all)
    func `erasing leaves no comment, no case, no report and no decision`(_ kind: TestDatabase) async throws {
        let (database, folder) = try await Self.prepared(kind)
        let hide = try DisplayVerdict(.hideComment, because: .insult)
        let report = try NameReport(reason: "insult", words: "Look")
        try await database.write { transaction in
            for id in [Int64(1), 2] {
                try transaction.saveDisplays([(id, Samples.place(id), Self.held(.name))], in: 1)
                let batch = try transaction.beginDisplayBatch(hide, by: 7, in: 1, at: Samples.noon)
                _ = try transaction.decide(id, seen: 0, hide, batch: batch, in: 1, tellAt: Samples.noon)
                _ = try transaction.addReport(report, at: Samples.place(id), in: 1, day: Samples.noon, keeping: 20)
            }
            let fine = ChosenDisplay(name: "Wei", comment: "Fine.")
            try transaction.saveDisplays([(3, Samples.place(3), fine)], in: 1)
            try transaction.eraseDisplay(of: 1, in: 1)
        }
        @Sendable func rows(_ transaction: any Transaction) throws -> [Int64] {
            try ["display_case", "display_step", "name_report"].map { table in
                let query = Query(built: "SELECT COUNT(*) AS n FROM \(table)")
                return try Samples.required(try transaction.row(query)).integer("n")
            }
        }
        #expect(try await database.read(rows) == [1, 1, 1])
        #expect(try await database.read { try $0.publicNames(in: 1, limit: 9).count } == 2)
        // The deletion day takes what is left, and the names that are shown stay.
        let rounds = try await database.write { transaction in
            try (0..<4).map { _ in try transaction.deleteRemains(of: 1, limit: 1) }
        }
        #expect(rounds.last == 0 && rounds.first != 0)
        #expect(try await database.read(rows) == [0, 0, 0])
        let left = try await database.read { try $0.publicNames(in: 1, limit: 9).map { $0?.comment } }
        #expect(left == [nil, nil])
        _ = folder
    }

    @Test(arguments: TestDatabase.all)
    func `a comment that is taken back ends the case about it, unless the name was reported`(
        _ kind: TestDatabase
    ) async throws {
        let (database, folder) = try await Self.prepared(kind)
        let report = try NameReport(reason: "pretence", words: "Look")
        try await database.write { transaction in
            for id in [Int64(1), 2] {
                try transaction.saveDisplays([(id, Samples.place(id), Self.held(.name))], in: 1)
            }
            _ = try transaction.addReport(report, at: Samples.place(2), in: 1, day: Samples.noon, keeping: 20)
            for id in [Int64(1), 2] { try transaction.eraseComment(of: id, in: 1) }
        }
        let cases = try await database.read { try $0.waitingCases(after: nil, of: 1, limit: 9) }
        #expect(cases.map(\.signatureID) == [2] && cases.first?.comment == nil && cases.first?.extent == .all)
        _ = folder
    }

    @Test func `pages of names and of the queue are read by an index, however long the lists`() async throws {
        let (database, folder) = try await Self.prepared(.sqlite)
        let statements: [Query] = [
            """
            EXPLAIN QUERY PLAN SELECT day, shuffle, name, comment FROM public_name
            WHERE petition_id = 1 AND (day, shuffle) < (5, 5)
            ORDER BY day DESC, shuffle DESC, signature_id DESC LIMIT 5
            """,
            """
            EXPLAIN QUERY PLAN SELECT * FROM display_case WHERE petition_id = 1 AND is_waiting = 1
                AND (since, shuffle) > (5, 5) ORDER BY since, shuffle LIMIT 5
            """,
            """
            EXPLAIN QUERY PLAN SELECT * FROM display_case WHERE petition_id = 1 AND batch > 0
                AND (batch, shuffle) < (5, 5) ORDER BY batch DESC, shuffle DESC LIMIT 5
            """,
            "EXPLAIN QUERY PLAN SELECT * FROM display_case WHERE petition_id = 1 AND day = 5 AND shuffle = 5",
            "EXPLAIN QUERY PLAN SELECT * FROM display_case WHERE tell_at IS NOT NULL AND tell_at <= 5 ORDER BY tell_at",
            """
            EXPLAIN QUERY PLAN SELECT signature_id FROM public_name WHERE petition_id = 1 AND comment IS NOT NULL LIMIT 5
            """,
        ]
        for statement in statements {
            let plan = try await database.read { try $0.rows(statement).map { try $0.text("detail") } }
            #expect(plan.count == 1 && plan.allSatisfy { $0.hasPrefix("SEARCH") || $0.contains("INDEX") }, "\(plan)")
        }
        _ = folder
    }
}
