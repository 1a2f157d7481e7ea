import Testing
import UndersignedCore

struct CatalogueTests {
    private static let english = #"""
        {"sign.button": "Sign this petition", "greeting": "Hello {name}, from {place}",
         "count": {"one": "{count} signature", "other": "{count} signatures"}, "odd": "a { b {} {no name} {x"}
        """#
    private static let polish = #"""
        {"sign.button": "Podpisz petycję",
         "count": {"one": "{count} podpis", "few": "{count} podpisy", "many": "{count} podpisów", "other": "{count}"}}
        """#

    private func base() throws -> Catalogue {
        try Catalogue(language: .english, files: [Array(Self.english.utf8)])
    }

    private func translated() throws -> Catalogue {
        let polish = try #require(LanguageTag("pl"))
        return try Catalogue(language: polish, files: [Array(Self.polish.utf8)], base: try base())
    }

    @Test func `a text is found by its key and filled in`() throws {
        let catalogue = try base()
        #expect(catalogue.text("sign.button") == "Sign this petition")
        #expect(catalogue.text("greeting", ["name": "Amina", "place": "Bern"]) == "Hello Amina, from Bern")
        #expect(catalogue.text("odd", ["x": "!"]) == "a { b {} {no name} {x")
    }

    @Test func `a value is never read as a text with names`() throws {
        let filled = try base().text("greeting", ["name": "{place}", "place": "<b>"])
        #expect(filled == "Hello {place}, from <b>")
        #expect(try base().text("greeting", ["name": "Amina"]) == "Hello Amina, from {place}")
    }

    @Test(arguments: [(0, "0 podpisów"), (1, "1 podpis"), (22, "22 podpisy"), (12_345, "12\u{A0}345 podpisów")])
    func `a plural takes the form and the number of its language`(count: Int, text: String) throws {
        #expect(try translated().plural("count", count) == text)
    }

    // U-31
    @Test func `a missing translation falls back and says in which language it is`() throws {
        let found = try translated().lookup("greeting", ["name": "A", "place": "B"])
        #expect(found.text == "Hello A, from B")
        #expect(found.isFallback)
        #expect(found.language == .english)
        let own = try translated().lookup("sign.button")
        #expect(!own.isFallback)
        #expect(own.language.text == "pl")
    }

    @Test func `a plural that falls back keeps the rules of its own language`() throws {
        let polish = try #require(LanguageTag("pl"))
        let catalogue = try Catalogue(language: polish, files: [Array("{}".utf8)], base: try base())
        #expect(catalogue.plural("count", 12_345) == "12,345 signatures")
        #expect(catalogue.lookup("count", count: 1).isFallback)
    }

    @Test func `a key that nobody wrote shows itself in brackets`() throws {
        #expect(try translated().text("nowhere") == "⟦nowhere⟧")
        #expect(try translated().plural("nowhere", 3) == "⟦nowhere⟧")
    }

    @Test func `files of one language are joined, and a key given twice is refused`() throws {
        let more = Array(#"{"more": "More"}"#.utf8)
        let joined = try Catalogue(language: .english, files: [Array(Self.english.utf8), more])
        #expect(joined.keys == ["sign.button", "greeting", "count", "odd", "more"])
        let fault = #expect(throws: Catalogue.Malformed.self) {
            _ = try Catalogue(language: .english, files: [more, more])
        }
        #expect(fault?.detail == "key ‘more’ is given twice")
    }

    @Test(arguments: [
        "", "[]", "{\"a\": 1}", "{\"a\": {\"b\": {\"c\": \"d\"}}}", "{\"a\": {\"one\": \"x\"}}",
        "{\"a\": {\"other\": \"x\", \"several\": \"y\"}}", "{\"a\": null}",
    ])
    func `what is no catalogue is refused`(json: String) {
        #expect(throws: Catalogue.Malformed.self) {
            _ = try Catalogue(language: .english, files: [Array(json.utf8)])
        }
    }

    // U-33
    @Test func `the pseudo-locale is longer, accented and bracketed, and keeps its names`() throws {
        let pseudo = try base().pseudo
        #expect(pseudo.language.text == "en-XA")
        let button = pseudo.text("sign.button")
        #expect(button.hasPrefix("⟦Šîĝñ") && button.hasSuffix("⟧"))
        #expect(button.count >= "Sign this petition".count * 14 / 10)
        #expect(pseudo.text("greeting", ["name": "Amina", "place": "Bern"]).contains("Amina"))
        #expect(pseudo.plural("count", 1_234).hasPrefix("⟦1,234 šîĝñ"))
        let keys = try base().keys
        #expect(pseudo.keys == keys)
        #expect(pseudo.keys.allSatisfy { pseudo.text($0).hasPrefix("⟦") })
    }

    @Test func `the mirrored pseudo-locale is read from the right without control characters`() throws {
        let mirrored = try translated().pseudoRightToLeft
        #expect(mirrored.language.isRightToLeft)
        #expect(mirrored.text("sign.button") == "⟦Podpisz petycję⟧")
        #expect(mirrored.text("odd").unicodeScalars.allSatisfy { $0.properties.generalCategory != .format })
    }

    @Test func `a catalogue lists what a translation lacks`() throws {
        #expect(try translated().ownKeys == ["sign.button", "count"])
        let english = try base()
        #expect(try translated().faults(against: english) == ["greeting: missing", "odd: missing"])
        let wrong =
            #"{"greeting": "Hej {naem}", "count": {"other": "{count}"}, "extra": "x", "odd": "", "sign.button": ""}"#
        let polish = try #require(LanguageTag("pl"))
        let catalogue = try Catalogue(language: polish, files: [Array(wrong.utf8)])
        #expect(
            catalogue.faults(against: english) == [
                "count: lacks the form few", "count: lacks the form many", "count: lacks the form one",
                "extra: not in the base", "greeting: names {naem}, which the base does not",
            ]
        )
    }
}
