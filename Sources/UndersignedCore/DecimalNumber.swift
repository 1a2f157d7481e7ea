/// Whole numbers as logs, statements and receipts write them: decimal digits, no sign, no leading zero.
package enum DecimalNumber {
    /// Reads 0 ..< 10^18; nil for anything else, so that what parses prints back.
    package static func parse(_ digits: some Collection<UInt8>) -> Int? {
        guard (1...18).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }),
            digits.count == 1 || digits.first != UInt8(ascii: "0")
        else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1) - 0x30 }
    }
}
