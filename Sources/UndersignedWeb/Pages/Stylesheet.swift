/// The one style sheet, under an address that changes with its bytes.
package enum Stylesheet {
    package static let bytes = compact(PackageResources.style_css)

    /// `/assets/style-<hash>.css`: it may be cached for ever.
    package static let path = "/assets/style-\(hash).css"

    /// The source without the white space that only its readers need; strings with such runs do not occur in it.
    static func compact(_ source: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        for byte in source where byte != UInt8(ascii: "\n") {
            let isOpener = [UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ";")].contains(byte)
            while isOpener, bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
            if byte == UInt8(ascii: "}"), bytes.last == UInt8(ascii: ";") { bytes.removeLast() }
            let follows = bytes.last.map { Self.separators.contains($0) } ?? true
            if byte != UInt8(ascii: " ") || !follows { bytes.append(byte) }
        }
        return bytes
    }

    /// No space is needed after these; a space before `:` matters in a selector and stays.
    private static let separators: Set<UInt8> = Set("{};:, ".utf8)

    /// 64 bits of FNV-1a in hex: it tells versions apart and protects nothing.
    private static let hash: String = {
        let value = bytes.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }()
}
