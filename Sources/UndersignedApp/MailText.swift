/// Text as a mail's header and its HTML can hold it.
enum MailText {
    /// A title fit for a header: one line of visible text, cut where it is long.
    static func oneLine(_ text: String, _ limit: Int) -> String {
        // Most titles are one, and short, already.
        if isShortLine(text.utf8, limit) { return text }
        let words = text.split { character in
            character.isWhitespace || character.unicodeScalars.contains { $0.properties.generalCategory == .control }
        }
        let line = words.joined(separator: " ")
        return line.count <= limit ? line : line.prefix(limit - 1) + "…"
    }

    /// Of visible ASCII, with single blanks between its words.
    private static func isShortLine(_ text: String.UTF8View, _ limit: Int) -> Bool {
        var last = UInt8(ascii: " ")
        for byte in text {
            guard (0x20...0x7E).contains(byte), byte != 0x20 || last != 0x20 else { return false }
            last = byte
        }
        return last != 0x20 && text.count <= limit
    }

    static func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 32)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes += "&amp;".utf8
            case UInt8(ascii: "<"): bytes += "&lt;".utf8
            case UInt8(ascii: ">"): bytes += "&gt;".utf8
            case UInt8(ascii: "\""): bytes += "&quot;".utf8
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
