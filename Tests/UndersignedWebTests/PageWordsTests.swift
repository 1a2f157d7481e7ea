import Foundation
import Testing
import UndersignedCore
import UndersignedWeb

struct PageWordsTests {
    @Test func `no page shows words that are not in the catalogue`() throws {
        // U-33: in the pseudo-language every catalogue text is bracketed, and so are the samples' own texts.
        let site = try PageTestSite(languages: [{ $0.pseudo }])
        let language = try #require(LanguageTag("en-XA"))
        let bracketed = PageSamples(word: { "⟦\($0.filter { $0 != "\n" })⟧" }, language: language)
        for sample in bracketed.all {
            let markup = PageMarkup(site.html(sample.page, in: language))
            let labels = ["aria-label", "content", "placeholder", "title", "alt"].flatMap { markup.values(of: $0) }
            for text in markup.texts + labels.filter({ !Self.technical.contains($0) })
            where !Self.languageNames.contains(text.trimmingCharacters(in: .whitespaces)) {
                let rest = Self.outsideBrackets(text)
                let isHardCoded = rest.contains { $0.isLetter }
                #expect(!isHardCoded, "\(sample.name): \(text)")
            }
        }
    }

    @Test func `every key of the catalogue is shown by some page`() throws {
        let site = try PageTestSite()
        // The names let one text stand inside another, as a title inside the document's title.
        let marks = Dictionary(
            uniqueKeysWithValues: site.english.keys.map { ($0, "⟦\($0)⟧ {title} {time} {day} {to}") }
        )
        let catalogue = try Catalogue(language: .english, files: [Array(JSONEncoder().encode(marks))])
        let renderer = try PageRenderer(site: site.renderer.site, catalogues: [catalogue, catalogue.pseudo])
        var shown = PageSamples().all.map { renderer.render($0.page, in: .english, at: "/x") }.joined()
        for field in SignatureDraft.Field.allCases {
            for reason in SignatureDraft.Reason.samples {
                let problem = SignatureDraft.Problem(field: field, reason: reason)
                shown += ErrorWords.message(for: problem, in: Words(catalogue))
            }
        }
        // Gathered once: to look for each of them in megabytes takes a minute and a half in a debug build.
        let keys = Set(shown.unicodeScalars.split(separator: "⟦").map { String($0.prefix { $0 != "⟧" }) })
        #expect(site.english.keys.subtracting(keys).sorted() == [])
    }

    @Test func `a page in an unfinished language says in which language a text is that fell back`() throws {
        // U-31
        let german = try #require(LanguageTag("de"))
        let words = Array(#"{"layout.skip": "Zum Inhalt", "form.button.person": "Unterschreiben"}"#.utf8)
        let english = try PageTestSite().english
        let catalogue = try Catalogue(language: german, files: [words], base: english)
        let renderer = try PageRenderer(site: PageTestSite().renderer.site, catalogues: [english, catalogue])
        let html = renderer.render(PageSamples().petitions[0].page, in: german)
        #expect(html.hasPrefix("<!doctype html>\n<html lang=\"de\" dir=\"ltr\">"))
        #expect(html.contains("href=\"#main\">Zum Inhalt<"))
        #expect(html.contains("<span lang=\"en\" dir=\"ltr\">Full name</span>"))
        #expect(html.contains("aria-label=\"About this site\""))
    }

    @Test func `a template's word that no catalogue has stops the start`() throws {
        let site = try PageTestSite().renderer.site
        let empty = try Catalogue(language: .english, files: [Array("{}".utf8)])
        #expect(throws: (any Error).self) { try PageRenderer(site: site, catalogues: [empty]) }
        #expect(throws: (any Error).self) { try PageRenderer(site: site, catalogues: []) }
    }

    @Test func `pages link to their other languages by the languages' own names`() throws {
        // U-30, U-32
        let site = try PageTestSite(languages: [{ $0.pseudoRightToLeft }])
        let arabic = try #require(LanguageTag("ar-XB"))
        let page = PageSamples().petitions[0].page
        let html = site.html(page, in: arabic, at: "/petitions/save-the-library")
        let address = "https://undersigned.example.org/petitions/save-the-library"
        #expect(html.contains("<html lang=\"ar-XB\" dir=\"rtl\">"))
        #expect(html.contains("<link rel=\"alternate\" hreflang=\"en\" href=\"\(address)?lang=en\">"))
        #expect(html.contains("<link rel=\"alternate\" hreflang=\"x-default\" href=\"\(address)\">"))
        #expect(html.contains("hreflang=\"en\" lang=\"en\" dir=\"ltr\">English</a>"))
        #expect(!html.contains("hreflang=\"ar-XB\" lang"))
        // A page behind a token is not linked to, and one language needs no links.
        #expect(!site.html(page, in: arabic).contains("hreflang"))
        #expect(try !PageTestSite().html(page, at: "/x").contains("hreflang"))
    }

    /// A language's name for itself is no word of a catalogue.
    private static let languageNames = Set(["en", "ar", "de", "fr"].compactMap { LanguageTag($0)?.nativeName })

    /// Attribute values that are not for people.
    private static let technical: Set = [
        "width=device-width, initial-scale=1", "light dark", "noindex", "website",
        "https://undersigned.example.org/x",
    ]

    /// What is left without bracketed text, brand names and file names.
    private static func outsideBrackets(_ text: String) -> String {
        var depth = 0
        var rest = ""
        for character in text {
            depth += character == "⟦" ? 1 : 0
            if depth == 0 { rest.append(character) }
            depth -= character == "⟧" ? 1 : 0
        }
        let names = [
            "Undersigned", "WhatsApp", "Bluesky", "X", "Facebook", "count.json", "document.json", "method.json",
            "history.csv",
            "undersigned verify https://undersigned.example.org/petitions/save-the-library",
            "undersigned verify https://undersigned.example.org/petitions/save-the-library --key ''",
            "python3 verify.py https://undersigned.example.org/petitions/save-the-library",
            "python3 members.py https://undersigned.example.org/petitions/save-the-library",
            "undersigned member request https://undersigned.example.org/petitions/save-the-library --out token.txt",
            "undersigned member sign token.txt",
            "undersigned receipt verify FILE", "العربية", " · 20 June 2018",
            String(repeating: "0123456789abcdef", count: 4),
        ]
        // Days are written by the language, not by its catalogue.
        let isDay = rest.wholeMatch(of: /\d{1,2} [A-Z][a-z]+ \d{4}\n?/) != nil
        return names.contains(rest) || PageSamples.literals.union(PageSamples.partnerLiterals).contains(rest) || isDay
            ? "" : rest
    }
}
