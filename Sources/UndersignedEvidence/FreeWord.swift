/// A word of a text: letters, with hyphens, apostrophes and digits inside.
struct FreeWord {
    let range: Range<Int>
    /// In upper case, as the lists have it.
    let upper: String
    let kind: WordKind

    var isInitial: Bool { range.count == 1 }

    static func all(in bytes: [UInt8]) -> [FreeWord] {
        var words: [FreeWord] = []
        var start: Int?
        for place in 0...bytes.count {
            let isInside = place < bytes.count && isLetter(bytes[place], begins: start == nil)
            if isInside, start == nil { start = place }
            guard !isInside, let first = start else { continue }
            words += all(of: bytes[first..<place])
            start = nil
        }
        return words
    }

    /// `POC-JANE` is two words: behind a word for a contact, a hyphen is a dash.
    private static func all(of bytes: ArraySlice<UInt8>) -> [FreeWord] {
        let whole = FreeWord(bytes)
        guard whole.kind.isEmpty, let dash = bytes.firstIndex(of: UInt8(ascii: "-")) else { return [whole] }
        let head = FreeWord(bytes[..<dash])
        guard head.kind.contains(.contact) else { return [whole] }
        let rest = bytes[dash...].drop { $0 == UInt8(ascii: "-") }
        return rest.isEmpty ? [whole] : [head] + all(of: rest)
    }

    private init(_ bytes: ArraySlice<UInt8>) {
        range = bytes.startIndex..<bytes.endIndex
        var hasDigit = false
        upper = String(unsafeUninitializedCapacity: bytes.count) { buffer in
            for (offset, byte) in bytes.enumerated() {
                buffer[offset] = (0x61...0x7A).contains(byte) ? byte - 0x20 : byte
                hasDigit = hasDigit || (0x30...0x39).contains(byte)
            }
            return bytes.count
        }
        kind = hasDigit ? .number : NameWords.kinds[upper] ?? []
    }

    /// Digits belong to a word that begins with a letter, so that a contract number is one word and no name.
    private static func isLetter(_ byte: UInt8, begins: Bool) -> Bool {
        if (0x41...0x5A).contains(byte & 0xDF) || byte >= 0x80 { return true }
        return !begins && (byte == UInt8(ascii: "'") || byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte))
    }
}
