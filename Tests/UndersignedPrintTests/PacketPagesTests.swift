import Foundation
import Testing
import UndersignedCore
import UndersignedPrint

/// Pages that read well, to the eye and to programs that read them aloud (issue 5, point 8).
@Suite struct PacketPagesTests {
    private static let sections = [
        PrintedPacket.Section(
            heading: "How many signed",
            parts: [
                .row("By email", "12,000"), .total("Signatures", "12,345"), .code(["verify"]),
                .address("https://petitions.example.org/verify"),
            ]
        )
    ]

    @Test(.enabled(if: PrintedFile.canBeRead))
    func `programs that read aloud find headings, lists, tables and links, and no page numbers`() throws {
        let letter = [
            LetterBlock(.heading(2), [.init("What we ask")]),
            LetterBlock(.item(marker: "1.", depth: 1), [.init("Open it")]),
            LetterBlock(.item(marker: "•", depth: 2), [.init("soon")]),
            LetterBlock(
                .paragraph,
                [.init("See "), .init("the plan", link: "https://example.org/it's"), .init(" now")]
            ),
        ]
        let file = try PrintedFile(
            .sample(letter: letter, sections: Self.sections, nameCount: 2),
            names: ["Amina Diallo", "יעל כהן"]
        )
        let elements = try file.structure.split(separator: "\n").compactMap { line in
            let name = line.drop { $0 == " " }
            return name.hasPrefix("\"") ? nil : String(name.prefix { $0 != " " })
        }.filter { $0 != "Span" }
        #expect(
            elements
                == """
                Document P H1 P P P P H2 L LI Lbl LBody L LI Lbl LBody P Link Object H2 Table TR TH TD TR TH TD \
                P P Link Object H2 P L LI LI
                """.split(separator: " ").map(String.init)
        )
        let read = try file.structure
        for words in ["\"the plan\"", "\"Amina Diallo\"", "\"1.\"", "\"12,345\""] { #expect(read.contains(words)) }
        let seen = try file.text
        #expect(seen.ranges(of: "Keep the library open").count == 2 && seen.contains("\n2\n"))
        #expect(read.ranges(of: "Keep the library open").count == 1, "what is at a page's foot is only seen")
        #expect(try file.bytes.range(of: Data("/URI (https://example.org/it%27s)".utf8)) != nil)
        let information = try file.information
        #expect(information.contains("Tagged:          yes") && information.contains("Author:          Your name"))
    }

    @Test func `the same packet is the same file`() throws {
        let packet = PrintedPacket.sample(sections: Self.sections, nameCount: 1)
        let first = try PrintedFile(packet, names: ["Amina"]).bytes
        #expect(first == (try PrintedFile(packet, names: ["Amina"]).bytes))
    }

    /// In points, where the three columns of a short list begin and end.
    private static let columns: [(start: Double, end: Double)] = {
        let measure = 595.276 - 2 * 68
        let width = (measure - 2 * 18) / 3
        return (0..<3).map { (68 + Double($0) * (width + 18), 68 + Double($0) * (width + 18) + width) }
    }()

    @Test(.enabled(if: PrintedFile.canBeRead), arguments: ["en", "ar"])
    func `every name begins at its column's edge, whichever way it is read, and none leaves it`(language: String) throws
    {
        let names = (0..<30).flatMap { _ in
            ["Amina", "محمد", "יעל", "魏小明", "क्षितिज", "สมชาย", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch"]
        }
        let file = try PrintedFile(.sample(nameCount: names.count, language: language), names: names)
        let words = try file.words(page: 2).filter { (120...750).contains($0.middle) }
        #expect(words.count >= 100)
        // Poppler takes some words apart, so each line is looked at whole.
        var lines: [[Double]: (left: Double, right: Double)] = [:]
        for word in words {
            let column = try #require(Self.columns.first { $0.start - 1 <= word.left && word.right <= $0.end + 1 })
            let place = [column.start, ((word.middle - 120) / 14).rounded()]
            let line = lines[place] ?? (.infinity, 0)
            lines[place] = (min(line.left, word.left), max(line.right, word.right))
        }
        let distances = try lines.map { place, line in
            let column = try #require(Self.columns.first { $0.start == place[0] })
            return language == "en" ? line.left - column.start : column.end - line.right
        }
        #expect(distances.count { $0 < 3 } > distances.count * 3 / 4, "\(distances)")
        // What goes on below stands further in on the side where the name is read from.
        for distance in distances where distance >= 3 && language == "en" { #expect(abs(distance - 10) < 2) }
    }

    @Test(.enabled(if: PrintedFile.canBeRead))
    func `a line to be typed is not broken, but set smaller`() throws {
        let line = "--key 'petitions.example.org/petitions/keep-the-library-open-on-saturdays-and-on-sundays-too/log+"
        let sections = [PrintedPacket.Section(heading: "Check", parts: [.code([line])])]
        #expect(try PrintedFile(.sample(sections: sections)).text.contains(line + "\n"))
    }

    @Test(.enabled(if: PrintedFile.canBeRead), arguments: 0..<8)
    func `no line of a paragraph stands alone on a page`(before: Int) throws {
        let short = Array(repeating: LetterBlock(.code, [.init("x")]), count: 12 + before)
        let long = LetterBlock(.paragraph, [.init((0..<5).map { "line \($0)" }.joined(separator: "\n"))])
        let last = LetterBlock(.paragraph, [.init("end")])
        let pages = try PrintedFile(.sample(letter: short + [long, long, long, last])).text.split(separator: "\u{C}")
        for page in pages {
            let lines = page.split(separator: "\n").filter { $0.hasPrefix("line") }
            guard let first = lines.first, let final = lines.last else { continue }
            #expect(first != "line 4" && final != "line 0", "\(lines)")
        }
    }
}
