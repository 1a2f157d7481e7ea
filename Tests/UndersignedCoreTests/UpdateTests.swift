import Testing
import UndersignedCore

struct UpdateTests {
    private static let noon = Moment(seconds: 1_529_496_000)

    @Test func `two mails in seven days are what was promised, and a third waits for the first to be a week old`() {
        let days = [0, 2].map { Self.noon + .days($0) }
        #expect(throws: Update.Refusal.tooOften(until: Self.noon + .days(7))) {
            try UpdatePromise.accept(after: days.reversed(), at: Self.noon + .days(6))
        }
        #expect(throws: Never.self) { try UpdatePromise.accept(after: days, at: Self.noon + .days(7)) }
        #expect(throws: Never.self) { try UpdatePromise.accept(after: [], at: Self.noon) }
        #expect(throws: Never.self) { try UpdatePromise.accept(after: [Self.noon], at: Self.noon) }
    }

    @Test func `all problems of a form are told at once, and what deceives a reader is refused`() {
        let empty = #expect(throws: WritingProblems.self) { try UpdateForm(title: " ", body: "").checked() }
        #expect(empty?.all == [WritingProblem("title", .empty), WritingProblem("body", .empty)])
        let long = UpdateForm(title: "a\u{202E}b", body: String(repeating: "x", count: UpdateForm.bodyLimit + 1))
        let problems = #expect(throws: WritingProblems.self) { try long.checked() }
        #expect(
            problems?.all == [
                WritingProblem("title", .characters), WritingProblem("body", .tooLong(limit: UpdateForm.bodyLimit)),
            ]
        )
        let form = try? UpdateForm(title: " The council  met ", body: "a\r\n\r\nb").checked()  // no problem is meant
        #expect(form == UpdateForm(title: "The council met", body: "a\n\nb"))
    }

    @Test func `an update says since when what is public has been so`() {
        let text = UpdateText(number: 2, title: "T", body: "B")
        var update = Update(number: 1, text: text, publishedAt: nil, correctedAt: nil)
        #expect(update.changedAt == nil)
        update.publishedAt = Self.noon
        #expect(update.changedAt == Self.noon)
        update.correctedAt = Self.noon + .days(1)
        #expect(update.changedAt == Self.noon + .days(1))
    }
}
