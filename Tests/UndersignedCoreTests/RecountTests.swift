import Testing
import TransparencyLog
import UndersignedCore

// DESIGN.md 11.8, each rule broken once.
struct RecountTests {
    private static let hour = Moment(seconds: 1_529_503_200)
    private static let start: [LogEntry] = [
        .petition(documentHash: LogEntrySamples.hash(0)), .opened, .hour(hour),
        .signedMail(commitment: LogEntrySamples.hash(1)),  // 3
        .signedPaper(sheetHash: LogEntrySamples.hash(2), lines: 25),  // 4
        .signedOrganisation(commitment: LogEntrySamples.hash(3)),  // 5
        .member(token: LogEntrySamples.token),  // 6
    ]

    private static func recount(_ entries: [LogEntry]) throws(RecountProblem) -> Recount {
        var recount = Recount()
        for (index, entry) in entries.enumerated() {
            try recount.add(entry, at: UInt64(index))
        }
        return recount
    }

    @Test func `classes are counted apart, a sheet with its lines`() throws {
        let recount = try Self.recount(Self.start)
        #expect(recount.counts == Counts(mail: 1, org: 1, member: 1, paper: 25))
        #expect(recount.counts.total == 28)
        #expect(recount.size == 7)
        #expect(recount.isOpen)
        #expect(recount.documentHash == LogEntrySamples.hash(0))
    }

    @Test func `a removal takes the whole weight from its class and from the hour it happens in`() throws {
        let recount = try Self.recount(
            Self.start + [
                .hour(Self.hour + .hours(3)), .removed(index: 4, reason: .order),
                .removed(index: 3, reason: .withdrawn),
            ]
        )
        #expect(recount.counts == Counts(mail: 0, org: 1, member: 1, paper: 0, removed: 26))
        #expect(recount.counts.total == 2)
        #expect(recount.hours.map(\.net) == [28, -26])
        #expect(recount.hours.map(\.mark.text) == ["2018-06-20T14Z", "2018-06-20T17Z"])
    }

    @Test func `days are a series as well`() throws {
        let recount = try Self.recount([
            Self.start[0], .day(Self.hour), Self.start[3], .day(Self.hour + .days(1)), Self.start[5],
        ])
        #expect(recount.hours.map(\.mark.text) == ["2018-06-20", "2018-06-21"])
        #expect(recount.hours.map(\.net) == [1, 1])
    }

    @Test func `versions of the text follow each other`() throws {
        let second = LogEntry.text(version: 2, documentHash: LogEntrySamples.hash(9))
        let third = LogEntry.text(version: 3, documentHash: LogEntrySamples.hash(10))
        #expect(try Self.recount(Self.start + [second, third]).textVersion == 3)
        expect(.wrongTextVersion(expected: 2), adding: third)
        #expect(throws: RecountProblem.wrongTextVersion(expected: 3)) {
            try Self.recount(Self.start + [second, second])
        }
    }

    @Test func `a log begins with its petition, and has one`() {
        #expect(throws: RecountProblem.noPetitionFirst) { try Self.recount([.opened]) }
        #expect(throws: RecountProblem.noPetitionFirst) { try Self.recount([Self.start[3]]) }
        expect(.secondPetition, adding: Self.start[0])
    }

    @Test func `entries are read in order`() throws {
        var recount = try Self.recount(Self.start)
        #expect(throws: RecountProblem.notNext(expected: 7)) { try recount.add(.closed, at: 8) }
        #expect(throws: RecountProblem.notNext(expected: 7)) { try recount.add(.closed, at: 6) }
    }

    @Test func `the clock only goes forward, in one unit`() {
        expect(.clockWentBack, adding: .hour(Self.hour))
        expect(.clockWentBack, adding: .hour(Self.hour - .hours(1)))
        expect(.clockWentBack, adding: .hour(Self.hour + .minutes(59)))
        expect(.mixedClocks, adding: .day(Self.hour + .days(2)))
    }

    @Test func `nothing counts before the first hour`() {
        #expect(throws: RecountProblem.beforeFirstMark) { try Self.recount([Self.start[0], Self.start[3]]) }
    }

    @Test func `a removal names an earlier entry that counts, once`() {
        expect(.notEarlier(index: 7), adding: .removed(index: 7, reason: .order))
        expect(.notEarlier(index: .max), adding: .removed(index: .max, reason: .order))
        expect(.notCounting(index: 0), adding: .removed(index: 0, reason: .order))
        expect(.notCounting(index: 2), adding: .removed(index: 2, reason: .order))
        #expect(throws: RecountProblem.alreadyRemoved(index: 3)) {
            try Self.recount(
                Self.start + [.removed(index: 3, reason: .bounced), .removed(index: 3, reason: .withdrawn)]
            )
        }
        #expect(throws: RecountProblem.notCounting(index: 7)) {
            try Self.recount(
                Self.start + [.removed(index: 3, reason: .bounced), .removed(index: 7, reason: .withdrawn)]
            )
        }
    }

    @Test func `an amendment names an earlier entry that counts and was not removed`() throws {
        let amended = LogEntry.amended(index: 3, commitment: LogEntrySamples.hash(4))
        #expect(try Self.recount(Self.start + [amended, amended]).counts.total == 28)
        expect(.notCounting(index: 1), adding: .amended(index: 1, commitment: LogEntrySamples.hash(4)))
        expect(.notEarlier(index: 9), adding: .amended(index: 9, commitment: LogEntrySamples.hash(4)))
        #expect(throws: RecountProblem.alreadyRemoved(index: 3)) {
            try Self.recount(Self.start + [.removed(index: 3, reason: .bounced), amended])
        }
    }

    @Test func `a member token counts once`() {
        expect(.repeatedToken, adding: .member(token: LogEntrySamples.token))
    }

    @Test func `what is refused changes nothing`() throws {
        var recount = try Self.recount(Self.start)
        for wrong in [LogEntry.removed(index: 9, reason: .order), .member(token: LogEntrySamples.token)] {
            #expect(throws: RecountProblem.self) { try recount.add(wrong, at: 7) }
        }
        #expect(recount.counts.total == 28)
        #expect(recount.size == 7)
        try recount.add(.removed(index: 6, reason: .order), at: 7)
        #expect(recount.counts.member == 0)
    }

    private func expect(
        _ problem: RecountProblem,
        adding entry: LogEntry,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(throws: problem, sourceLocation: sourceLocation) { try Self.recount(Self.start + [entry]) }
    }
}
