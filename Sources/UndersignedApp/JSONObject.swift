/// A JSON object of texts, as it is written (RFC 8259).
struct JSONObject {
    /// The whole object up to its end.
    private var open: [UInt8] = []

    init() {
        // A name, an address and what else a contact has: one piece of memory for all.
        open.reserveCapacity(256)
        open.append(UInt8(ascii: "{"))
    }

    /// The whole object; nothing is added to it afterwards.
    consuming func bytes() -> [UInt8] {
        open.append(UInt8(ascii: "}"))
        return open
    }

    /// - Parameters:
    ///   - name: Added once.
    ///   - text: Any text.
    mutating func add(_ name: String, _ text: String) {
        begin(name)
        append(text)
    }

    /// The same with a list of texts.
    mutating func add(_ name: String, _ texts: [String]) {
        begin(name)
        open.append(UInt8(ascii: "["))
        for (place, text) in texts.enumerated() {
            if place > 0 { open.append(UInt8(ascii: ",")) }
            append(text)
        }
        open.append(UInt8(ascii: "]"))
    }

    private mutating func begin(_ name: String) {
        if open.count > 1 { open.append(UInt8(ascii: ",")) }
        append(name)
        open.append(UInt8(ascii: ":"))
    }

    private mutating func append(_ text: String) {
        open.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { bytes in
            // Hardly any text has a character that must be written in another way.
            if bytes.allSatisfy(Self.isPlain) {
                open.append(contentsOf: bytes)
            } else {
                for byte in bytes { appendEscaped(byte) }
            }
        }
        open.append(UInt8(ascii: "\""))
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    private mutating func appendEscaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): open += [UInt8(ascii: "\\"), byte]
        case 0..<0x20:
            let digits = Array("0123456789abcdef".utf8)
            open += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        default: open.append(byte)
        }
    }
}
