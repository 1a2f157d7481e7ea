import Testing
import UndersignedCore

struct OpeningDatesTests {
    @Test(arguments: [
        ("", "", nil, nil), ("2018-06-20", "", nil, nil), ("2018-06-21", "", 12, nil), ("", "2018-06-20", nil, 12),
        ("2018-06-22", "2018-06-22", 36, 60), ("2018-06-20T14Z", "", 2, nil),
    ])
    func `a day to come is one, today is at once`(opens: String, closes: String, from: Int64?, to: Int64?) throws {
        let dates = try OpeningDates(opens: opens, closes: closes, now: WritingSamples.noon)
        #expect(dates.opensAt == from.map { WritingSamples.noon + .seconds($0 * 3_600) })
        #expect(dates.closesAt == to.map { WritingSamples.noon + .seconds($0 * 3_600) })
    }

    @Test(arguments: [
        ("2018-06-19", "", OpeningDates.Refusal.opening), ("soon", "", .opening), ("2018-02-30", "", .opening),
        ("", "2018-06-19", .closing), ("", "never", .closing), ("2018-06-25", "2018-06-24", .closing),
    ])
    func `what has passed, and an end before the beginning, is refused`(
        opens: String,
        closes: String,
        refusal: OpeningDates.Refusal
    ) {
        #expect(throws: refusal) { try OpeningDates(opens: opens, closes: closes, now: WritingSamples.noon) }
    }
}
