import UndersignedCore

/// A letter's words as Pango reads them.
enum LetterMarkup {
    static func text(of runs: [LetterBlock.Run]) -> String {
        runs.map { run in
            var text = escaped(run.text)
            if run.isCode { text = "<tt>\(text)</tt>" }
            if run.isEmphasised { text = "<i>\(text)</i>" }
            if run.isStrong { text = "<b>\(text)</b>" }
            return text
        }.joined()
    }

    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            // Markup ends at these, and no letter holds them.
            case "\u{0}"..<"\t", "\u{B}"..<" ": continue
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
