/// A sum of money as somebody types it: `53148388.39` or `53,148,388.39`.
package enum WrittenMoney {
    /// The hundredths of a sum.
    ///
    /// - Parameter typed: Digits in one group or in groups of three, at most two decimals behind a point, a minus sign in
    ///   front where money was taken back.
    /// - Returns: nil for anything that could be read in two ways, and for what 64 bits can't hold.
    package static func cents(_ typed: String) -> Int64? {
        let isNegative = typed.hasPrefix("-")
        let parts = typed.dropFirst(isNegative ? 1 : 0).split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let units = digits(of: parts[0]) else { return nil }
        let decimals = parts.count == 2 ? String(parts[1]) : "00"
        guard (1...2).contains(decimals.utf8.count), decimals.utf8.allSatisfy(isDigit) else { return nil }
        let hundredths = decimals.utf8.count == 1 ? decimals + "0" : decimals
        return Int64((isNegative ? "-" : "") + units + hundredths)
    }

    /// As in `-18000.00`.
    package static func text(cents: Int64) -> String {
        let (units, rest) = cents.magnitude.quotientAndRemainder(dividingBy: 100)
        return "\(cents < 0 ? "-" : "")\(units).\(rest < 10 ? "0" : "")\(rest)"
    }

    private static func digits(of text: Substring) -> String? {
        let groups = text.split(separator: ",", omittingEmptySubsequences: false)
        guard groups.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }) else { return nil }
        if groups.count > 1 {
            guard groups[0].utf8.count <= 3, groups.dropFirst().allSatisfy({ $0.utf8.count == 3 }) else { return nil }
        }
        return groups.joined()
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
