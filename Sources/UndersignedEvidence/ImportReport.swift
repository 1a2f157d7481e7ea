/// What became of one file.
package struct ImportReport: Sendable {
    package var file: String
    package var kind: EvidenceKind
    package var rows: Int
    package var tally: RecordTally
    package var notes: [String]
    /// The first of the rows that did not go in, at most `longestList`.
    package var refusedRows: [RefusedRow]

    /// Beyond this many, bad rows are counted and no longer listed.
    package static let longestList = 100

    package init(
        file: String,
        kind: EvidenceKind,
        rows: Int,
        tally: RecordTally,
        notes: [String] = [],
        refusedRows: [RefusedRow] = []
    ) {
        self.file = file
        self.kind = kind
        self.rows = rows
        self.tally = tally
        self.notes = notes
        self.refusedRows = refusedRows
    }

    /// The one currency of all amounts; nil where there are none, or several.
    package var currency: CurrencyCode? { tally.currencies.count == 1 ? tally.currencies.first : nil }

    /// A column added up, as in `81098690.32`.
    ///
    /// - Returns: nil where the file states no such amounts, or states them in several currencies.
    package func sumText(_ kind: AmountKind) -> String? {
        currency.flatMap { tally.sum(kind).columnCents($0) }.map { Amount.text(cents: $0) }
    }
}
