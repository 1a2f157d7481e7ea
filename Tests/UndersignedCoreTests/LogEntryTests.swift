import Testing
import TransparencyLog
import UndersignedCore

struct LogEntryTests {
    @Test(arguments: LogEntrySamples.all)
    func `an entry reads back from its bytes, and prints them again`(entry: LogEntry) throws {
        #expect(try LogEntry(parsing: entry.bytes) == entry)
        #expect(try LogEntry(parsing: entry.bytes).bytes == entry.bytes)
    }

    // The public grammar: these lines may never change (DESIGN.md 4).
    @Test(arguments: [
        "undersigned/v1 petition AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "text 2 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "hour 2018-06-20T14Z",
        "day 2018-06-20",
        "signed mail AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "signed org AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "signed paper AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= 25",
        "removed 17 withdrawn",
        "removed 17 bounced",
        "removed 17 duplicate",
        "removed 17 invalid:not-a-person",
        "removed 17 order",
        "issued 12",
        "reveal",
        "amended 3 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "goal 1000 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "opened",
        "closed",
        "delivered AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "response AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "audit AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "note AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    ])
    func `the lines of the grammar are entries`(line: String) throws {
        let entry = try LogEntry(parsing: Array(line.utf8))
        #expect(String(decoding: entry.bytes, as: UTF8.self) == line)
    }

    @Test(arguments: [
        "", " ", "sign mail AAAA", "Opened", "opened ", " opened", "opened now", "opened\n", "reveal\r",
        "hours 2018-06-20",
        "undersigned/v2 petition AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "undersigned/v1 petition AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=",
        "undersigned/v1 petition AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "undersigned/v1 petition",
        "text 1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "text 02 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "hour 2018-06-20", "hour 2018-06-20T14:00Z", "hour 2018-02-30T14Z", "hour 2018-06-20T24Z", "hour",
        "day 2018-06-20T14Z", "day 2018-13-01", "day 2018-6-20",
        "signed mail AAAA", "signed  mail AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "signed", "signed mail",
        "signed post AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "signed mail AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= 2",
        "signed paper AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= 0",
        "signed paper AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= 1000001",
        "signed paper AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= 1 1",
        "member AAAA", "member", "removed 1", "removed -1 order", "removed +1 order", "removed 1 because",
        "removed 1 order ",
        "removed 1 invalid:", "removed 1 invalid:A", "removed 1 invalid:a b", "removed 99999999999999999999 order",
        "issued", "issued 1 2", "issued 1000000000000000000", "amended 1", "goal 5", "delivered x",
    ])
    func `anything else is refused`(line: String) {
        #expect(throws: MalformedEntry.self) { try LogEntry(parsing: Array(line.utf8)) }
    }

    @Test func `a verb that the grammar does not have is named as such`() {
        #expect(throws: MalformedEntry.unknownVerb) { try LogEntry(parsing: Array("retracted 5".utf8)) }
        #expect(throws: MalformedEntry.wrongFields(verb: "hour")) { try LogEntry(parsing: Array("hour noon".utf8)) }
    }

    @Test func `a moment is cut down to its hour or day`() {
        let moment = Moment(seconds: 1_529_503_200 + 1_799)
        #expect(LogEntry.hour(moment).bytes == Array("hour 2018-06-20T14Z".utf8))
        #expect(LogEntry.day(moment).bytes == Array("day 2018-06-20".utf8))
    }

    @Test func `what parses prints back byte for byte, over 100,000 mutations`() {
        var chance = SeededChance(seed: 4)
        let samples = LogEntrySamples.all.map(\.bytes)
        var parsed = 0
        for _ in 0..<100_000 {
            let bytes = LogEntrySamples.mutated(samples[Int(chance.next() % UInt64(samples.count))], by: &chance)
            guard let entry = try? LogEntry(parsing: bytes) else { continue }  // most mutations are refused
            parsed += 1
            guard entry.bytes == bytes else {
                Issue.record("\(bytes) parsed as \(entry)")
                return
            }
        }
        // Cut and replaced digits leave entries behind; without any, the loop would have compared nothing.
        #expect(parsed > 100)
    }

    @Test func `classes and weights follow the verb`() {
        #expect(LogEntry.signedMail(commitment: LogEntrySamples.hash(1)).signatureClass == .mail)
        #expect(LogEntry.signedOrganisation(commitment: LogEntrySamples.hash(1)).signatureClass == .organisation)
        #expect(LogEntry.member(token: LogEntrySamples.token).weight == 1)
        #expect(LogEntry.signedPaper(sheetHash: LogEntrySamples.hash(1), lines: 25).weight == 25)
        #expect(LogEntry.opened.signatureClass == nil)
        #expect(LogEntry.opened.weight == 0)
    }
}
