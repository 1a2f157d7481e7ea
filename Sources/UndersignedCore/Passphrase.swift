/// What a person who runs campaigns signs in with, beside a code (S-34).
///
/// Compared byte for byte, as typed: nothing is trimmed, folded or normalised.
package struct Passphrase: Sendable {
    package static let leastCount = 12
    package static let mostCount = 256

    /// Why a text is not taken as a new passphrase.
    package enum Problem: Error, Hashable, Sendable {
        /// Fewer characters than the limit.
        case tooShort(limit: Int)
        /// More characters than the limit.
        case tooLong(limit: Int)
        /// Everybody who guesses tries it first: it leaked often, repeats itself, or is the person's own address or name.
        case guessable
    }

    package let text: String

    /// Reads a new passphrase.
    ///
    /// There are no rules of composition: length is what helps.
    ///
    /// - Parameters:
    ///   - text: As typed or pasted.
    ///   - known: What others know of the person: address, name.
    /// - Throws: The problem; there is only ever one.
    package init(_ text: String, known: [String]) throws(Problem) {
        guard text.count >= Self.leastCount else { throw .tooShort(limit: Self.leastCount) }
        guard text.count <= Self.mostCount else { throw .tooLong(limit: Self.mostCount) }
        let plain = Self.plain(text)
        let isKnown = known.map(Self.plain).contains { !$0.isEmpty && (plain == $0 || Self.repeats($0, in: plain)) }
        guard !Self.common.contains(plain), !isKnown, Set(plain).count > 3 else { throw .guessable }
        self.text = text
    }

    private static func plain(_ text: String) -> String {
        text.lowercased().filter { !$0.isWhitespace }
    }

    private static func repeats(_ part: String, in text: String) -> Bool {
        text.count % part.count == 0 && text == String(repeating: part, count: text.count / part.count)
    }
}
