import Testing
import UndersignedEvidence

struct WrittenAmountTests {
    @Test(arguments: [
        ("0", 0), ("850361073.0", 85_036_107_300), ("-18000.0", -1_800_000), ("105602082.78", 10_560_208_278),
        ("1.5", 150), (".5", 50), ("7.", 700), ("$1,234.50", 123_450), ("-$1,234.50", -123_450), ("$-3", -300),
        ("(1,234.50)", -123_450), ("1,234.50-", -123_450), ("+12", 1_200), ("1.2E+7", 1_200_000_000), ("12e-2", 12),
        ("4510029.1700000", 451_002_917), ("1 234.50", 123_450), ("92233720368547758.07", Int64.max),
    ])
    func `an amount with a point is read to the cent`(text: String, cents: Int64) {
        let written = WrittenAmount(text, mark: .point)
        #expect(written?.amount.cents == cents)
        #expect(written?.isRounded == false)
    }

    @Test(arguments: [
        ("1.234,50", 123_450), ("-1234,5", -123_450), ("1.234", 123_400), ("12.345.678,9", 1_234_567_890),
        ("1 234,50 ", nil), ("€ 12,00", 1_200), ("1\u{A0}234,50", 123_450),
    ])
    func `an amount with a comma is read to the cent`(text: String, cents: Int64?) {
        #expect(WrittenAmount(text, mark: .comma)?.amount.cents == cents)
    }

    @Test(arguments: [
        "", "-", "12x", "1.2.3", "1,23,4.5.6", "N/A", "12 USD", "--1", "1e99", "92233720368547758.08", "1-2", "0x10",
    ])
    func `what is no amount is none`(text: String) {
        #expect(WrittenAmount(text, mark: .point) == nil)
    }

    @Test(arguments: [("0.125", 12), ("0.135", 14), ("0.1251", 13), ("-0.126", -13), ("0.001", 0), ("2E-5", 0)])
    func `further decimals are rounded half to even, and told`(text: String, cents: Int64) {
        let written = WrittenAmount(text, mark: .point)
        #expect(written?.amount.cents == cents)
        #expect(written?.isRounded == true)
    }

    @Test(arguments: [
        ("1.5", DecimalMark.point), ("1,5", .comma), ("1,234.5", .point), ("1.234,5", .comma), ("1,234,567", .point),
        ("1.234.567", .comma), ("12.3456", .point), ("1.234", nil), ("1,234", nil), ("12", nil),
    ])
    func `an amount shows its sign, or does not`(text: String, mark: DecimalMark?) {
        #expect(WrittenAmount.mark(in: text) == mark)
    }
}
