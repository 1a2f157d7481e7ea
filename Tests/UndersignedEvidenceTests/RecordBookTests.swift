import Testing
import UndersignedEvidence

struct RecordBookTests {
    private func record(
        _ award: String,
        _ modification: String?,
        _ cents: Int64?,
        value: Int64? = nil,
        day: Int = 1,
        class awardClass: AwardClass = .award,
        source: RecordSource = .usaspendingTransaction,
        currency: CurrencyCode = .dollars
    ) -> ContractRecord {
        var record = ContractRecord(
            source: source,
            award: AwardIdentifier(award),
            awardClass: awardClass,
            amounts: Amounts(
                currency: currency,
                obligated: cents.map(Amount.init),
                currentValue: value.map(Amount.init)
            ),
            supplier: Supplier(name: "ACME LLC"),
            line: day
        )
        record.modification = modification
        record.actionDate = CalendarDay(year: 2_025, month: 1, day: day)
        return record
    }

    private func book(_ records: [ContractRecord]) -> RecordBook {
        var book = RecordBook()
        for record in records { book.enter(record) }
        return book
    }

    @Test func `two modifications with the same amount are two records`() {
        let listed = book([record("A", "P00009", 2_989_823_600), record("A", "P00012", 2_989_823_600, day: 2)])
            .sum(.obligated) { _ in true }
        #expect(listed.sum.cents(.dollars, .award) == 5_979_647_200)
        #expect(listed.records.map(\.modification) == ["P00009", "P00012"])
    }

    @Test func `the same record again is a repeat, wherever it stands in the file`() {
        var book = RecordBook()
        var again = record("A", "0", 100)
        #expect(book.enter(again) == .new)
        again.line = 999
        #expect(book.enter(again) == .repeated)
        #expect(book.records.count == 1)
    }

    @Test func `another content under the same modification is told, and not added`() {
        var book = book([record("A", "0", 100, day: 7)])
        #expect(book.enter(record("A", "0", 200, day: 7)) == .contradicting(line: 7))
        #expect(book.sum(.obligated) { _ in true }.sum.cents(.dollars, .award) == 100)
    }

    @Test func `a later file corrects an earlier one`() {
        var book = book([record("A", "0", 100)])
        book.settle()
        #expect(book.enter(record("A", "0", 250)) == .revised)
        #expect(book.sum(.obligated) { _ in true }.sum.cents(.dollars, .award) == 250)
    }

    @Test func `awards, orders and vehicles are not added`() {
        let sum = book([
            record("A", "0", 1, class: .award), record("B", "0", 10, class: .order),
            record("C", "0", 100, class: .vehicle),
        ]).sum(.obligated) { _ in true }.sum
        #expect(AwardClass.allCases.map { sum.cents(.dollars, $0) } == [1, 10, 100])
    }

    @Test func `a de-obligation is taken away`() {
        let sum = book([record("A", "0", 500), record("A", "1", -700, day: 2)]).sum(.obligated) { _ in true }.sum
        #expect(sum.cents(.dollars, .award) == -200)
    }

    @Test func `of an award's value the latest statement counts once`() {
        let listed = book([
            record("A", "P00010", 0, value: 900, day: 3), record("A", "P00002", 0, value: 500, day: 2),
            record("A", "P00009", 0, value: 800, day: 3), record("B", "0", 0, value: 50),
        ]).sum(.currentValue) { _ in true }
        #expect(listed.sum.cents(.dollars, .award) == 950)
        #expect(listed.records.map(\.modification) == ["P00010", "0"])
    }

    @Test func `an award that is told as a whole is not added to its actions`() {
        let sum = book([
            record("A", "0", 100), record("A", "1", 50), record("A", nil, 150, source: .usaspendingAward),
            record("B", nil, 7, source: .usaspendingAward),
        ]).sum(.obligated) { _ in true }.sum
        #expect(sum.cents(.dollars, .award) == 157)
    }

    @Test func `currencies are kept apart`() throws {
        let pounds = try #require(CurrencyCode("GBP"))
        let sum = book([record("A", "0", 100), record("B", "0", 7, currency: pounds)]).sum(.obligated) { _ in true }.sum
        #expect(sum.currencies.map(\.text) == ["GBP", "USD"])
        #expect(sum.columnCents(pounds) == 7)
    }

    @Test func `a file that is refused leaves nothing behind`() {
        var index = RecordIndex()
        #expect(index.enter(record("A", "0", 1)) == .new)
        index.settle()
        #expect(index.enter(record("B", "0", 1)) == .new)
        index.revert()
        #expect(index.enter(record("B", "0", 1)) == .new)
        #expect(index.enter(record("A", "0", 1)) == .repeated)
    }
}
