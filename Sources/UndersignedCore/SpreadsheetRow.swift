/// A row of a table for spreadsheets (RFC 4180): every cell in quotation marks, and none that is taken for a formula.
package enum SpreadsheetRow {
    /// What a spreadsheet begins a formula with, also in its wide form (S-05).
    private static let formulaMarks: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"]

    /// - Parameter cells: Any texts.
    /// - Returns: One line with its CR LF.
    package static func text(_ cells: [String]) -> String {
        cells.map(cell).joined(separator: ",") + "\r\n"
    }

    private static func cell(_ text: String) -> String {
        // By its first scalar: as one character, an accent behind the sign would hide it.
        let isFormula = text.unicodeScalars.first.map(formulaMarks.contains) ?? false
        return "\"" + (isFormula ? "'" : "") + text.replacing("\"", with: "\"\"") + "\""
    }
}
