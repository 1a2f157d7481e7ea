import UndersignedCore

/// A text written so that any mail server passes it on unchanged: the shorter of quoted-printable and base64.
struct BodyEncoding {
    /// The value of Content-Transfer-Encoding.
    let name: String
    /// Lines of at most 76 bytes, each ended by CR LF.
    let bytes: [UInt8]

    /// - Parameter text: Any text; CR, LF and CR LF all end a line, and the last line is ended if it was not.
    init(_ text: String) {
        let lines = Self.lines(of: text)
        let quoted = lines.flatMap { Self.quoted($0) }
        let encoded = Self.base64(Array(lines.joined(separator: [0x0D, 0x0A])) + [0x0D, 0x0A])
        let isMostlyPlain = quoted.count <= encoded.count
        name = isMostlyPlain ? "quoted-printable" : "base64"
        bytes = isMostlyPlain ? quoted : encoded
    }

    private static func lines(of text: String) -> [[UInt8]] {
        var lines: [[UInt8]] = [[]]
        var afterReturn = false
        for byte in text.utf8 {
            switch byte {
            case 0x0A where afterReturn: break
            case 0x0A, 0x0D: lines.append([])
            default: lines[lines.count - 1].append(byte)
            }
            afterReturn = byte == 0x0D
        }
        if lines.count > 1, lines[lines.count - 1].isEmpty {
            lines.removeLast()
        }
        return lines
    }

    /// One line in quoted-printable, with its line end.
    ///
    /// Source: RFC 2045 §6.7.
    private static func quoted(_ line: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        var result: [UInt8] = []
        var width = 0
        for (place, byte) in line.enumerated() {
            let isBlank = byte == 0x20 || byte == 0x09
            let isPlain = (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=")
            // A blank at the end of a line may be lost on the way.
            let stands = isPlain || (isBlank && place < line.count - 1)
            let piece = stands ? [byte] : [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            // One place is left for the soft break.
            if width + piece.count > HeaderField.lineBytes - 1 {
                result += [UInt8(ascii: "="), 0x0D, 0x0A]
                width = 0
            }
            result += piece
            width += piece.count
        }
        return result + [0x0D, 0x0A]
    }

    private static func base64(_ bytes: [UInt8]) -> [UInt8] {
        let text = StrictBase64.encode(bytes)
        var result: [UInt8] = []
        for start in stride(from: 0, to: text.count, by: HeaderField.lineBytes) {
            result += text[start..<min(start + HeaderField.lineBytes, text.count)] + [0x0D, 0x0A]
        }
        return result
    }
}
