/// Reads one JSON object (RFC 8259) whose values are strings, booleans, null or lists of strings.
///
/// Written here because Foundation's decoder silently keeps one of two equal names, and a request that says a thing
/// twice must be refused (S-11).
enum FlatJSON {
    typealias Malformed = FieldBody.Malformed

    /// - Parameter bytes: The whole body, UTF-8.
    /// - Returns: Names with their values, in order; several for a list, none for null.
    /// - Throws: `FieldBody.Malformed`.
    static func read(_ bytes: [UInt8]) throws(Malformed) -> [(name: String, values: [String])] {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw .encoding }
        var scanner = Scanner(bytes: bytes)
        return try scanner.object()
    }

    private struct Scanner {
        let bytes: [UInt8]
        var index = 0

        init(bytes: [UInt8]) {
            self.bytes = bytes
        }

        mutating func object() throws(Malformed) -> [(name: String, values: [String])] {
            var members: [(name: String, values: [String])] = []
            try expect("{")
            if !skips("}") {
                repeat {
                    let name = try string()
                    guard !members.contains(where: { $0.name == name }) else { throw .duplicate }
                    guard members.count < FieldBody.fieldLimit else { throw .tooMany }
                    try expect(":")
                    members.append((name, try value()))
                } while skips(",")
                try expect("}")
            }
            skipSpace()
            guard index == bytes.count else { throw .syntax }
            return members
        }

        private mutating func value() throws(Malformed) -> [String] {
            skipSpace()
            switch peek {
            case UInt8(ascii: "\""): return [try string()]
            case UInt8(ascii: "["): return try list()
            default: return try word()
            }
        }

        private mutating func list() throws(Malformed) -> [String] {
            var values: [String] = []
            try expect("[")
            if skips("]") { return values }
            repeat {
                guard values.count < FieldBody.fieldLimit else { throw .tooMany }
                values.append(try string())
            } while skips(",")
            try expect("]")
            return values
        }

        private mutating func word() throws(Malformed) -> [String] {
            for (word, values) in [("true", ["yes"]), ("false", ["no"]), ("null", [])]
            where bytes[index...].starts(with: word.utf8) {
                index += word.utf8.count
                return values
            }
            throw .syntax
        }

        private mutating func string() throws(Malformed) -> String {
            try expect("\"")
            var out: [UInt8] = []
            while let byte = peek {
                index += 1
                switch byte {
                case UInt8(ascii: "\""):
                    guard let text = String(validating: out, as: UTF8.self) else { throw .encoding }
                    return text
                case UInt8(ascii: "\\"): out += Array(String(try escape()).utf8)
                case 0..<0x20: throw .syntax
                default: out.append(byte)
                }
            }
            throw .syntax
        }

        private mutating func escape() throws(Malformed) -> Unicode.Scalar {
            guard let byte = peek else { throw .syntax }
            index += 1
            let plain: [UInt8: Unicode.Scalar] = [
                0x22: "\"", 0x5C: "\\", 0x2F: "/", 0x62: "\u{8}", 0x66: "\u{C}", 0x6E: "\n", 0x72: "\r", 0x74: "\t",
            ]
            if let scalar = plain[byte] { return scalar }
            guard byte == UInt8(ascii: "u") else { throw .syntax }
            let first = try unit()
            guard (0xD800..<0xDC00).contains(first) else {
                guard let scalar = Unicode.Scalar(first) else { throw .encoding }
                return scalar
            }
            guard bytes[index...].starts(with: "\\u".utf8) else { throw .encoding }
            index += 2
            let second = try unit()
            guard (0xDC00..<0xE000).contains(second),
                let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
            else { throw .encoding }
            return scalar
        }

        private mutating func unit() throws(Malformed) -> UInt32 {
            let digits = bytes[index...].prefix(4)
            guard digits.count == 4, digits.allSatisfy({ ($0 | 0x20).isHexDigit }),
                let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
            else { throw .syntax }
            index += 4
            return value
        }

        private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

        private mutating func skipSpace() {
            while let byte = peek, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { index += 1 }
        }

        private mutating func skips(_ letter: Unicode.Scalar) -> Bool {
            skipSpace()
            guard peek == UInt8(ascii: letter) else { return false }
            index += 1
            return true
        }

        private mutating func expect(_ letter: Unicode.Scalar) throws(Malformed) {
            guard skips(letter) else { throw .syntax }
        }
    }
}

extension UInt8 {
    fileprivate var isHexDigit: Bool { (0x30...0x39).contains(self) || (0x61...0x66).contains(self) }
}
