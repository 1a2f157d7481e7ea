/// What one mail's return address holds: 16 random bytes, so that a mail that comes back names itself (DESIGN.md 11.17).
package struct BounceCode: Hashable, Sendable {
    package static let count = 16

    package let bytes: [UInt8]

    /// - Parameter bytes: 16 bytes; nil for another number of them.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.count else { return nil }
        self.bytes = bytes
    }

    /// Reads what `text` prints, in capital or small letters; nil for anything else.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count == Self.textCount else { return nil }
        var bytes: [UInt8] = []
        var pending: UInt32 = 0
        var bits = 0
        for letter in text.utf8 {
            guard let value = Self.value(of: letter) else { return nil }
            pending = pending << 5 | value
            bits += 5
            guard bits >= 8 else { continue }
            bits -= 8
            bytes.append(UInt8(truncatingIfNeeded: pending >> UInt32(bits)))
            pending &= (1 << UInt32(bits)) - 1
        }
        // Two bits are left over, and zero: one text for each code.
        guard pending == 0 else { return nil }
        self.init(bytes)
    }

    /// RFC 4648 §6 base32 in small letters, without padding: mail servers may change the case of a local part.
    package var text: String {
        var letters: [UInt8] = []
        var pending: UInt32 = 0
        var bits = 0
        for byte in bytes {
            pending = pending << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                letters.append(Self.alphabet[Int(pending >> UInt32(bits) & 31)])
            }
            pending &= (1 << UInt32(bits)) - 1
        }
        letters.append(Self.alphabet[Int(pending << UInt32(5 - bits) & 31)])
        return String(decoding: letters, as: UTF8.self)
    }

    /// SHA-256, 32 bytes: all that is stored of it.
    package var hash: [UInt8] { bytes.sha256 }

    static let textCount = 26
    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)

    private static func value(of letter: UInt8) -> UInt32? {
        switch letter {
        case 0x61...0x7A: UInt32(letter - 0x61)
        case 0x41...0x5A: UInt32(letter - 0x41)
        case 0x32...0x37: UInt32(letter - 0x32 + 26)
        default: nil
        }
    }
}

/// The form of the return addresses: `bounces+{}@example.org`, with a mail's code for the braces.
package struct BounceAddress: Hashable, Sendable {
    private let prefix: [UInt8]
    private let suffix: [UInt8]

    /// Reads an address with `{}` once before its at sign; nil for anything else.
    ///
    /// The local part with a code in it has at most 64 bytes (RFC 5321 §4.5.3.1.1), and nothing in it needs quoting.
    package init?(_ text: String) {
        guard text.ranges(of: "{}").count == 1, let braces = text.firstRange(of: "{}") else { return nil }
        prefix = Array(text[..<braces.lowerBound].utf8)
        suffix = Array(text[braces.upperBound...].utf8)
        let parts = suffix.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, let rest = parts.first, let domain = parts.last else { return nil }
        let local = prefix + Array(repeating: UInt8(ascii: "a"), count: BounceCode.textCount) + rest
        guard local.count <= 64, local.count + domain.count < 254 else { return nil }
        let atoms = local.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard atoms.allSatisfy({ !$0.isEmpty && $0.allSatisfy(Self.standsInAtom) }) else { return nil }
        let labels = domain.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.allSatisfy({ !$0.isEmpty && $0.allSatisfy(Self.standsInLabel) }) else { return nil }
    }

    /// The return address of one mail.
    package func text(_ code: BounceCode) -> String {
        String(decoding: prefix + Array(code.text.utf8) + suffix, as: UTF8.self)
    }

    /// The code of a return address, whatever the case of its letters; nil for another address.
    package func code(of address: some StringProtocol) -> BounceCode? {
        let bytes = Array(address.utf8)
        guard bytes.count == prefix.count + BounceCode.textCount + suffix.count,
            Self.areAlike(bytes.prefix(prefix.count), prefix), Self.areAlike(bytes.suffix(suffix.count), suffix)
        else { return nil }
        return BounceCode(
            String(decoding: bytes.dropFirst(prefix.count).prefix(BounceCode.textCount), as: UTF8.self)
        )
    }

    /// The codes of all return addresses in a header's value: `"A name" <address>, address`.
    package func codes(in value: String) -> Set<BounceCode> {
        let words = value.utf8.split { $0 <= 0x20 || "<>,;:\"()[]".utf8.contains($0) }
        return Set(words.compactMap { code(of: String(decoding: Array($0), as: UTF8.self)) })
    }

    private static func areAlike(_ one: some Collection<UInt8>, _ other: [UInt8]) -> Bool {
        one.elementsEqual(other) { $0.inSmallLetters == $1.inSmallLetters }
    }

    /// RFC 5322 §3.2.3 `atext`.
    private static func standsInAtom(_ byte: UInt8) -> Bool {
        standsInLabel(byte) || "!#$%&'*+/=?^_`{|}~".utf8.contains(byte)
    }

    private static func standsInLabel(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte.inSmallLetters) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
    }
}

extension UInt8 {
    /// An ASCII letter as a small one; any other byte as it is.
    var inSmallLetters: UInt8 { (0x41...0x5A).contains(self) ? self + 0x20 : self }
}
