/// The style sheet of every page, under an address that changes with its bytes.
package enum Stylesheet {
    package static let bytes = compact(PackageResources.style_css)

    /// `/assets/style-<hash>.css`: it may be cached for ever.
    package static let path = "/assets/style-\(AssetHash.text(bytes)).css"

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
}

/// What only pages of organisers need besides.
package enum AdminStylesheet {
    package static let bytes = Stylesheet.compact(PackageResources.admin_css)

    package static let path = "/assets/admin-\(AssetHash.text(bytes)).css"
}
