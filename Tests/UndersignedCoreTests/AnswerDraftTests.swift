import Testing
import UndersignedCore

/// An answer as it is typed.
@Suite struct AnswerDraftTests {
    @Test func `all problems are told at once`() throws {
        let error = try #require(throws: AnswerDraft.Problems.self) {
            try AnswerDraft(text: " \n", name: String(repeating: "a", count: 201), role: "a\u{202E}b")
        }
        #expect(error.all == [.text: .empty, .name: .tooLong(limit: 200), .role: .bidi])
    }

    @Test func `two thousand characters fit, and one more does not`() throws {
        let text = String(repeating: "鬱", count: 2_000)
        #expect(try AnswerDraft(text: text, name: "", role: " ").role == nil)
        let error = try #require(throws: AnswerDraft.Problems.self) {
            try AnswerDraft(text: text + "鬱", name: "", role: "")
        }
        #expect(error.all == [.text: .tooLong(limit: 2_000)])
    }

    @Test func `who answers is part of the answer`() throws {
        let plain = try AnswerDraft(text: "No.", name: "", role: "")
        let named = try AnswerDraft(text: "No.", name: "A. Mayor", role: "")
        let role = try AnswerDraft(text: "No.", name: "", role: "A. Mayor")
        #expect(Set([plain.hash, named.hash, role.hash]).count == 3 && plain.hash.count == 32)
    }
}
