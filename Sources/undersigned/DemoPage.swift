import Foundation

/// What a visitor finds in a page: forms, ticks, links, the heading.
///
/// Reads the pages of this program, not any page.
struct DemoPage: Sendable {
    /// A form and the fields in it.
    struct Form: Sendable {
        let action: String
        let fields: [[String: String]]

        /// The values that the page itself put in, to be sent back as they are.
        var hidden: [(String, String)] {
            fields.filter { $0["type"] == "hidden" }.compactMap { field in
                field["name"].map { ($0, field["value"] ?? "") }
            }
        }

        /// The values of the boxes of a name.
        func choices(_ name: String) -> [String] {
            fields.filter { $0["type"] == "checkbox" && $0["name"] == name }.compactMap { $0["value"] }
        }

        func asks(_ name: String) -> Bool {
            fields.contains { $0["name"] == name && $0["type"] != "checkbox" }
        }
    }

    let html: String

    /// The text of the first heading of the page.
    var heading: String {
        (html.range(of: "<h1").flatMap { Self.content(html[$0.lowerBound...], upTo: "</h1>") }) ?? ""
    }

    /// The number that the page shows under its heading.
    var tally: Int? {
        guard let line = html.range(of: "<p class=\"tally\""),
            let number = html.range(of: "<strong", range: line.upperBound..<html.endIndex),
            let text = Self.content(html[number.lowerBound...], upTo: "</strong>")
        else { return nil }
        return Int(text.filter(\.isNumber))
    }

    /// Where the links of the page lead.
    var links: [String] {
        Self.tags("a", in: html[...]).compactMap { $0["href"] }
    }

    var forms: [Form] {
        html.components(separatedBy: "<form ").dropFirst().map { part in
            let form = part.components(separatedBy: "</form>")[0]
            let head = Self.attributes(form.prefix { $0 != ">" })
            let body = form[...]
            return Form(
                action: head["action"] ?? "",
                fields: Self.tags("input", in: body) + Self.tags("textarea", in: body)
            )
        }
    }

    func form(to action: String) -> Form? {
        forms.first { $0.action == action }
    }

    /// Whether a text stands in the page, whatever its letters need as HTML.
    func shows(_ text: String) -> Bool {
        Self.unescaped(html).contains(text)
    }

    private static func content(_ element: Substring, upTo end: String) -> String? {
        guard let start = element.firstIndex(of: ">"), let stop = element.range(of: end) else { return nil }
        let text = element[element.index(after: start)..<stop.lowerBound]
        return unescaped(String(text)).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func tags(_ name: String, in html: Substring) -> [[String: String]] {
        html.components(separatedBy: "<\(name) ").dropFirst().map { attributes($0.prefix { $0 != ">" }) }
    }

    /// Reads `type="hidden" name="t"`; the pages write every value in double quotes.
    private static func attributes(_ tag: Substring) -> [String: String] {
        var attributes: [String: String] = [:]
        let pieces = tag.split(separator: "\"", omittingEmptySubsequences: false)
        for place in stride(from: 0, to: pieces.count - 1, by: 2) {
            guard let name = pieces[place].split(separator: " ").last, name.hasSuffix("=") else { continue }
            attributes[String(name.dropLast())] = unescaped(String(pieces[place + 1]))
        }
        return attributes
    }

    private static func unescaped(_ text: String) -> String {
        text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    }
}
