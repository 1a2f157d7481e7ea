import UndersignedCore

/// A text written so that any mail server passes it on unchanged: the shorter of quoted-printable and base64.
struct BodyEncoding {
    /// The value of Content-Transfer-Encoding.
    let name: String
    /// Lines of at most 76 bytes, each ended by CR LF.
    let bytes: [UInt8]

    /// - Parameter text: Any text; CR, LF and CR LF all end a line, and the last line is ended if it was not.
    init(_ text: String) {
        let bytes = Array(text.utf8)
        let lines = Self.lines(of: bytes)
        var quoted: [UInt8] = []
        quoted.reserveCapacity(bytes.count + bytes.count / 8)
        for line in lines { Self.quote(line, into: &quoted) }
        let wireCount = lines.reduce(0) { $0 + $1.count + 2 }
        if quoted.count <= Self.base64Count(of: wireCount) {
            (name, self.bytes) = ("quoted-printable", quoted)
        } else {
            let wire = Array(lines.joined(separator: [0x0D, 0x0A])) + [0x0D, 0x0A]
            (name, self.bytes) = ("base64", Self.base64(wire))
        }
    }

    private static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        for (place, byte) in bytes.enumerated() where byte == 0x0A || byte == 0x0D {
            // CR LF is one end.
            if byte == 0x0A, place > 0, bytes[place - 1] == 0x0D {
                start = place + 1
                continue
            }
            lines.append(bytes[start..<place])
            start = place + 1
        }
        if start < bytes.count || lines.isEmpty { lines.append(bytes[start...]) }
        return lines
    }

    private static let digits = Array("0123456789ABCDEF".utf8)

    /// Appends one line in quoted-printable, with its line end.
    ///
    /// Source: RFC 2045 §6.7.
    private static func quote(_ line: ArraySlice<UInt8>, into result: inout [UInt8]) {
        var width = 0
        for (place, byte) in zip(line.indices, line) {
            let isBlank = byte == 0x20 || byte == 0x09
            let isPlain = (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=")
            // A blank at the end of a line may be lost on the way.
            let stands = isPlain || (isBlank && place < line.endIndex - 1)
            let count = stands ? 1 : 3
            // One place is left for the soft break.
            if width + count > HeaderField.lineBytes - 1 {
                result.append(UInt8(ascii: "="))
                result.append(0x0D)
                result.append(0x0A)
                width = 0
            }
            if stands {
                result.append(byte)
            } else {
                result.append(UInt8(ascii: "="))
                result.append(digits[Int(byte >> 4)])
                result.append(digits[Int(byte & 15)])
            }
            width += count
        }
        result.append(0x0D)
        result.append(0x0A)
    }

    private static func base64(_ bytes: [UInt8]) -> [UInt8] {
        let text = StrictBase64.encode(bytes)
        var result: [UInt8] = []
        result.reserveCapacity(base64Count(of: bytes.count))
        for start in stride(from: 0, to: text.count, by: HeaderField.lineBytes) {
            result += text[start..<min(start + HeaderField.lineBytes, text.count)]
            result += [0x0D, 0x0A]
        }
        return result
    }

    /// How many bytes base64 makes of so many, line ends included.
    private static func base64Count(of count: Int) -> Int {
        let letters = (count + 2) / 3 * 4
        return letters + (letters + HeaderField.lineBytes - 1) / HeaderField.lineBytes * 2
    }
}
