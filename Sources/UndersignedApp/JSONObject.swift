/// A JSON object of texts, as it is written (RFC 8259).
struct JSONObject {
    private var open: [UInt8] = [UInt8(ascii: "{")]

    /// The whole object.
    var bytes: [UInt8] { open + [UInt8(ascii: "}")] }

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
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): open += [UInt8(ascii: "\\"), byte]
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                open += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: open.append(byte)
            }
        }
        open.append(UInt8(ascii: "\""))
    }
}
