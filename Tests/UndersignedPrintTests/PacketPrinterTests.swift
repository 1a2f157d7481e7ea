import Foundation
import Testing
import UndersignedCore
import UndersignedPrint

/// Paper that whoever is addressed can read, whatever script a name is written in.
@Suite struct PacketPrinterTests {
    /// Joined and right to left, ideographs, conjuncts with marks, marks below and above, and a name of several lines.
    private static let names = [
        "محمد عبد الله", "فاطمة الزهراء", "יעל כהן", "魏小明", "क्षितिज शर्मा", "श्रीकृष्ण त्रिपाठी", "Nguyễn Thị Minh", "Zażółć Gęślą",
        "สมชาย ใจดี", "김민준", "Ms. Wilhelmina Alexandrina von Hohenlohe-Waldenburg the Third",
    ]

    @Test(.enabled(if: PrintedFile.canBeRead))
    func `names come out whole in their own scripts`() throws {
        let file = try PrintedFile(.sample(nameCount: Self.names.count), names: Self.names)
        #expect(file.result.unknownLetters == 0)
        // Readers of PDF order what is read from the right in their own ways: each word is looked for by itself.
        let text = Self.plain(try file.text)
        for word in Self.names.flatMap({ $0.split(separator: " ") }) {
            let isThere = text.contains(Self.plain(String(word)))
            #expect(isThere, "\(word)")
        }
    }

    @Test(.enabled(if: PrintedFile.canBeRead))
    func `all fonts are in the file, and the file has title, date, language and page size`() throws {
        let file = try PrintedFile(.sample(nameCount: Self.names.count, language: "de-CH"), names: Self.names)
        let fonts = try file.fonts
        #expect(fonts.count >= 5)
        for font in fonts {
            // Counted from the end, because the type's name has spaces.
            let columns = font.split(separator: " ")
            #expect(
                columns.dropLast(4).last == "yes" && columns.dropLast(3).last == "yes",
                "embedded, a subset: \(font)"
            )
        }
        let information = try file.information
        for line in ["Title:           Keep the library open", "Pages:           2", "A4", "Jun 20 14:05:09 2018"] {
            #expect(information.contains(line), "\(line)")
        }
        let bytes = try file.bytes
        #expect(bytes.range(of: Data("/Lang (de-CH)".utf8)) != nil)
    }

    @Test(.enabled(if: PrintedFile.canBeRead))
    func `a letter keeps its words, whatever stands in them`() throws {
        let letter = [
            LetterBlock(.heading(2), [.init("What we <ask> & want")]),
            LetterBlock(.item(marker: "1.", depth: 1), [.init("Open on "), .init("Saturdays", isStrong: true)]),
            LetterBlock(.code, [.init("a\u{1}b <b>")]),
        ]
        let sections = [
            PrintedPacket.Section(heading: "Check", parts: [.row("Entries", "12,400"), .code(["undersigned verify"])])
        ]
        let text = try PrintedFile(.sample(letter: letter, sections: sections)).text
        for words in ["What we <ask> & want", "Open on Saturdays", "ab <b>", "12,400", "undersigned verify", "12,345"] {
            #expect(text.contains(words), "\(words)")
        }
    }

    @Test(.enabled(if: PrintedFile.canBeRead))
    func `many names fill pages in four columns, each once and in order`() throws {
        let names = (1...3_000).map { "Person \($0)" }
        let file = try PrintedFile(.sample(nameCount: names.count), names: names)
        #expect((13...16).contains(file.result.pages), "\(file.result.pages) pages")
        let numbers = try file.text.matches(of: /Person (\d+)/).compactMap { Int($0.output.1) }
        #expect(numbers.count == 3_000 && Set(numbers).count == 3_000)
    }

    // Without a turn for each, Cairo's shared fonts end the process here.
    @Test(.enabled(if: PrintedFile.canBeRead))
    func `packets with many scripts are drawn at once, and each has all of its names`() async throws {
        let more = Self.names + ["ქართული", "Հայերեն", "தமிழ்", "বাংলা", "ગુજરાતી", "ಕನ್ನಡ", "አማርኛ", "ខ្មែរ"]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for turn in 0..<24 {
                group.addTask {
                    let names = Array(more[(turn % 4)...])
                    let file = try PrintedFile(.sample(nameCount: names.count), names: names)
                    #expect(file.result.pages == 2)
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func `what can't be written is a failure with a reason`() {
        #expect(throws: PrintFailure.self) {
            try PacketPrinter(.sample()).print([], to: "/nowhere/letter.pdf")
        }
        #expect(throws: PrintFailure.self) { try PrintedFile(.sample(language: "en) /Evil (")) }
    }

    /// `UNDERSIGNED_PRINT_NAMES=300000 swift test --filter "as many names"`: seconds, pages, and the most memory.
    @Test(.enabled(if: PrintedFile.measuredCount != nil))
    func `as many names as are asked for take constant memory`() throws {
        let count = PrintedFile.measuredCount ?? 0
        let clock = ContinuousClock()
        let start = clock.now
        let file = try PrintedFile(.sample(nameCount: count), names: (0..<count).lazy.map { Self.names[$0 % 11] })
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8).split(separator: "\n")
        print(
            "\(count) names: \(clock.now - start), \(file.result.pages) pages, \(status.first { $0.hasPrefix("VmHWM") } ?? "")"
        )
        #expect(file.result.pages > count / 400)
    }

    /// Compatibility forms and spaces are the reader's affair, letters and marks are ours.
    private static func plain(_ text: String) -> String {
        text.decomposedStringWithCompatibilityMapping.filter { !$0.isWhitespace }
    }
}
