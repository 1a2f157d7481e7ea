/// How the number and width at the end of a tile's path are written: `x001/x234/067.p/5`.
///
/// Source: c2sp.org/tlog-tiles "Parameters".
enum TilePath {
    /// The most entries of a bundle and hashes of a tile.
    static let fullWidth = 256

    static func text(index: UInt64, width: Int) -> String {
        var groups = [group(index % 1000)]
        var rest = index / 1000
        while rest > 0 {
            groups.append("x" + group(rest % 1000))
            rest /= 1000
        }
        let number = groups.reversed().joined(separator: "/")
        return width == fullWidth ? number : "\(number).p/\(width)"
    }

    static func parse(_ text: Substring.UTF8View) -> (index: UInt64, width: Int)? {
        var parts = text.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        var width = fullWidth
        if parts.count >= 2, parts[parts.count - 2].suffix(2).elementsEqual(".p".utf8) {
            guard let partial = CanonicalDecimal.parse(parts.removeLast()), (1..<256).contains(partial) else {
                return nil
            }
            width = Int(partial)
            let number = parts.removeLast()
            parts.append(number.dropLast(2))
        }
        guard let index = index(parts) else { return nil }
        return (index, width)
    }

    private static func index(_ groups: [Substring.UTF8View]) -> UInt64? {
        // 2^64 has 20 digits: seven groups hold it.
        guard (1...7).contains(groups.count) else { return nil }
        var digits: [UInt8] = []
        for (place, group) in groups.enumerated() {
            let isLast = place == groups.count - 1
            guard group.count == (isLast ? 3 : 4), isLast || group.first == UInt8(ascii: "x") else { return nil }
            digits += group.suffix(3)
        }
        // A first group of zeros would be a second name for a shorter path.
        if groups.count > 1, digits.prefix(3).allSatisfy({ $0 == UInt8(ascii: "0") }) { return nil }
        guard let first = digits.firstIndex(where: { $0 != UInt8(ascii: "0") }) else {
            return digits.count == 3 ? 0 : nil
        }
        return CanonicalDecimal.parse(digits[first...])
    }

    private static func group(_ number: UInt64) -> String {
        let digits = String(number)
        return String(repeating: "0", count: 3 - digits.count) + digits
    }
}
