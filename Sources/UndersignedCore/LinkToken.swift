/// The secret of a mailed link: the petition's id, big-endian, then 32 random bytes; base64url without padding.
///
/// Naming the petition lets every lookup lead with it. The table holds only `hash`.
package struct LinkToken: Hashable, Sendable {
    package static let secretByteCount = 32

    package let petitionID: Int64
    package let secret: [UInt8]

    /// - Parameters:
    ///   - petitionID: Above 0; other numbers give nil.
    ///   - secret: 32 random bytes; other lengths give nil.
    package init?(petitionID: Int64, secret: [UInt8]) {
        guard petitionID > 0, secret.count == Self.secretByteCount else { return nil }
        self.petitionID = petitionID
        self.secret = secret
    }

    /// Reads the text of a link; nil for anything that `text` would not print.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count == 54, let bytes = Base64URL.decode(text), bytes.count == 40 else { return nil }
        let id = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard let petitionID = Int64(exactly: id) else { return nil }
        self.init(petitionID: petitionID, secret: Array(bytes.dropFirst(8)))
    }

    package var bytes: [UInt8] { petitionID.bigEndianBytes + secret }

    package var text: String { Base64URL.encode(bytes) }

    /// SHA-256 of the 40 bytes.
    package var hash: [UInt8] { bytes.sha256 }
}

extension Int64 {
    /// 8 bytes.
    package var bigEndianBytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }
}

/// Base64 with `-` and `_`, without padding (RFC 4648 §5).
///
/// Decoding is canonical: what decodes encodes back.
package enum Base64URL {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    private static let values: [UInt8] = {
        var table = [UInt8](repeating: 0xFF, count: 256)
        for (value, letter) in alphabet.enumerated() { table[Int(letter)] = UInt8(value) }
        return table
    }()

    package static func encode(_ bytes: [UInt8]) -> String {
        // Held here: a look at a static property asks each time whether it is made.
        let alphabet = alphabet
        return String(unsafeUninitializedCapacity: (bytes.count * 4 + 2) / 3) { letters in
            var count = 0
            var buffer: UInt32 = 0
            var bits: UInt32 = 0
            for byte in bytes {
                buffer = buffer << 8 | UInt32(byte)
                bits += 8
                while bits >= 6 {
                    bits -= 6
                    letters[count] = alphabet[Int(buffer >> bits & 0x3F)]
                    count += 1
                }
            }
            if bits > 0 {
                letters[count] = alphabet[Int(buffer << (6 - bits) & 0x3F)]
                count += 1
            }
            return count
        }
    }

    /// The bytes, or nil when a letter is foreign, the length impossible or a spare bit set.
    package static func decode(_ text: some StringProtocol) -> [UInt8]? {
        var text = String(text)
        return text.withUTF8 { decode($0) }
    }

    private static func decode(_ letters: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        let values = values
        var bytes: [UInt8] = []
        bytes.reserveCapacity(letters.count * 3 / 4)
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for letter in letters {
            let value = values[Int(letter)]
            guard value != 0xFF else { return nil }
            buffer = buffer << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> bits))
            }
        }
        guard bits < 6, buffer & (1 << bits - 1) == 0 else { return nil }
        return bytes
    }
}
