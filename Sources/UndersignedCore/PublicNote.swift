import FoundationEssentials

/// What an organiser tells the public about a petition: the document behind a `note` entry.
package struct PublicNote: Codable, Hashable, Sendable {
    /// A removal by rule that the note announces or ends.
    package struct Correction: Codable, Hashable, Sendable {
        /// The rule's name, as the removals say: `invalid:<rule>`.
        package var rule: String
        /// What the rule looks for, in words.
        package var finds: String
        /// How many signatures the rule found before it began.
        package var found: Int
        /// How many were taken out; nil in the note that begins it.
        package var removed: Int?
        /// Whether it was stopped before its end; nil in the note that begins it.
        package var isCancelled: Bool?

        package init(rule: String, finds: String, found: Int, removed: Int?, isCancelled: Bool?) {
            self.rule = rule
            self.finds = finds
            self.found = found
            self.removed = removed
            self.isCancelled = isCancelled
        }
    }

    package var kind = "note"
    /// The log's origin.
    package var petition: String
    /// One line.
    package var title: String
    /// Plain text; paragraphs with empty lines between.
    package var text: String
    package var correction: Correction?
    /// The version of the text that the note gives the reason of.
    package var textVersion: Int?
    /// Of the program that pages give to members: SHA-256 in hex of each of its files, by name.
    package var client: [String: String]?

    package init(
        petition: String,
        title: String,
        text: String,
        correction: Correction? = nil,
        textVersion: Int? = nil,
        client: [String: String]? = nil
    ) {
        self.petition = petition
        self.title = title
        self.text = text
        self.correction = correction
        self.textVersion = textVersion
        self.client = client
    }

    /// Reads what `canonical` wrote.
    ///
    /// - Throws: `DecodingError` for any other document.
    package init(parsing bytes: [UInt8]) throws {
        self = try JSONDecoder().decode(PublicNote.self, from: Data(bytes))
    }

    /// Canonical JSON: keys in order, no white space, one line, UTF-8.
    ///
    /// - Throws: `EncodingError`, which no value of these types causes.
    package func canonical() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self))
    }
}
