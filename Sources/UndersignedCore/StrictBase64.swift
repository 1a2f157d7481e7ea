/// RFC 4648 base64 with padding, read canonically: one text for each value, so that what parses prints back.
package enum StrictBase64 {
    /// Encodes bytes: 4 characters for each 3 bytes begun.
    package static func encode(_ bytes: some Collection<UInt8>) -> [UInt8] { encode(Array(bytes)) }

    /// The same of an array, which is read as it lies in memory.
    package static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var pending: UInt32 = 0
        var pendingCount = 0
        for byte in bytes {
            pending = pending << 8 | UInt32(byte)
            pendingCount += 1
            guard pendingCount == 3 else { continue }
            text.append(alphabet[Int(pending >> 18 & 63)])
            text.append(alphabet[Int(pending >> 12 & 63)])
            text.append(alphabet[Int(pending >> 6 & 63)])
            text.append(alphabet[Int(pending & 63)])
            pending = 0
            pendingCount = 0
        }
        if pendingCount > 0 {
            pending <<= UInt32(8 * (3 - pendingCount))
            for place in 0...3 {
                let shift = UInt32(18 - 6 * place)
                text.append(place <= pendingCount ? alphabet[Int(pending >> shift & 63)] : padding)
            }
        }
        return text
    }

    /// Decodes a text; nil where it is not canonical: wrong length, foreign characters, stray bits under the padding.
    package static func decode(_ text: some RandomAccessCollection<UInt8>) -> [UInt8]? {
        guard text.count.isMultiple(of: 4) else { return nil }
        guard !text.isEmpty else { return [] }
        let paddingCount = text.suffix(2).reversed().prefix { $0 == padding }.count
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        var pending: UInt32 = 0
        var bits: UInt32 = 0
        for character in text.dropLast(paddingCount) {
            let value = values[Int(character)]
            guard value < 64 else { return nil }
            pending = pending << 6 | UInt32(value)
            bits += 6
            guard bits >= 8 else { continue }
            bits -= 8
            bytes.append(UInt8(truncatingIfNeeded: pending >> bits))
            pending &= (1 << bits) - 1
        }
        guard pending == 0 else { return nil }
        return bytes
    }

    private static let padding = UInt8(ascii: "=")

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The value of each character; 255 for one outside the alphabet.
    static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, character) in alphabet.enumerated() {
            values[Int(character)] = UInt8(value)
        }
        return values
    }()
}
