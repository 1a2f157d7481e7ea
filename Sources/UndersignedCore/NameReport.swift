/// What somebody who reads a petition's names says is wrong with one of them.
package struct NameReport: Hashable, Sendable {
    package static let wordsLimit = 500

    /// What is wrong with a report's form.
    package enum Problem: Error, Hashable, Sendable {
        case reason
        case words(PlainText.Problem)
    }

    package let reason: DisplayReason
    package let words: String?

    /// Reads the form.
    ///
    /// - Parameters:
    ///   - reason: One of the list.
    ///   - words: May be empty.
    /// - Throws: `Problem`.
    package init(reason: String, words: String) throws(Problem) {
        guard let reason = DisplayReason(rawValue: reason) else { throw .reason }
        self.reason = reason
        do throws(PlainText.Problem) {
            self.words = try PlainText.lines(words, limit: Self.wordsLimit)
        } catch {
            guard error == .empty else { throw .words(error) }
            self.words = nil
        }
    }

    /// As it was stored.
    package init(reason: DisplayReason, words: String?) {
        self.reason = reason
        self.words = words
    }
}
