/// What somebody a petition is addressed to answers, read from a form: all problems at once, in the form's order.
package struct AnswerDraft: Hashable, Sendable {
    /// As long as what can be published of it, so that nobody has to shorten another one's words.
    package static let textLimit = StandingDraft.textLimit

    /// A field of the form.
    package enum Field: String, Hashable, Sendable, CaseIterable {
        case text, name, role
    }

    /// What is wrong with the form; never nothing.
    package struct Problems: Error, Hashable, Sendable {
        package var all: [Field: PlainText.Problem]
    }

    /// Plain text; paragraphs with empty lines between.
    package let text: String
    /// Who answers for the one addressed; nil where nobody is named.
    package let name: String?
    package let role: String?

    /// - Parameters:
    ///   - text: As it was typed.
    ///   - name: The same; may be empty.
    ///   - role: The same; may be empty.
    /// - Throws: `Problems`.
    package init(text: String, name: String, role: String) throws(Problems) {
        var problems: [Field: PlainText.Problem] = [:]
        func read(_ field: Field, _ clean: () throws(PlainText.Problem) -> String) -> String? {
            do {
                return try clean()
            } catch {
                problems[field] = error
                return nil
            }
        }
        func line(_ field: Field, _ typed: String, _ limit: Int) -> String? {
            // Nothing but white space was typed.
            guard typed.contains(where: { !$0.isWhitespace }) else { return nil }
            return read(field) { () throws(PlainText.Problem) in try PlainText.line(typed, limit: limit) }
        }
        let cleaned = read(.text) { () throws(PlainText.Problem) in try PlainText.lines(text, limit: Self.textLimit) }
        self.name = line(.name, name, PlainText.nameLimit)
        self.role = line(.role, role, PlainText.roleLimit)
        guard problems.isEmpty, let cleaned else { throw Problems(all: problems) }
        self.text = cleaned
    }

    /// The same answer sent twice is one: 32 bytes by which it is known.
    package var hash: [UInt8] {
        [text, name ?? "", role ?? ""].map { Array($0.utf8).sha256 }.joined().map { $0 }.sha256
    }
}
