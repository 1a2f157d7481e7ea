import Testing
import UndersignedCore

/// U-30: explicit choice, then `Accept-Language`, then the default.
struct LanguageNegotiationTests {
    private static let offered = ["en", "de", "fr", "pt-BR", "zh-Hans", "zh-Hant", "ar"]

    private func choice(_ header: String?, explicit: String? = nil, among tags: [String] = offered) throws -> String {
        let offers = try tags.map { try #require(LanguageTag($0)) }
        return LanguageNegotiation.choose(
            explicit: explicit,
            acceptLanguage: header,
            offered: offers,
            fallback: .english
        ).text
    }

    @Test(arguments: [
        ("de", "de"), ("de-CH", "de"), ("de-CH-1996", "de"), ("DE-ch", "de"), ("fr;q=0.4, de;q=0.8", "de"),
        ("de;q=0.4,fr;q=0.8", "fr"), ("fr;q=0.8,de;q=0.8", "fr"), ("es, de;q=0.1", "de"), ("es", "en"), ("", "en"),
        ("*", "en"), ("*;q=0.5, ar;q=0.1", "ar"), ("pt-BR", "pt-BR"), ("pt", "pt-BR"), ("pt-PT", "pt-BR"),
        ("pt-PT, fr;q=0.5", "fr"), ("zh-TW", "zh-Hant"), ("zh-HK", "zh-Hant"), ("zh-CN", "zh-Hans"), ("zh", "zh-Hans"),
        ("zh-Hant-MO", "zh-Hant"), ("de;q=0, fr;q=0.2", "fr"), ("de;q=0", "en"), ("de;q=0.000,fr", "fr"),
        ("de;q=1.001, fr;q=0.1", "fr"), ("de;q=2, fr;q=0.1", "fr"), ("de;q=, fr;q=0.1", "fr"),
        ("de;q=0.8888, fr;q=0.1", "fr"), ("de;level=1, fr;q=0.1", "fr"), ("de ; q=0.9 , fr", "fr"), ("de;Q=0.9", "de"),
        ("en-a-bbb, de", "en"), ("ar-EG,ar;q=0.9,en;q=0.5", "ar"), (", ,,de", "de"), ("\u{0}de, fr", "fr"),
        ("de_DE, fr", "fr"), ("i-klingon, x-pig, de", "de"), ("de\r\nX: y, fr", "fr"),
    ])
    func `the best offered language is chosen`(header: String, expected: String) throws {
        #expect(try choice(header) == expected)
    }

    @Test func `an explicit choice goes before the header, where it is offered`() throws {
        #expect(try choice("de", explicit: "fr") == "fr")
        #expect(try choice("de", explicit: "fr-CA") == "fr")
        #expect(try choice("de", explicit: "es") == "de")
        #expect(try choice("de", explicit: "../../etc/passwd") == "de")
        #expect(try choice(nil, explicit: nil) == "en")
        #expect(try choice("de", among: []) == "en")
    }

    /// S-10: one pass, and no more than 32 ranges are weighed.
    @Test(arguments: ["de;q=0.5,", ",", ";", "a-", "de;q=", "zh-Hant-", "*,", " ", "\u{301}", "q=1;"])
    func `a hostile header of 64 kB is read like any other`(piece: String) throws {
        let header = String(repeating: piece, count: 65_536 / piece.utf8.count)
        #expect(["en", "de"].contains(try choice(header)))
        #expect(try choice("fr, " + header) == "fr")
    }
}
