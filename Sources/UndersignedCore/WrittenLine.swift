/// A line of a list field: its parts between `|`.
///
/// Inside a part `\|` is the bar itself and `\\` the stroke before it, so that every text comes back as it was written.
enum WrittenLine {
    /// The line of parts that hold no line break.
    static func text(_ parts: [String]) -> String {
        parts.map(escaped).joined(separator: " | ")
    }

    /// The parts of a line, white space around them kept.
    ///
    /// - Parameters:
    ///   - line: Without a line break.
    ///   - count: The most parts, one or more: bars that would make further ones belong to the last.
    /// - Returns: At least one part.
    static func parts(of line: Substring, atMost count: Int) -> [String] {
        var parts = [String.UnicodeScalarView()]
        var isEscaped = false
        for scalar in line.unicodeScalars {
            if isEscaped {
                // A stroke before anything else is a stroke: people write C:\letters.
                if scalar != bar, scalar != stroke { parts[parts.count - 1].append(stroke) }
                parts[parts.count - 1].append(scalar)
                isEscaped = false
            } else if scalar == stroke {
                isEscaped = true
            } else if scalar == bar, parts.count < count {
                parts.append(String.UnicodeScalarView())
            } else {
                parts[parts.count - 1].append(scalar)
            }
        }
        if isEscaped { parts[parts.count - 1].append(stroke) }
        return parts.map { String($0) }
    }

    private static let bar: Unicode.Scalar = "|"
    private static let stroke: Unicode.Scalar = "\\"

    // By scalars, as they are read: a bar with a mark on it is another character, and still a bar.
    private static func escaped(_ part: String) -> String {
        var text = String.UnicodeScalarView()
        for scalar in part.unicodeScalars {
            if scalar == bar || scalar == stroke { text.append(stroke) }
            text.append(scalar)
        }
        return String(text)
    }
}
