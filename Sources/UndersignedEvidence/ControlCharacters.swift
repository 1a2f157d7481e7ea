/// Characters that no text of a record has: they would be invisible in pages, and a database may be unable to keep them.
enum ControlCharacters {
    static let reason = "it holds a control character, which no text of a record has"

    /// Those below the space, but for tabs and the ends of lines.
    static func isOne(_ byte: UInt8) -> Bool {
        byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D
    }

    static func areIn(_ bytes: some Sequence<UInt8>) -> Bool { bytes.contains(where: isOne) }

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
