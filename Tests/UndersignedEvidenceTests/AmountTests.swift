import Testing
import UndersignedEvidence

struct AmountTests {
    @Test(arguments: [
        (0, "0.00"), (5, "0.05"), (-5, "-0.05"), (-1_800_000, "-18000.00"), (8_109_869_032, "81098690.32"),
        (Int64.min, "-92233720368547758.08"),
    ])
    func `an amount is written to the cent`(cents: Int64, text: String) {
        #expect(Amount(cents: cents).text == text)
    }

    @Test func `kinds of amounts are kept apart`() {
        var amounts = Amounts(currency: .dollars)
        #expect(amounts.isEmpty)
        amounts[.currentValue] = Amount(cents: 100)
        #expect(AmountKind.allCases.map { amounts[$0]?.cents } == [nil, 100, nil])
        #expect(!amounts.isEmpty)
    }

    @Test(arguments: ["usd", "GBP", "pyg"])
    func `a currency has three letters`(text: String) {
        #expect(CurrencyCode(text)?.text == text.uppercased())
    }

    @Test(arguments: ["", "US", "USDX", "U1D", "€€€"])
    func `what is no currency is none`(text: String) {
        #expect(CurrencyCode(text) == nil)
    }

    @Test func `a day that does not exist is none`() {
        #expect(CalendarDay(year: 2_024, month: 2, day: 29)?.text == "2024-02-29")
        #expect(CalendarDay(year: 2_023, month: 2, day: 29) == nil)
        #expect(CalendarDay(year: 1_900, month: 2, day: 29) == nil)
        #expect(CalendarDay(year: 2_018, month: 13, day: 1) == nil)
    }
}
