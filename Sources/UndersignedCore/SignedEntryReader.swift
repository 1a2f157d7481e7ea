/// Recognises the two commonest entries where they stand, without making a value of each: a log has millions of them.
///
/// It agrees with `LogEntry(parsing:)`: what it names, that one reads as an entry of this class and of weight 1.
package struct SignedEntryReader: Sendable {
    private let mail = Array("signed mail ".utf8)
    private let organisation = Array("signed org ".utf8)
    // Held here: a global would be looked up for each character.
    private let values = StrictBase64.values

    package init() {}

    /// The class of a `signed mail` or `signed org` entry.
    ///
    /// - Parameter entry: The bytes of one entry.
    /// - Returns: Nil for any other entry, sound or not.
    package func signatureClass(of entry: Span<UInt8>) -> SignatureClass? {
        if isHash(in: entry, after: mail) { return .mail }
        return isHash(in: entry, after: organisation) ? .organisation : nil
    }

    /// The entry is the words and 32 bytes in canonical base64: 43 characters, the last with two zero bits, and `=`.
    private func isHash(in entry: Span<UInt8>, after words: [UInt8]) -> Bool {
        let start = words.count
        guard entry.count == start + 44 else { return false }
        for place in 0..<start where entry[place] != words[place] { return false }
        var seen: UInt8 = 0
        for place in start..<start + 42 {
            seen |= values[Int(entry[place])]
        }
        let last = values[Int(entry[start + 42])]
        // The table gives 0…63 for characters of the alphabet and 255 for all others.
        return seen < 64 && last < 64 && last & 3 == 0 && entry[start + 43] == UInt8(ascii: "=")
    }
}
