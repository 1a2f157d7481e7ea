/// A pattern in which `*` stands for any run of characters and `?` for one; upper and lower case are the same.
package struct WildcardPattern: Hashable, Sendable, Codable {
    /// As written.
    package let text: String

    /// - Parameter text: 1 to 200 characters.
    package init?(_ text: String) {
        guard (1...200).contains(text.count) else { return nil }
        self.text = text
    }

    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let pattern = WildcardPattern(text) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "no pattern"))
        }
        self = pattern
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// Whether the whole of a text fits the pattern.
    ///
    /// Goes back to the last `*` only, so that the time is at most the product of both lengths.
    package func matches(_ candidate: String) -> Bool {
        let pattern = Array(text.lowercased())
        let letters = Array(candidate.lowercased())
        var (place, letter) = (0, 0)
        var star: (place: Int, letter: Int)?
        while letter < letters.count {
            if place < pattern.count, pattern[place] == "*" {
                star = (place, letter)
                place += 1
            } else if place < pattern.count, pattern[place] == "?" || pattern[place] == letters[letter] {
                (place, letter) = (place + 1, letter + 1)
            } else if let last = star {
                star = (last.place, last.letter + 1)
                (place, letter) = (last.place + 1, last.letter + 1)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == "*" }
    }
}
