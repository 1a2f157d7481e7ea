/// Plain text as Markdown that reads as it was typed.
package enum MarkdownEscape {
    /// Puts a backslash before all that Markdown would take for more than a sign (CommonMark 0.31, 2.4).
    ///
    /// - Parameter text: Plain text; its line ends are kept.
    /// - Returns: CommonMark.
    package static func escaped(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { escaped(line: trimmed($0)) }
        var whole = ""
        for (index, line) in lines.enumerated() {
            whole += line
            guard index < lines.count - 1 else { break }
            // A backslash at a line's end is a line's end; an empty line ends a paragraph anyhow.
            whole += line.isEmpty || lines[index + 1].isEmpty ? "\n" : "\\\n"
        }
        return whole
    }

    /// Without blanks at its ends: four of them in front would make it code.
    private static func trimmed(_ line: Substring) -> Substring {
        let start = line.drop { $0.isWhitespace }
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return start[...last]
    }

    private static func escaped(line: Substring) -> String {
        var escaped = ""
        var rest = line
        if let first = rest.first, "#+-=>~".contains(first) {
            escaped += "\\"
        } else if let number = rest.prefixMatch(of: /[0-9]{1,9}(?=[.)])/) {
            escaped += number.output + "\\"
            rest = rest[number.range.upperBound...]
        }
        for character in rest.unicodeScalars {
            if "\\`*_[]<&".unicodeScalars.contains(character) { escaped += "\\" }
            escaped.unicodeScalars.append(character)
        }
        return escaped
    }
}
