import Testing
import UndersignedCore

/// Grouping and digits as CLDR 48 has them (U-11, U-34).
struct NumberTextTests {
    @Test(arguments: [
        ("en", "1,234", "12,345,678"), ("en-IN", "1,234", "1,23,45,678"), ("en-ZA", "1_234", "12_345_678"),
        ("de", "1.234", "12.345.678"), ("de-AT", "1_234", "12_345_678"), ("de-CH", "1’234", "12’345’678"),
        ("es", "1234", "12.345.678"), ("es-MX", "1,234", "12,345,678"), ("es-AR", "1.234", "12.345.678"),
        ("it", "1234", "12.345.678"), ("pt-BR", "1.234", "12.345.678"), ("pt-PT", "1234", "12_345_678"),
        ("fr", "1\u{202F}234", "12\u{202F}345\u{202F}678"), ("fr-CA", "1_234", "12_345_678"),
        ("nl", "1.234", "12.345.678"), ("sv", "1_234", "12_345_678"), ("fi", "1_234", "12_345_678"),
        ("pl", "1234", "12_345_678"), ("ru", "1_234", "12_345_678"), ("uk", "1_234", "12_345_678"),
        ("bg", "1234", "12_345_678"), ("lv", "1234", "12_345_678"), ("hu", "1234", "12_345_678"),
        ("tr", "1.234", "12.345.678"), ("ja", "1,234", "12,345,678"), ("zh-Hant", "1,234", "12,345,678"),
        ("hi", "1,234", "1,23,45,678"), ("bn", "১,২৩৪", "১,২৩,৪৫,৬৭৮"), ("mr", "१,२३४", "१,२३,४५,६७८"),
        ("he", "1,234", "12,345,678"), ("ur", "1,234", "12,345,678"), ("ar", "1,234", "12,345,678"),
        ("ar-EG", "١٬٢٣٤", "١٢٬٣٤٥٬٦٧٨"), ("ar-MA", "1.234", "12.345.678"), ("fa", "۱٬۲۳۴", "۱۲٬۳۴۵٬۶۷۸"),
        ("ckb", "١٬٢٣٤", "١٢٬٣٤٥٬٦٧٨"), ("my", "၁,၂၃၄", "၁၂,၃၄၅,၆၇၈"), ("zz", "1,234", "12,345,678"),
    ])
    func `a count is written as its language writes it`(tag: String, small: String, large: String) throws {
        let language = try #require(LanguageTag(tag))
        func spaced(_ text: String) -> String { String(text.map { $0 == "_" ? "\u{A0}" : $0 }) }
        #expect(NumberText.grouped(1_234, in: language) == spaced(small))
        #expect(NumberText.grouped(12_345_678, in: language) == spaced(large))
    }

    @Test func `short numbers, nought and numbers below it are written whole`() throws {
        let indian = try #require(LanguageTag("hi"))
        #expect(NumberText.grouped(0, in: .english) == "0")
        #expect(NumberText.grouped(999, in: .english) == "999")
        #expect(NumberText.grouped(-1_234, in: .english) == "-1,234")
        #expect(NumberText.grouped(123_456, in: indian) == "1,23,456")
        #expect(NumberText.grouped(.min, in: .english) == "-9,223,372,036,854,775,808")
    }

    @Test func `a day is in words in English and in figures elsewhere`() throws {
        let moment = try #require(CalendarDate("2018-06-20T23:59Z")).moment
        #expect(NumberText.dayText(moment, in: .english) == "20 June 2018")
        #expect(NumberText.dayText(moment, in: try #require(LanguageTag("de"))) == "2018-06-20")
    }
}
