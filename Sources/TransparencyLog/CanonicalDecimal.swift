/// Decimal numbers of 64 bits without sign or leading zeros: what parses prints back byte for byte.
enum CanonicalDecimal {
    static func parse(_ text: some Collection<UInt8>) -> UInt64? {
        guard let first = text.first, text.count == 1 || first != UInt8(ascii: "0") else { return nil }
        var number: UInt64 = 0
        for character in text {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(character) else { return nil }
            let (tenfold, overflows) = number.multipliedReportingOverflow(by: 10)
            let (sum, carries) = tenfold.addingReportingOverflow(UInt64(character - UInt8(ascii: "0")))
            guard !overflows, !carries else { return nil }
            number = sum
        }
        return number
    }
}
