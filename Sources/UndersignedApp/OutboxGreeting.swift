/// Whether a name may be greeted in a mail to an address that somebody else may have typed.
///
/// Otherwise the form would be a relay: an advertisement as the name, a victim as the address.
enum OutboxGreeting {
    /// Short, and without anything that a mail program turns into a link or that reads like a telephone number.
    static func isHarmless(_ name: String) -> Bool {
        guard !name.isEmpty, name.count <= 60, name.utf8.count <= 240 else { return false }
        let scalars = name.unicodeScalars
        // Letters and blanks of ASCII, as most names in mails: nothing to find.
        if name.utf8.allSatisfy(isPlainLetter) { return true }
        guard !scalars.contains(where: { "@/\\:<>[]()".unicodeScalars.contains($0) || isInvisible($0) }) else {
            return false
        }
        guard scalars.count(where: { $0.properties.numericType != nil }) < 4 else { return false }
        return !name.lowercased().contains("www.") && !holdsHost(name)
    }

    private static func isPlainLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x20
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        [.control, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
    }

    /// Whether a dot, in any script, stands between a letter or digit and at least two more letters: `example.org`.
    private static func holdsHost(_ name: String) -> Bool {
        let scalars = Array(name.unicodeScalars)
        for (place, scalar) in scalars.enumerated() where isDot(scalar) && place > 0 {
            let label = scalars[(place + 1)...].prefix { !isDot($0) && $0 != " " }
            guard isWordPart(scalars[place - 1]), label.count(where: isWordPart) >= 2 else { continue }
            return true
        }
        return false
    }

    private static func isDot(_ scalar: Unicode.Scalar) -> Bool {
        [".", "\u{3002}", "\u{FF0E}", "\u{FF61}", "\u{2024}", "\u{FE52}"].contains(scalar)
    }

    private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
}
