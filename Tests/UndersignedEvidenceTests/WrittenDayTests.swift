import Testing
import UndersignedEvidence

struct WrittenDayTests {
    @Test(arguments: [
        "2018-06-20", "2018-06-20 00:00:00", "2018-06-20T10:30:00Z", "2018-06-20T10:30:00+01:00", "20180620",
        "2018/06/20",
        "20.06.2018", "20/06/2018", "20/06/2018 0:00", "20/06/18 00:00", "20-06-2018",
    ])
    func `a date is read in each form`(text: String) {
        #expect(WrittenDay(text)?.day(in: .dayFirst)?.text == "2018-06-20")
    }

    @Test func `the file's order decides where two are possible`() {
        #expect(WrittenDay("3/4/2018")?.day(in: .dayFirst)?.text == "2018-04-03")
        #expect(WrittenDay("3/4/2018")?.day(in: .monthFirst)?.text == "2018-03-04")
        #expect(WrittenDay("3.4.2018")?.day(in: .monthFirst)?.text == "2018-04-03")
        #expect(WrittenDay("2018-03-04")?.day(in: .dayFirst)?.text == "2018-03-04")
        #expect(WrittenDay("12/22/17")?.day(in: .dayFirst) == nil)
    }

    @Test(arguments: [
        ("27/02/2018", DateOrder.dayFirst), ("12/22/17", .monthFirst), ("3/4/2018", nil), ("31/31/2018", nil),
    ])
    func `a number above twelve shows the order`(text: String, order: DateOrder?) {
        #expect(WrittenDay(text)?.order == order)
    }

    @Test func `years of two digits are of this century up to 69`() {
        #expect(WrittenDay("1/2/69")?.day(in: .dayFirst)?.year == 2_069)
        #expect(WrittenDay("1/2/70")?.day(in: .dayFirst)?.year == 1_970)
    }

    @Test(arguments: [
        "", "2018", "2018-06", "June 2018", "1/2/3/4", "2018-06-20x", "1/2-2018", "123/1/2018", "1/2/018",
    ])
    func `what is no date is none`(text: String) {
        #expect(WrittenDay(text) == nil)
    }
}
