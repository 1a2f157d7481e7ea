import Foundation
import Testing

/// Style sheets that mirror, templates that ask nobody else, and errors that do not scold.
struct PageTests {
    @Test func `U-32: style sheets use logical properties only`() throws {
        let sheets = try Checkout.texts(under: ["Sources/UndersignedWeb"], ending: ".css")
        #expect(!sheets.isEmpty)
        expectNone(sheets.flatMap(sidedProperties))
    }

    @Test func `no template loads anything from elsewhere or carries script or style`() throws {
        let templates = try Checkout.texts(under: ["Sources"], ending: ".mustache")
        #expect(!templates.isEmpty)
        expectNone(templates.flatMap(foreignLoads))
    }

    @Test func `U-03: errors say what to do and do not scold`() throws {
        let catalogues = try Checkout.texts(under: ["Sources/UndersignedApp/Catalogues"], ending: ".json")
        #expect(!catalogues.isEmpty)
        expectNone(try catalogues.flatMap(scoldingErrors))
    }

    @Test(arguments: [
        "a { margin-left: 1em }", "a{text-align:right}", "a {\n  color: red;\n  left: 0;\n}", "a { float: left }",
        "@media print { a { border-top-right-radius: 2px } }", "a { padding: 1px 2px 3px 4px }",
    ])
    func `a sided property is found`(css: String) {
        #expect(sidedProperties(TextFile(path: "a.css", text: css)).count == 1)
    }

    @Test func `logical properties and comments are fine`() {
        let css = "/* left: 0 */ a { margin-inline-start: 1em; inset-inline-end: 0; text-align: start; top: 0 }"
        #expect(sidedProperties(TextFile(path: "a.css", text: css)).isEmpty)
    }

    @Test(arguments: [
        "<img src=\"https://pixel.example.org/a.gif\">", "<link rel=\"stylesheet\" href=\"//fonts.example.org/a.css\">",
        "<script>alert(1)</script>", "<p style=\"color: red\">", "<a href=\"/\" onclick=\"a()\">",
        "<style>p { color: red }</style>", "<form action=\"http://other.example.org/\">",
    ])
    func `a foreign load is found`(html: String) {
        #expect(foreignLoads(TextFile(path: "a.mustache", text: html)).count == 1)
    }

    @Test func `a link to elsewhere is no load`() {
        let html = "<a href=\"https://c2sp.org/tlog-tiles\">format</a> <script src=\"/assets/a.js\"></script>"
        #expect(foreignLoads(TextFile(path: "a.mustache", text: html)).isEmpty)
    }

    @Test func `a scolding error is found, in a plural too`() throws {
        let json = """
            {"error.name.empty": "Please enter a name", "error.email.wrong": {"one": "Invalid", "other": "Enter {count}"},
             "error.name.long": "Name must be 200 characters or less", "mail.greeting": "Sorry"}
            """
        let found = try scoldingErrors(TextFile(path: "en.json", text: json))
        #expect(Set(found.map(\.what)) == ["error.name.empty: please", "error.email.wrong: invalid"])
    }

    private func sidedProperties(_ file: TextFile) -> [Violation] {
        var text = ""
        for (index, part) in file.text.components(separatedBy: "/*").enumerated() {
            text += index == 0 ? part : part.components(separatedBy: "*/").dropFirst().joined(separator: "*/")
        }
        return text.split { "{};".contains($0) }.compactMap { declaration in
            let parts = declaration.split(separator: ":", maxSplits: 1).map { $0.filter { !$0.isNewline } }
            guard parts.count == 2 else { return nil }
            let property = parts[0].trimmingCharacters(in: .whitespaces)
            let values = parts[1].split(separator: " ")
            let isSided = property.split(separator: "-").contains { $0 == "left" || $0 == "right" }
            let hasSide = ["text-align", "float", "clear"].contains(property) && values.contains { isSide($0) }
            let isSkewed = ["margin", "padding"].contains(property) && values.count == 4 && values[1] != values[3]
            guard isSided || hasSide || isSkewed else { return nil }
            return Violation(path: file.path, line: 0, what: "\(property):\(parts[1])")
        }
    }

    private func isSide(_ value: Substring) -> Bool { value == "left" || value == "right" }

    private func foreignLoads(_ file: TextFile) -> [Violation] {
        file.text.split(separator: "<", omittingEmptySubsequences: false).dropFirst().compactMap { piece in
            let tag = piece.prefix { $0 != ">" }.lowercased()
            let loads =
                ["src=\"", "srcset=\"", "action=\"", "poster=\"", "data=\""]
                + (tag.hasPrefix("link") ? ["href=\""] : [])
            let isForeign = loads.contains { load in
                ["http", "//"].contains { tag.contains(load + $0) }
            }
            let isCanonical = tag.contains("rel=\"canonical\"") || tag.contains("rel=\"alternate\"")
            let isInline =
                (tag.hasPrefix("script") && !tag.contains("src=")) || tag.hasPrefix("style") || tag.contains(" style=")
                || tag.contains(" onclick=") || tag.contains(" onload=") || tag.contains(" onsubmit=")
            guard (isForeign && !isCanonical) || isInline else { return nil }
            return Violation(path: file.path, line: 0, what: "<\(tag.prefix(60))")
        }
    }

    private let scoldingWords: Set<String> = [
        "please", "sorry", "oops", "valid", "invalid", "forbidden", "illegal", "required",
    ]

    private func scoldingErrors(_ file: TextFile) throws -> [Violation] {
        let decoded = try JSONDecoder().decode([String: CatalogueText].self, from: Data(file.text.utf8))
        return decoded.filter { $0.key.hasPrefix("error.") }.flatMap { key, text in
            text.forms.flatMap { $0.lowercased().split { !$0.isLetter } }.filter { scoldingWords.contains(String($0)) }
                .map { Violation(path: file.path, line: 0, what: "\(key): \($0)") }
        }.sorted { $0.what < $1.what }
    }
}

/// A text of a catalogue, or its plural forms.
private struct CatalogueText: Decodable {
    let forms: [String]

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            forms = [try container.decode(String.self)]
        } catch DecodingError.typeMismatch {
            forms = Array(try container.decode([String: String].self).values)
        }
    }
}
