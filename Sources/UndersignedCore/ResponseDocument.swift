import FoundationEssentials

/// What a target answered, and where it stands since: the document behind a `response` entry.
///
/// The same bytes in the log of every petition that addresses the target. Format: docs/formats/response.md.
package struct ResponseDocument: Codable, Hashable, Sendable {
    /// Who answered.
    package struct Addressee: Codable, Hashable, Sendable {
        package var id: Slug
        package var name: String
        package var role: String?
        package var organisation: String?
    }

    /// What was said.
    package struct Answer: Codable, Hashable, Sendable {
        /// As in `2026-11-20`.
        package var date: String
        /// Markdown.
        package var text: String
        package var source: Source?
    }

    package var kind = "response"
    /// The campaign's address without scheme.
    package var campaign: String
    package var target: Addressee
    /// The row of the target's history, from 1.
    package var number: Int
    package var state: Target.Standing
    /// As in `2026-11-20`.
    package var since: String
    /// The day on which the target was asked; nil where it was not yet.
    package var asked: String?
    package var answer: Answer?
    /// What was wrong in the document before this one.
    package var correction: String?

    /// - Parameters:
    ///   - standing: A row of the target's history.
    ///   - number: Which, from 1.
    ///   - target: Whose.
    ///   - asked: The day on which it was asked.
    ///   - campaign: The campaign's address without scheme.
    ///   - sources: The campaign's.
    package init(
        _ standing: TargetStanding,
        number: Int,
        of target: Target,
        asked: Moment?,
        campaign: String,
        sources: [Source]
    ) {
        self.campaign = campaign
        self.target = Addressee(
            id: target.id,
            name: target.name,
            role: target.role,
            organisation: target.organisation
        )
        self.number = number
        state = standing.state
        since = CalendarDate(standing.since).dayText
        self.asked = asked.map { CalendarDate($0).dayText }
        answer = standing.answer.map { answer in
            let source = answer.source.flatMap { sources.indices.contains($0 - 1) ? sources[$0 - 1] : nil }
            return Answer(date: answer.date, text: answer.text, source: source)
        }
        correction = standing.correction
    }

    /// Reads what `canonical` wrote.
    ///
    /// - Throws: `DecodingError` for any other document.
    package init(parsing bytes: [UInt8]) throws {
        self = try JSONDecoder().decode(ResponseDocument.self, from: Data(bytes))
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
