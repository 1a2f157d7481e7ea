package import UndersignedCore
import UndersignedDatabase

/// What a row that was pending says about how it came: for the figures, one dimension at a time.
package struct ClaimedSignature: Hashable, Sendable {
    /// The partner whose link brought the person.
    package let source: String?
    /// To the minute.
    package let askedAt: Moment

    package init(source: String?, askedAt: Moment) {
        self.source = source
        self.askedAt = askedAt
    }

    init(_ row: QueryRow) throws {
        source = try row.optionalText("source")
        askedAt = Moment(seconds: try row.integer("asked_at"))
    }
}
