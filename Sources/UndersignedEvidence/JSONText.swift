/// A value of a JSON document (RFC 8259); numbers stay as they are written, so that no amount passes through a float.
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([JSONMember])

    /// A member of an object; nil for other values, and where it has none of that name.
    package subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// Text or number as text; nil for anything else, and for a text with nothing in it.
    package var text: String? {
        switch self {
        case .string(let text): text.utf8.allSatisfy { $0 <= 0x20 } ? nil : text
        case .number(let text): text
        default: nil
        }
    }

    package var elements: [JSONValue] {
        if case .array(let elements) = self { elements } else { [] }
    }

    package var members: [JSONMember] {
        if case .object(let members) = self { members } else { [] }
    }
}

/// A name and its value within an object.
package struct JSONMember: Hashable, Sendable {
    package let name: String
    package let value: JSONValue
}

/// Why a text is no JSON.
package struct JSONFault: Error, Hashable, Sendable {
    /// Bytes before the place that is wrong.
    package let offset: Int
    package let what: String

    package init(offset: Int, what: String) {
        self.offset = offset
        self.what = what
    }
}

/// Reads one JSON value from UTF-8 that is whole.
package struct JSONText: Sendable {
    /// Values within values, at most.
    private static let deepest = 256

    private let bytes: [UInt8]
    private var place = 0
    private var depth = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// - Parameter bytes: One value, with white space around it.
    /// - Returns: It.
    /// - Throws: `JSONFault` with the place.
    package static func value(of bytes: [UInt8]) throws(JSONFault) -> JSONValue {
        var text = JSONText(bytes)
        let value = try text.value()
        text.skipSpace()
        guard text.place == bytes.count else { throw text.fault("something follows the value") }
        return value
    }

    private func fault(_ what: String) -> JSONFault { JSONFault(offset: place, what: what) }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { place += 1 }
    }

    private mutating func take(_ byte: Character) -> Bool {
        skipSpace()
        guard next == byte.asciiValue else { return false }
        place += 1
        return true
    }

    private mutating func value() throws(JSONFault) -> JSONValue {
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return .object(try nested { text throws(JSONFault) in try text.members() })
        case UInt8(ascii: "["): return .array(try nested { text throws(JSONFault) in try text.elements() })
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case nil: throw fault("it breaks off")
        default: return .number(try number())
        }
    }

    private mutating func nested<Inner>(
        _ read: (inout JSONText) throws(JSONFault) -> Inner
    ) throws(JSONFault) -> Inner {
        guard depth < Self.deepest else { throw fault("it is nested too deeply") }
        depth += 1
        place += 1
        let inner = try read(&self)
        depth -= 1
        return inner
    }

    private mutating func members() throws(JSONFault) -> [JSONMember] {
        var members: [JSONMember] = []
        if take("}") { return members }
        repeat {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw fault("a name is missing") }
            let name = try string()
            guard take(":") else { throw fault("a colon is missing") }
            members.append(JSONMember(name: name, value: try value()))
        } while take(",")
        guard take("}") else { throw fault("a comma or ‘}’ is missing") }
        return members
    }

    private mutating func elements() throws(JSONFault) -> [JSONValue] {
        var elements: [JSONValue] = []
        if take("]") { return elements }
        repeat { elements.append(try value()) } while take(",")
        guard take("]") else { throw fault("a comma or ‘]’ is missing") }
        return elements
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        guard bytes[place...].starts(with: word.utf8) else { throw fault("an unknown word") }
        place += word.utf8.count
        return value
    }

    private mutating func number() throws(JSONFault) -> String {
        let start = place
        func digits(_ text: inout JSONText) -> Int {
            let first = text.place
            while let byte = text.next, (0x30...0x39).contains(byte) { text.place += 1 }
            return text.place - first
        }
        if next == UInt8(ascii: "-") { place += 1 }
        let isZero = next == UInt8(ascii: "0")
        let whole = digits(&self)
        guard whole > 0, !isZero || whole == 1 else { throw fault("no value") }
        if next == UInt8(ascii: ".") {
            place += 1
            guard digits(&self) > 0 else { throw fault("no number") }
        }
        if let byte = next, byte | 0x20 == UInt8(ascii: "e") {
            place += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { place += 1 }
            guard digits(&self) > 0 else { throw fault("no number") }
        }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private mutating func string() throws(JSONFault) -> String {
        place += 1
        let start = place
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { place += 1 }
        if next == UInt8(ascii: "\"") {
            place += 1
            return String(decoding: bytes[start..<place - 1], as: UTF8.self)
        }
        var output = Array(bytes[start..<place])
        while let byte = next {
            place += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: output, as: UTF8.self)
            case UInt8(ascii: "\\"): output += try escaped()
            case ..<0x20: throw fault("a control character in a text")
            default: output.append(byte)
            }
        }
        throw fault("a text without an end")
    }

    private mutating func escaped() throws(JSONFault) -> [UInt8] {
        let plain: [UInt8: UInt8] = [
            0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x62: 8, 0x66: 12, 0x6E: 10, 0x72: 13, 0x74: 9,
        ]
        guard let byte = next else { throw fault("a text without an end") }
        place += 1
        if let letter = plain[byte] { return [letter] }
        guard byte == UInt8(ascii: "u") else { throw fault("an unknown escape") }
        var units = [try hexadecimal()]
        if UTF16.isLeadSurrogate(units[0]), bytes[place...].starts(with: "\\u".utf8) {
            place += 2
            units.append(try hexadecimal())
        }
        // Half a pair becomes U+FFFD.
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }

    private mutating func hexadecimal() throws(JSONFault) -> UInt16 {
        guard place + 4 <= bytes.count,
            bytes[place..<place + 4].allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
            let unit = UInt16(String(decoding: bytes[place..<place + 4], as: UTF8.self), radix: 16)
        else { throw fault("an escape without four digits") }
        place += 4
        return unit
    }
}
