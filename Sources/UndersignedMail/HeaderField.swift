import UndersignedCore

/// How a header line is written: RFC 5322 folding, RFC 2047 words for what is not plain ASCII.
enum HeaderField {
    /// A subject or name longer than this is a mistake.
    static let limitBytes = 1_000

    /// The longest line that is not folded.
    static let lineBytes = 76

    /// The longest piece of text in one RFC 2047 word: 52 characters of base64, 64 with its frame.
    private static let wordBytes = 39

    /// Whether the text holds something that ends a line for some reader, or a control character.
    static func isForbidden(_ text: String) -> Bool {
        // Most text is ASCII, and needs no look into the tables of Unicode.
        guard !text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) else { return false }
        return text.unicodeScalars.contains { scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .surrogate: true
            default: false
            }
        }
    }

    /// A line whose value is known to be short ASCII.
    static func line(_ name: String, _ value: String) -> String {
        "\(name): \(value)\r\n"
    }

    /// A line of free text.
    static func unstructured(_ name: String, _ value: String) -> String {
        let isPlain = name.utf8.count + 2 + value.utf8.count <= lineBytes && value.utf8.allSatisfy { $0 < 0x80 }
        // Two blanks or one at an end may be lost on the way, and "=?" would be read as an encoded word.
        guard isPlain, !value.contains("=?"), !value.contains("  "), value.first != " ", value.last != " " else {
            return line(name, encodedWords(value).joined(separator: "\r\n "))
        }
        return line(name, value)
    }

    /// A line with one address, and the name before it where there is one.
    static func mailbox(_ name: String, _ mailbox: Mailbox) -> String {
        let address = "<\(mailbox.address)>"
        guard let shown = mailbox.name, !shown.isEmpty else { return line(name, address) }
        let quoted = "\"" + shown.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
        let isPlain = shown.utf8.allSatisfy { $0 < 0x80 } && !shown.contains("=?")
        let words = isPlain && name.utf8.count + 2 + quoted.utf8.count <= lineBytes ? [quoted] : encodedWords(shown)
        let last = words.last?.utf8.count ?? 0
        let indent = words.count == 1 ? name.utf8.count + 2 : 1
        let gap = indent + last + 1 + address.utf8.count <= lineBytes ? " " : "\r\n "
        return line(name, words.joined(separator: "\r\n ") + gap + address)
    }

    /// A moment as RFC 5322 writes it: `Wed, 20 Jun 2018 14:05:09 +0000`.
    static func dateText(_ moment: Moment) -> String {
        let date = CalendarDate(moment)
        let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let count = Int(moment.day.seconds / 86_400)
        let day = days[(count % 7 + 7) % 7]
        let clock = "\(date.clockText):\(date.second < 10 ? "0" : "")\(date.second)"
        return "\(day), \(date.day) \(months[date.month - 1]) \(date.year) \(clock) +0000"
    }

    /// RFC 2047 §4.1 words in UTF-8 and base64; none cuts a character in two.
    private static func encodedWords(_ text: String) -> [String] {
        var words: [[UInt8]] = [[]]
        for scalar in text.unicodeScalars {
            let bytes = Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            if words[words.count - 1].count + bytes.count > wordBytes {
                words.append([])
            }
            words[words.count - 1] += bytes
        }
        return words.map { "=?utf-8?B?\(String(decoding: StrictBase64.encode($0), as: UTF8.self))?=" }
    }
}
