import Foundation
import Testing
import UndersignedCore

/// How organisers say what is shown, and what moderators and readers send.
struct DisplayFormTests {
    @Test func `the rules that every petition has leave the sheet as it was`() throws {
        #expect(try DisplayForm().display() == nil)
        #expect(try DisplayForm(way: "", words: " \n ").display() == nil)
        let sheet = PetitionSheet(
            slug: try #require(Slug("x")),
            title: "X",
            letter: "X",
            to: [],
            from: "X",
            language: "en"
        )
        let json = String(decoding: try JSONEncoder().encode(sheet), as: UTF8.self)
        #expect(!json.contains("display"))
        #expect(try JSONDecoder().decode(PetitionSheet.self, from: Data(json.utf8)).display == nil)
    }

    @Test func `what is shown is no part of the published document`() throws {
        var sheet = PetitionSheet(
            slug: try #require(Slug("x")),
            title: "X",
            letter: "X",
            to: [],
            from: "X",
            language: "en"
        )
        let key = [UInt8](repeating: 1, count: 32)
        func hash(_ sheet: PetitionSheet) throws -> [UInt8] {
            try PetitionDocument(sheet, version: 1, origin: "o", verifierKey: "v", custodyKey: key).canonical().hash
        }
        let before = try hash(sheet)
        sheet.display = PetitionSheet.Display(way: .approved, words: ["idiot"])
        #expect(try hash(sheet) == before)
    }

    @Test func `words are read line by line and come back as they were`() throws {
        let display = try DisplayForm(way: "approved", words: "idiot*\r\n\r\n  rotten egg ").display()
        #expect(display == PetitionSheet.Display(way: .approved, words: ["idiot*", "rotten egg"]))
        #expect(DisplayForm(display).words == "idiot*\nrotten egg" && DisplayForm(display).comments == "private")
        let shown = try DisplayForm(way: "", words: "", comments: "shown").display()
        #expect(shown == PetitionSheet.Display(showsComments: true) && DisplayForm(shown).comments == "shown")
    }

    @Test func `what can't be read is said at its field`() throws {
        let long = String(repeating: "a", count: 10_001)
        for (form, field) in [
            (DisplayForm(way: "never", words: ""), "display"), (DisplayForm(way: "", words: long), "words"),
            (DisplayForm(way: "", words: "a\nb\u{202E}c"), "words"),
            (DisplayForm(way: "", words: "", comments: "sold"), "comments"),
        ] {
            let problems = #expect(throws: WritingProblems.self) { try form.display() }
            #expect(problems?.all.map(\.field).contains(field) == true)
        }
    }

    @Test func `whoever hides says why, and whoever shows need not`() throws {
        #expect(throws: DisplayVerdict.Refusal.reason) { try DisplayVerdict(.hide, because: nil) }
        #expect(throws: DisplayVerdict.Refusal.reason) { try DisplayVerdict(.hideComment, because: nil) }
        #expect(try DisplayVerdict(.show, because: .insult).reason == nil)
        #expect(try DisplayVerdict(.hideComment, because: .insult).extent(hasComment: false) == .all)
        #expect(try DisplayVerdict(.hideComment, because: .insult).extent(hasComment: true) == .name)
    }

    @Test func `a report has a reason of the list, and words that anybody can read`() throws {
        #expect(try NameReport(reason: "insult", words: " \n").words == nil)
        #expect(try NameReport(reason: "off-topic", words: " a\r\nb").words == "a\nb")
        #expect(throws: NameReport.Problem.reason) { try NameReport(reason: "", words: "") }
        #expect(throws: NameReport.Problem.words(.bidi)) { try NameReport(reason: "other", words: "\u{202E}a") }
        let long = String(repeating: "a", count: 501)
        #expect(throws: NameReport.Problem.words(.tooLong(limit: 500))) {
            try NameReport(reason: "other", words: long)
        }
    }

    @Test func `a name's handle reads back, and nothing else does`() {
        for shuffle in [Int64.min, -1, 0, 7, .max] {
            let handle = PublicNameHandle(day: Moment(seconds: 1_529_452_800), shuffle: shuffle)
            #expect(PublicNameHandle(handle.text) == handle && handle.text.utf8.count == 22)
        }
        for text in ["", "a", "../..", String(repeating: "A", count: 21), String(repeating: "A", count: 23)] {
            #expect(PublicNameHandle(text) == nil)
        }
    }
}
