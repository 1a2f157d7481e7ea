import Foundation
import Testing
import UndersignedCore

struct PlainTextTests {
    @Test(arguments: [
        ("a\r\nb", "a\nb"), ("a\rb", "a\nb"), ("a\n\n\n\nb", "a\n\nb"), ("a\r\n\r\nb", "a\n\nb"),
        ("a\u{2028}b", "a\nb"),
        ("a\u{85}b", "a\nb"), (" a \n b ", "a\nb"), ("\n\na\n\n", "a"), ("a\tb", "a b"), ("a\t\n\tb", "a\nb"),
        ("e\u{301}", "é"), ("👩\u{200D}💻", "👩\u{200D}💻"), ("❤\u{FE0F}\u{200D}🔥", "❤\u{FE0F}\u{200D}🔥"),
        ("a\u{200D}💻", "a💻"), ("1\u{200D}2", "12"), ("علی\u{200C}رضا", "علی\u{200C}رضا"),
    ])
    func `a text of several lines keeps its lines and folds the rest`(typed: String, text: String) throws {
        let cleaned = try PlainText.lines(typed, limit: 1_000)
        #expect(Array(cleaned.unicodeScalars) == Array(text.unicodeScalars))
        #expect(try PlainText.lines(cleaned, limit: 1_000) == cleaned)
    }

    @Test(arguments: [
        "\u{200B}", "\u{FEFF}", "\u{AD}", "\u{2060}", "\u{2800}", "\u{200C}", "\u{200D}", "\u{200B} \u{FEFF}",
        " \u{200B} ",
    ])
    func `what can't be seen goes from the ends of a name, and stays inside`(invisible: String) throws {
        for typed in [invisible + "Amina", "Amina" + invisible, invisible + " Amina " + invisible] {
            #expect(try Array(PlainText.line(typed, limit: 9).utf8) == Array("Amina".utf8), "\(typed.unicodeScalars)")
        }
        #expect(throws: PlainText.Problem.empty) { try PlainText.line(invisible + " " + invisible, limit: 9) }
        let isJoiner = ["\u{200C}", "\u{200D}"].contains(invisible)
        let inside = "Amina" + (isJoiner ? "" : invisible) + "Diallo"
        if !invisible.contains(" ") {
            let cleaned = try PlainText.line("Amina\(invisible)Diallo", limit: 20)
            #expect(Array(cleaned.utf8) == Array(inside.utf8), "\(cleaned.unicodeScalars)")
            #expect(try PlainText.line(cleaned, limit: 20) == cleaned)
        }
    }

    @Test func `nothing that scripts need inside a name is lost, and a mark stands on nothing that can't be seen`()
        throws
    {
        let kept = ["علی\u{200C}رضا", "ශ්\u{200D}රී", "Amina \u{200B} Diallo", "ab\u{AD}cd"]
        for name in kept { #expect(try Array(PlainText.line(name, limit: 30).utf8) == Array(name.utf8), "\(name)") }
        #expect(throws: PlainText.Problem.marks) { try PlainText.line("a \u{200B}\u{301}", limit: 9) }
        #expect(throws: PlainText.Problem.marks) { try PlainText.line("\u{200B}\u{301}", limit: 9) }
        // Where a text has lines, a mark of direction begins one.
        #expect(try PlainText.lines("\u{200F}a", limit: 9) == "\u{200F}a")
    }

    // S-09
    @Test(arguments: ["a\nb", "a\rb", "a\r\nb", "a\tb", "a\u{85}b", "a\u{0}b"])
    func `a text of one line takes no line break`(typed: String) {
        #expect(throws: PlainText.Problem.control) { _ = try PlainText.line(typed, limit: 100) }
    }

    @Test(arguments: [
        ("\u{0}", PlainText.Problem.control), ("a\u{B}", .control), ("a\u{202E}", .bidi), ("a\u{378}", .character),
        ("a\n\u{301}", .marks), (" \n\t", .empty), ("", .empty),
        ("a\u{336}\u{336}\u{336}\u{336}\u{336}", .marks),
    ])
    func `a comment follows the same rules as a name`(typed: String, problem: PlainText.Problem) {
        #expect(throws: problem) { _ = try PlainText.lines(typed, limit: 1_000) }
    }

    @Test func `marks of a long text are limited on each letter, not in all`() throws {
        let text = String(repeating: "กิ่", count: 300)
        #expect(try PlainText.lines(text, limit: 1_000) == text)
    }

    /// S-60, S-61: what is known of everyday letters without a look into Unicode's tables is what stands in them.
    @Test func `every scalar of the first plane comes out composed, or is refused for what Unicode says of it`() throws
    {
        for scalar in (0x21...0xFFFF).lazy.compactMap(Unicode.Scalar.init) {
            let properties = scalar.properties
            let typed = "é\(scalar)ö"
            let expected = typed.precomposedStringWithCanonicalMapping
            let cleaned = Result { try PlainText.line(typed, limit: 10) }
            switch (properties.generalCategory, cleaned) {
            case (.unassigned, _), (.control, _):
                #expect(throws: PlainText.Problem.self, "U+\(String(scalar.value, radix: 16))") { try cleaned.get() }
            case (_, .success(let text)) where properties.generalCategory.isLetter:
                #expect(text.unicodeScalars.elementsEqual(expected.unicodeScalars), "\(scalar)")
            default: break
            }
            let isMark = [.nonspacingMark, .spacingMark, .enclosingMark].contains(properties.generalCategory)
            if isMark {
                #expect(throws: PlainText.Problem.self, "\(scalar)") { try PlainText.line("\(scalar)", limit: 10) }
            }
        }
    }

    /// S-10: whatever comes, a validator reads it once.
    ///
    /// Not timed: a rule that goes back would not come to its end.
    @Test(arguments: [
        "a", " ", "\u{301}", "a\u{301}", "a\u{301}\u{323}\u{307}\u{330}", "\r\n", "\t", "\u{200D}", "ب\u{200C}",
        "क्\u{200D}",
        "\u{202E}", "\u{0}", "\u{1100}", "\u{1100}\u{1161}\u{11A8}", "🇨", "👩\u{200D}", "@", "a@", "a.", ".", "+",
        "a@b.",
        "ü", "ü.", "xn--", "-", "\u{FDFA}", "{", "{a", "{a}", "\u{E0041}", "\u{2028}", "o", "hotmail.",
    ])
    func `64 kB of anything is read once`(piece: String) {
        let text = String(repeating: piece, count: 65_536 / piece.utf8.count)
        var form = SignatureForm(name: text, email: text, shown: text, comment: text, place: text, key: text)
        (form.organisation, form.role, form.partners) = (text, text, [text])
        for email in [text, "a@\(text)", "a@\(text).org", "\(text)@example.org"] {
            #expect(throws: EmailAddress.Problem.self) { _ = try EmailAddress(email) }
        }
        let rules = SignatureDraft.Rules(signatories: .organisations, asksComment: true, asksPlace: true)
        #expect(throws: SignatureDraft.Problems.self) { _ = try SignatureDraft.read(form, under: rules) }
    }
}

extension Unicode.GeneralCategory {
    fileprivate var isLetter: Bool {
        [.uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter].contains(self)
    }
}
