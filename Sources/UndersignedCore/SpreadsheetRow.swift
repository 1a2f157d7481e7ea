/// A row of a table for spreadsheets (RFC 4180): every cell in quotation marks, and none that is taken for a formula.
package enum SpreadsheetRow {
    /// What a spreadsheet begins a formula with, also in its wide form (S-05).
    private static let formulaMarks: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"]

    /// - Parameter cells: Any texts.
    /// - Returns: One line with its CR LF.
    package static func text(_ cells: [String]) -> String {
        cells.map(cell).joined(separator: ",") + "\r\n"
    }

    /// Where a cell begins for a spreadsheet that takes something else than the comma for the separator.
    private static let otherSeparators: Set<Unicode.Scalar> = [";", "\t", "\r", "\n", "|"]

    private static func cell(_ text: String) -> String {
        var guarded = String.UnicodeScalarView()
        // By scalars: as one character, an accent behind the sign would hide it.
        let scalars = Array(text.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            let begins = index == 0 || otherSeparators.contains(scalars[index - 1])
            if begins, beginsFormula(scalars[index...]) { guarded.append("'") }
            guarded.append(scalar)
        }
        return "\"" + String(guarded).replacing("\"", with: "\"\"") + "\""
    }

    /// By the first sign that can be seen: spreadsheets drop what stands before it, and quotation marks.
    private static func beginsFormula(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
        for scalar in scalars {
            if formulaMarks.contains(scalar) { return true }
            guard scalar == "\"" || isInvisible(scalar) else { return false }
        }
        return false
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        return properties.isWhitespace || properties.isDefaultIgnorableCodePoint
            || [.format, .control].contains(properties.generalCategory)
    }
}
