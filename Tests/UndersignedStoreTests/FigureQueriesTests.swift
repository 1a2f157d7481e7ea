import Testing
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// The contract of the queries behind organisers' figures, on every real database.
@Suite struct FigureQueriesTests {
    private static let day = Samples.noon.day

    private static func prepared(_ kind: TestDatabase) async throws -> (any TransactionalDatabase, TestFolder) {
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        _ = try await database.write { transaction in
            _ = try transaction.saveDraft(Samples.library, campaignID: nil)
            return try transaction.saveDraft(Samples.petition("another"), campaignID: nil)
        }
        return (database, folder)
    }

    private static func pending(_ number: UInt8, at now: Moment = Samples.noon) -> PendingSignature {
        PendingSignature(
            petitionID: 1,
            tag: [UInt8](repeating: number, count: 32),
            tokenHash: [UInt8](repeating: number, count: 32),
            requestKey: nil,
            box: [1, 2, 3],
            source: number > 100 ? "readers" : nil,
            now: now
        )
    }

    @Test(arguments: TestDatabase.all)
    func `figures add up by dimension, time and value, and of one petition alone`(_ kind: TestDatabase) async throws {
        let (database, folder) = try await Self.prepared(kind)
        let (rows, totals, others) = try await database.write { transaction in
            for (start, value, added, removed) in [
                (Self.day, "readers", 3, 0), (Self.day, "", 1, 0), (Self.day, "readers", 2, 1),
                (Self.day - .days(1), "readers", 7, 0),
            ] {
                let row = FigureRow(start: start, value: value, added: added, removed: removed)
                try transaction.addFigure(.source, row, of: 1)
            }
            try transaction.addFigure(.domain, FigureRow(start: Self.day, value: "readers", added: 20), of: 1)
            return (
                try transaction.figures(.source, of: 1, from: Self.day),
                try transaction.figureTotals(.source, of: 1), try transaction.figureTotals(.source, of: 2)
            )
        }
        #expect(
            rows == [
                FigureRow(start: Self.day, value: "", added: 1),
                FigureRow(start: Self.day, value: "readers", added: 5, removed: 1),
            ]
        )
        #expect(totals == ["": 1, "readers": 11] && others.isEmpty)
        _ = folder
    }

    @Test(arguments: TestDatabase.all)
    func `what waits is counted by day of asking and by how long mail has been due`(_ kind: TestDatabase) async throws {
        let (database, folder) = try await Self.prepared(kind)
        let now = Samples.noon
        let (found, stored, none) = try await database.write { transaction in
            for (number, day) in [(1, 0), (2, 0), (3, 2)] as [(UInt8, Int64)] {
                _ = try transaction.insertPending(Self.pending(number, at: now - .days(day)))
            }
            for (number, due) in [0, 120, 600, 7_200, -3_600].enumerated() {
                try transaction.rows(
                    """
                    INSERT INTO outbox (petition_id, kind, message_id, key_hour, state, attempts, due_at, queued_at)
                    VALUES (1, 'confirm', \("m\(number)"), 0, 'waiting', 0, \(now.seconds - Int64(due)), 0)
                    """
                )
            }
            let found = try transaction.countWaiting(of: 1, at: now)
            try transaction.replaceGauges(found, of: 1, at: now)
            try transaction.replaceGauges(found, of: 1, at: now)
            try transaction.replaceGauges([], of: 2, at: now)
            return (found, try transaction.gauges(of: 1), try transaction.gauges(of: 2))
        }
        let amounts = Dictionary(found.map { ("\($0.name) \($0.start.seconds)", $0.amount) }) { $1 }
        #expect(
            amounts == [
                "pending \(now.day.seconds)": 2, "pending \((now - .days(2)).day.seconds)": 1, "mailFresh 0": 2,
                "mailHour 0": 1, "mailLate 0": 1, "mailAgain 0": 1, "mailOldest 0": 7_200,
            ]
        )
        #expect(Set(stored) == Set(found))
        #expect(none == [Gauge(name: .pending, amount: 0, readAt: now)], "that it was read is known")
        _ = folder
    }

    @Test(arguments: TestDatabase.all)
    func `what expires is noted under the day on which it was asked for`(_ kind: TestDatabase) async throws {
        let (database, folder) = try await Self.prepared(kind)
        let rows = try await database.write { transaction in
            for (number, day) in [(1, 9), (2, 9), (3, 8), (4, 1)] as [(UInt8, Int64)] {
                _ = try transaction.insertPending(Self.pending(number, at: Samples.noon - .days(day)))
            }
            let count = try transaction.expirePending(before: Samples.noon - .days(7), in: 1, atMost: 1_000)
            #expect(count == 3)
            return try transaction.figures(.asked, of: 1)
        }
        #expect(rows.map(\.added) == [2, 1] && rows.allSatisfy { $0.value == "lapsed" })
        #expect(rows.map(\.start) == [Self.day - .days(9), Self.day - .days(8)])
        _ = folder
    }

    @Test(arguments: TestDatabase.all)
    func `a rule holds until it ends, and is there once`(_ kind: TestDatabase) async throws {
        let (database, folder) = try await Self.prepared(kind)
        let now = Samples.noon
        let (began, rules, left) = try await database.write { transaction in
            let began = [
                try transaction.beginHold(.domain("burst.example.org"), of: 1, at: now),
                try transaction.beginHold(.over(perHour: 30), of: 1, at: now),
                try transaction.beginHold(.domain("burst.example.org"), of: 1, at: now),
            ]
            let rules = try transaction.holdRules(of: 1)
            let ended = [try transaction.endHold(1, of: 1, at: now), try transaction.endHold(1, of: 1, at: now)]
            #expect(ended == [true, false])
            return (began, rules, try transaction.holdRules(of: 1))
        }
        #expect(began == [true, true, false])
        #expect(rules.map(\.scope) == [.domain("burst.example.org"), .over(perHour: 30)] && rules.map(\.id) == [1, 2])
        #expect(left.map(\.id) == [2])
        _ = folder
    }

    @Test(arguments: TestDatabase.all)
    func `a held row waits, and is counted, erased or asked again once`(_ kind: TestDatabase) async throws {
        let (database, folder) = try await Self.prepared(kind)
        let now = Samples.noon
        try await database.write { transaction in
            for number in [1, 102, 3] as [UInt8] {
                let id = try Samples.required(try transaction.insertPending(Self.pending(number)))
                let held = try transaction.keep(
                    tokenHash: [UInt8](repeating: number, count: 32),
                    in: 1,
                    as: .held,
                    entry: [number],
                    textVersion: 1,
                    logNumber: 1,
                    at: now
                )
                #expect(held == ClaimedSignature(source: number > 100 ? "readers" : nil, askedAt: now))
                let display = ChosenDisplay(name: "Person", comment: "Why", extent: .name, rule: .link)
                try transaction.saveHeldDisplay(display, of: id, shuffle: 7, in: 1)
            }
            #expect(try transaction.heldCount(of: 1, limit: 2) == 2)
            let waiting = try transaction.heldSignatures(of: 1, limit: 10)
            #expect(waiting.map(\.entry) == [[1], [102], [3]] && waiting.map(\.source) == [nil, "readers", nil])
            let placement = Placement(position: 4, number: 1, textVersion: 1)
            #expect(try transaction.release(waiting[0].id, in: 1, as: placement, at: now))
            #expect(try !transaction.release(waiting[0].id, in: 1, as: placement, at: now))
            let taken = try transaction.takeHeldDisplay(of: waiting[0].id, in: 1)
            #expect(taken?.display == ChosenDisplay(name: "Person", comment: "Why", extent: .name, rule: .link))
            #expect(taken?.shuffle == 7)
            try transaction.askAgain(waiting[1].id, in: 1, at: now)
            try transaction.erase(waiting[2].id, in: 1, state: .withdrawn, removedPosition: nil, at: now)
            #expect(try transaction.heldCount(of: 1, limit: 10) == 0)
            for held in waiting {
                #expect(try transaction.takeHeldDisplay(of: held.id, in: 1) == nil, "no name is left")
            }
            #expect(try transaction.signature(id: waiting[1].id, in: 1)?.state == .pending)
        }
        _ = folder
    }

    @Test(arguments: TestDatabase.all)
    func `a proposal is taken once, and forgotten in time`(_ kind: TestDatabase) async throws {
        let (database, folder) = try await Self.prepared(kind)
        let now = Samples.noon
        let order = CorrectionOrder(
            rule: CorrectionRule(domain: WildcardPattern("*.example.org"), from: now, until: now + .hours(1)),
            name: "burst",
            reason: "Because.",
            approval: .organisers("dana@example.org", second: nil)
        )
        let left = try await database.write { transaction in
            for age in [30, 2] as [Int64] {
                let then = now - .hours(age)
                try transaction.saveProposal(order, found: 9, of: 1, by: 4, at: then, forgetting: then - .hours(24))
            }
            let found = try transaction.proposals(of: 1, since: now - .hours(24))
            #expect(
                found.map(\.id) == [(now - .hours(2)).seconds] && found.map(\.order) == [order]
                    && found.map(\.proposedBy) == [4]
            )
            let id = try Samples.required(found.first?.id)
            let taken = [try transaction.takeProposal(id, of: 1), try transaction.takeProposal(id, of: 1)]
            #expect(taken == [true, false])
            return try transaction.proposals(of: 1, since: now - .days(9)).count
        }
        #expect(left == 0, "the old one went with the new one")
        _ = folder
    }
}
