/// Characters that no text of a record has: they would be invisible in pages, and a database may be unable to keep them, or they
/// turn what stands around them.
enum ControlCharacters {
    static let reason = "it holds a control character, which no text of a record has"

    /// Those below the space, but for tabs and the ends of lines.
    static func isOne(_ byte: UInt8) -> Bool {
        byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D
    }

    static func areIn(_ bytes: some Sequence<UInt8>) -> Bool {
        var (first, second): (UInt8, UInt8) = (0, 0)
        for byte in bytes {
            if isOne(byte) { return true }
            // U+202A to U+202E, and U+2066 to U+2069: directions of writing that are imposed on what follows.
            if first == 0xE2,
                second == 0x80 && (0xAA...0xAE).contains(byte) || second == 0x81 && (0xA6...0xA9).contains(byte)
            {
                return true
            }
            (first, second) = (second, byte)
        }
        return false
    }

    /// In any text of a document's value, or in a member's name.
    static func areIn(_ value: JSONValue) -> Bool {
        switch value {
        case .string(let text): areIn(text.utf8)
        case .array(let elements): elements.contains(where: areIn)
        case .object(let members): members.contains { areIn($0.name.utf8) || areIn($0.value) }
        case .null, .bool, .number: false
        }
    }
}
