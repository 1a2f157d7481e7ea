import UndersignedEvidence

/// The same for people: what went in, and the sums with what may not be added side by side.
enum EvidenceReportText {
    static func text(_ report: ImportReport) -> String {
        let tally = report.tally
        var lines = ["\(report.file): \(report.kind.rawValue)"]
        lines.append(
            "  \(number(report.rows)) rows: \(number(tally.importedCount)) records of \(number(tally.awardCount)) awards, "
                + "\(number(tally.repeatCount)) repeats, \(number(tally.refusedCount)) refused"
        )
        if tally.sum(.obligated).groups.isEmpty == false {
            lines.append("  obligations: \(number(tally.negativeCount)) negative, \(number(tally.zeroCount)) zero")
        }
        for currency in tally.currencies { lines += table(tally, currency) }
        lines += report.notes.map { "  note: \($0)" }
        return lines.joined(separator: "\n")
    }

    private static func table(_ tally: RecordTally, _ currency: CurrencyCode) -> [String] {
        let heads = ["  \(currency.text)", "awards", "orders", "vehicles"]
        let rows = AmountKind.allCases.map { kind in
            ["  " + kind.rawValue.replacing("_", with: " ")]
                + AwardClass.allCases.map { tally.sum(kind).cents(currency, $0).map { grouped(cents: $0) } ?? "-" }
        }
        let table = [heads] + rows
        let widths = heads.indices.map { column in table.map { $0[column].count }.max() ?? 0 }
        return table.map { cells in
            cells.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                return column == 0 ? cell + padding : padding + cell
            }
            .joined(separator: "  ")
        }
    }

    private static func number(_ count: Int) -> String { grouped(String(count)) }

    private static func grouped(cents: Int128) -> String {
        let parts = Amount.text(cents: cents).split(separator: ".")
        return grouped(String(parts[0])) + "." + parts[1]
    }

    /// A comma before every third digit from the end.
    private static func grouped(_ digits: String) -> String {
        var text = ""
        for (offset, digit) in digits.reversed().enumerated() {
            if offset > 0, offset % 3 == 0, digit != "-" { text.append(",") }
            text.append(digit)
        }
        return String(text.reversed())
    }
}
