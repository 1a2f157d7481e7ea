/// Which sign stands before the hundredths in a file.
package enum DecimalMark: Sendable {
    case point, comma
}

/// An amount as a file writes it, read by its bytes.
///
/// `1234.5`, `-18000.0`, `$1,234.50`, `1.234,50`, `(1,234.50)`, `1.2E+7`. Without a float in between.
package struct WrittenAmount: Sendable {
    package let amount: Amount
    /// It had further decimals that were not zero; it was rounded to the cent, half to even.
    package let isRounded: Bool

    /// - Returns: nil for what is no number, or more than an amount can be (92 thousand million million).
    package init?(_ text: String, mark: DecimalMark) {
        if let cents = Self.plainCents(text, mark: mark) {
            (amount, isRounded) = (Amount(cents: cents), false)
            return
        }
        guard let digits = Digits(text, mark: mark), let (cents, isRounded) = digits.cents() else { return nil }
        (amount, self.isRounded) = (Amount(cents: cents), isRounded)
    }

    /// What an amount says about the file's sign; nil where it could be either: `1.234` and `12`.
    package static func mark(in text: String) -> DecimalMark? {
        let bytes = text.utf8
        let signs = bytes.filter { $0 == point || $0 == comma }
        guard let last = signs.last, let place = bytes.lastIndex(of: last) else { return nil }
        let mark: DecimalMark = last == point ? .point : .comma
        if signs.contains(where: { $0 != last }) { return mark }
        // Of one sign that comes twice, neither is the decimal one.
        if signs.count > 1 { return last == point ? .comma : .point }
        let following = bytes[bytes.index(after: place)...].prefix { (0x30...0x39).contains($0) }
        return following.count == 3 ? nil : mark
    }

    private static let point = UInt8(ascii: ".")
    private static let comma = UInt8(ascii: ",")

    /// The usual form alone: a sign, at most 15 digits, and at most two decimals.
    private static func plainCents(_ text: String, mark: DecimalMark) -> Int64? {
        let decimalSign = mark == .point ? point : comma
        var (cents, digits, decimals): (Int64, Int, Int?) = (0, 0, nil)
        var isNegative = false
        for (offset, byte) in text.utf8.enumerated() {
            if byte == UInt8(ascii: "-"), offset == 0 {
                isNegative = true
            } else if byte == decimalSign, decimals == nil, digits > 0 {
                decimals = 0
            } else if (0x30...0x39).contains(byte), digits < 15, decimals ?? 0 < 2 {
                cents = cents * 10 + Int64(byte - 0x30)
                digits += 1
                decimals = decimals.map { $0 + 1 }
            } else {
                return nil
            }
        }
        guard digits > 0 else { return nil }
        let scaled = decimals == 2 ? cents : decimals == 1 ? cents * 10 : cents * 100
        return isNegative ? -scaled : scaled
    }

    /// Sign, digits and the place of the decimal sign.
    private struct Digits {
        var isNegative = false
        var digits: [UInt8] = []
        /// How many of the digits stand behind the decimal sign; an exponent moves it.
        var decimals = 0

        init?(_ text: String, mark: DecimalMark) {
            let decimalSign: Character = mark == .point ? "." : ","
            let groupSigns: Set<Character> = [mark == .point ? "," : ".", " ", "\u{A0}", "\u{202F}", "'", "’"]
            var rest = Substring(text)
            if rest.hasPrefix("("), rest.hasSuffix(")") {
                isNegative = true
                rest = rest.dropFirst().dropLast()
            }
            rest = Self.withoutCurrency(rest)
            if let sign = rest.first, "-+−".contains(sign) {
                isNegative = isNegative != (sign != "+")
                rest = Self.withoutCurrency(rest.dropFirst())
            } else if rest.hasSuffix("-") {
                isNegative = true
                rest = rest.dropLast()
            }
            var isBehind = false
            while let letter = rest.first, letter != "e", letter != "E" {
                rest = rest.dropFirst()
                if letter == decimalSign, !isBehind {
                    isBehind = true
                } else if let digit = letter.asciiValue, (0x30...0x39).contains(digit) {
                    digits.append(digit - 0x30)
                    decimals += isBehind ? 1 : 0
                } else if !groupSigns.contains(letter) || isBehind || digits.isEmpty {
                    return nil
                }
            }
            guard !digits.isEmpty, takeExponent(rest) else { return nil }
        }

        private static func withoutCurrency(_ text: Substring) -> Substring {
            text.drop { $0 == " " || $0 == "\u{A0}" || $0.isCurrencySymbol }
        }

        private mutating func takeExponent(_ rest: Substring) -> Bool {
            guard !rest.isEmpty else { return true }
            guard let exponent = Int(rest.dropFirst()), (-20...20).contains(exponent) else { return false }
            decimals -= exponent
            return true
        }

        func cents() -> (cents: Int64, isRounded: Bool)? {
            var kept = digits
            var dropped: [UInt8] = []
            if decimals > 2 {
                dropped = Array(kept.suffix(decimals - 2))
                dropped = Array(repeating: 0, count: max(0, decimals - 2 - kept.count)) + dropped
                kept = kept.dropLast(decimals - 2)
            } else {
                kept += Array(repeating: 0, count: 2 - decimals)
            }
            var value: Int64 = 0
            for digit in kept {
                let (tenfold, first) = value.multipliedReportingOverflow(by: 10)
                let (sum, second) = tenfold.addingReportingOverflow(Int64(digit))
                guard !first, !second else { return nil }
                value = sum
            }
            let isRounded = dropped.contains { $0 != 0 }
            if let half = dropped.first {
                let isMore = half > 5 || (half == 5 && dropped.dropFirst().contains { $0 != 0 })
                if isMore || (half == 5 && value % 2 == 1) { value += 1 }
            }
            return (isNegative ? -value : value, isRounded)
        }
    }
}
