import Foundation
import Testing
import UndersignedCore
import UndersignedWeb

struct AccessibilityTests {
    @Test func `every control has a label and every reference leads somewhere`() throws {
        // A-01, A-13
        let site = try PageTestSite()
        for sample in PageSamples().all {
            let markup = PageMarkup(site.html(sample.page))
            let ids = markup.values(of: "id")
            #expect(Set(ids).count == ids.count, "\(sample.name): an id is given twice")
            let labelled = Set(markup.values(of: "for"))
            for element in markup.elements where ["input", "textarea", "select"].contains(element.name) {
                let values = Dictionary(element.attributes.map { ($0.name, $0.value) }) { first, _ in first }
                guard values["type"] != "hidden" else { continue }
                #expect(labelled.contains(values["id"] ?? ""), "\(sample.name): \(values)")
            }
            let lists = ["aria-describedby", "aria-labelledby", "for"].flatMap { markup.values(of: $0) }
            let references = lists.joined(separator: " ").split(separator: " ").map { String($0) }
            let anchors = markup.values(of: "href").filter { $0.hasPrefix("#") }.map { String($0.dropFirst()) }
            for reference in references + anchors { #expect(ids.contains(reference), "\(sample.name): \(reference)") }
        }
    }

    @Test func `headings do not skip a level`() throws {
        let site = try PageTestSite()
        for sample in PageSamples().all where !sample.name.contains("wrong") {
            var level = 0
            for element in PageMarkup(site.html(sample.page)).elements {
                guard element.name.count == 2, element.name.hasPrefix("h"), let next = Int(element.name.dropFirst())
                else { continue }
                #expect(next <= level + 1, "\(sample.name): h\(next) after h\(level)")
                level = next
            }
        }
    }

    @Test func `names keep their own direction, and addresses are left to right`() throws {
        // U-32, A-11
        let arabic = try #require(LanguageTag("ar-XB"))
        let site = try PageTestSite(languages: [{ $0.pseudoRightToLeft }])
        let html = site.html(PageSamples().confirmPage(isTextChanged: false), in: arabic)
        #expect(html.contains("<html lang=\"ar-XB\" dir=\"rtl\">"))
        #expect(html.contains("<bdi>Amina Okafor</bdi>") && html.contains("<bdi dir=\"ltr\">amina@example.org</bdi>"))
        #expect(html.contains("lang=\"en\" dir=\"ltr\">Keep the public library open</a>"))
        let names = site.html(PageSamples().namesPage(count: 100), in: arabic)
        #expect(names.contains("<bdi>محمد علي</bdi>"))
    }

    @Test(arguments: ["light", "dark"])
    func `text and controls stand out from what is behind them`(scheme: String) throws {
        // A-04
        let sheet = String(decoding: Stylesheet.bytes, as: UTF8.self)
        let blocks = sheet.components(separatedBy: ":root{").dropFirst()
        let block = try #require(scheme == "light" ? blocks.first : blocks.last)
        var colours: [String: Double] = [:]
        for line in block.prefix(while: { $0 != "}" }).split(separator: ";") {
            let parts = line.split(separator: ":").map(String.init)
            if parts.count == 2, parts[1].hasPrefix("#") { colours[parts[0]] = try Self.luminance(parts[1]) }
        }
        let text = [
            ("--ink", "--page"), ("--ink", "--card"), ("--quiet", "--page"), ("--quiet", "--card"), ("--ink", "--tint"),
            ("--accent", "--page"), ("--accent", "--card"), ("--accent", "--tint"), ("--press", "--page"),
            ("--on", "--accent"), ("--on", "--press"), ("--alarm", "--card"), ("--alarm", "--wash"),
            ("--card", "--alarm"), ("--ink", "--wash"),
        ]
        for (front, back) in text { #expect(try Self.contrast(colours, front, back) >= 4.5, "\(front) on \(back)") }
        for back in ["--page", "--card"] { #expect(try Self.contrast(colours, "--field", back) >= 3, "\(back)") }
    }

    private static func contrast(_ colours: [String: Double], _ front: String, _ back: String) throws -> Double {
        let (one, other) = (try #require(colours[front]), try #require(colours[back]))
        return (max(one, other) + 0.05) / (min(one, other) + 0.05)
    }

    /// Source: WCAG 2.2, "relative luminance".
    private static func luminance(_ colour: String) throws -> Double {
        var digits = Array(colour.dropFirst())
        if digits.count == 3 { digits = digits.flatMap { [$0, $0] } }
        let parts = try stride(from: 0, to: 6, by: 2).map { start in
            let value = Double(try #require(Int(String(digits[start...start + 1]), radix: 16))) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
}
