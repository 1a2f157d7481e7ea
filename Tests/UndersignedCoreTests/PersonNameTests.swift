import Testing
import UndersignedCore

/// S-60, S-61, S-12: one table of names, and every code point that may not stand in one.
struct PersonNameTests {
    @Test(arguments: namesKept.split(separator: "\n").map(String.init))
    func `a name of any people is kept as it is`(name: String) throws {
        #expect(Array(try PersonName(name).text.unicodeScalars) == Array(name.unicodeScalars))
    }

    @Test(arguments: namesCleaned)
    func `a name is composed, trimmed and folded, and nothing else`(typed: String, text: String) throws {
        #expect(Array(try PersonName(typed).text.unicodeScalars) == Array(text.unicodeScalars))
    }

    @Test(arguments: namesRefused)
    func `what is no name is refused with its reason`(typed: String, problem: PersonName.Problem) {
        #expect(throws: problem) { _ = try PersonName(typed) }
    }

    @Test func `the table has at least 300 rows`() {
        #expect(namesKept.split(separator: "\n").count + namesCleaned.count + namesRefused.count >= 300)
    }

    @Test func `every code point that S-60 names is refused, alone and inside a name`() throws {
        let rules: [(ClosedRange<UInt32>, PersonName.Problem)] = [
            (0x00...0x1F, .control), (0x7F...0x9F, .control), (0x202A...0x202E, .bidi), (0x2066...0x2069, .bidi),
            (0xFFF9...0xFFFB, .character), (0xE0000...0xE007F, .character), (0xFFFE...0xFFFF, .character),
            (0xFDD0...0xFDEF, .character), (0x10FFFE...0x10FFFF, .character), (0x0378...0x0379, .character),
        ]
        for (range, problem) in rules {
            for value in range {
                let scalar = Character(try #require(Unicode.Scalar(value)))
                for typed in ["\(scalar)", "Ami\(scalar)na", "\(scalar)Amina", "Amina\(scalar)"] {
                    #expect(throws: problem, "U+\(String(value, radix: 16))") { _ = try PersonName(typed) }
                }
            }
        }
    }

    @Test func `bytes that were no text do not become a name`() {
        #expect(throws: PersonName.Problem.character) {
            _ = try PersonName(String(decoding: [0x41, 0xED, 0xA0, 0x80], as: UTF8.self))
        }
    }

    @Test func `a cleaned name is clean`() throws {
        for name in namesKept.split(separator: "\n").map(String.init) + namesCleaned.map(\.0) {
            let once = try PersonName(name)
            #expect(try PersonName(once.text) == once)
        }
    }

    // S-12
    @Test(arguments: ["a", "é", "𠮷", "ก", "😀"])
    func `200 characters are a name and 201 are not`(letter: String) throws {
        #expect(try PersonName(String(repeating: letter, count: 200)).text.unicodeScalars.count == 200)
        #expect(throws: PersonName.Problem.tooLong(limit: 200)) {
            _ = try PersonName(String(repeating: letter, count: 201))
        }
    }

    @Test func `the limit is that of the cleaned name`() throws {
        let spaced = "  " + String(repeating: "e\u{301}", count: 40) + String(repeating: " ", count: 5_000) + "x "
        #expect(try PersonName(spaced).text == String(repeating: "é", count: 40) + " x")
        #expect(
            try PersonName(String(repeating: "\u{1100}\u{1161}\u{11A8}", count: 200)).text.unicodeScalars.count == 200
        )
    }

    // S-61
    @Test func `four marks on a letter and forty in a name are the most`() throws {
        let mark = "\u{31B}\u{323}"  // COMBINING HORN and DOT BELOW do not compose with q
        #expect(try PersonName("q" + mark + mark).text.unicodeScalars.count == 5)
        #expect(throws: PersonName.Problem.marks) { _ = try PersonName("q" + mark + mark + "\u{323}") }
        let forty = String(repeating: "q" + mark + mark, count: 10)
        #expect(try PersonName(forty).text.unicodeScalars.count == 50)
        #expect(throws: PersonName.Problem.marks) { _ = try PersonName(forty + "q\u{323}") }
        #expect(throws: PersonName.Problem.marks) { _ = try PersonName("ب\u{64E}\u{64E}\u{64E}\u{200C}\u{64E}\u{64E}") }
        #expect(throws: PersonName.Problem.marks) { _ = try PersonName("q\u{323}\u{323}\u{200E}\u{323}\u{323}\u{323}") }
    }
}
