/// An odd number, and the arithmetic below it that blinding needs.
///
/// Takes longer for some numbers than for others. That is no secret lost here: the numbers are a client's own, used once,
/// and nobody who could profit measures it (docs/decisions/0014-blinding.md). Never used with a private key.
package struct Modulus: Sendable {
    /// A number below the modulus: 64 bits each, the least first.
    package typealias Residue = [UInt64]

    private let limbs: [UInt64]
    /// −n⁻¹ modulo 2⁶⁴.
    private let negatedInverse: UInt64
    /// R² modulo n, where R is 2⁶⁴ as often as there are limbs (Montgomery 1985).
    private let squareOfRadix: Residue

    /// - Parameter bytes: Big-endian, without leading zero bytes; nil unless the number is odd and above 1.
    package init?(_ bytes: [UInt8]) {
        guard let first = bytes.first, let last = bytes.last, first != 0, last & 1 == 1, bytes != [1] else {
            return nil
        }
        limbs = Self.limbs(of: bytes)
        // Newton's iteration doubles the bits that are right, from 3 to 96.
        var inverse = limbs[0]
        for _ in 0..<5 { inverse &*= 2 &- limbs[0] &* inverse }
        negatedInverse = 0 &- inverse
        var power = [UInt64](repeating: 0, count: limbs.count)
        power[0] = 1
        for _ in 0..<(2 * 64 * limbs.count) { power = Self.sum(power, power, below: limbs) }
        squareOfRadix = power
    }

    /// How many bytes a number below the modulus is written with.
    package var byteCount: Int { (bitCount + 7) / 8 }

    package var bitCount: Int { 64 * limbs.count - (limbs.last?.leadingZeroBitCount ?? 0) }

    /// Reads a number below the modulus.
    ///
    /// - Parameter bytes: Big-endian.
    /// - Returns: The number; nil when it is not below the modulus, or written with more bytes.
    package func residue(_ bytes: [UInt8]) -> Residue? {
        guard bytes.count <= byteCount else { return nil }
        var number = Self.limbs(of: bytes)
        number += [UInt64](repeating: 0, count: limbs.count - number.count)
        return Self.isBelow(number, limbs) ? number : nil
    }

    /// A number as big-endian bytes, as many as the modulus has.
    package func bytes(_ number: Residue) -> [UInt8] {
        (0..<byteCount).reversed().map { UInt8(truncatingIfNeeded: number[$0 / 8] >> UInt64(8 * ($0 % 8))) }
    }

    /// a · b modulo n.
    package func product(_ a: Residue, _ b: Residue) -> Residue {
        reducedProduct(reducedProduct(a, b), squareOfRadix)
    }

    /// a to the 65537th power, modulo n: RSAVP1 of RFC 8017 for the one exponent that issuer keys have.
    package func power65537(_ a: Residue) -> Residue {
        let start = reducedProduct(a, squareOfRadix)
        let power = (0..<16).reduce(start) { power, _ in reducedProduct(power, power) }
        return reducedProduct(power, a)
    }

    /// The number that gives 1 when it is multiplied by a, modulo n; nil when they have a divisor in common.
    package func inverse(of a: Residue) -> Residue? {
        // Binary Euclid: u = a·x and v = a·y modulo n all the way; v ends as the greatest common divisor.
        var (u, v) = (a, limbs)
        var (x, y) = (Self.one(limbs.count), [UInt64](repeating: 0, count: limbs.count))
        while u.contains(where: { $0 != 0 }) {
            while u[0] & 1 == 0 { (u, x) = (Self.half(u, carry: 0), half(x)) }
            if Self.isBelow(u, v) { ((u, x), (v, y)) = ((v, y), (u, x)) }
            u = Self.difference(u, v).value
            x = difference(x, y)
        }
        return v == Self.one(limbs.count) ? y : nil
    }

    /// a · b · R⁻¹ modulo n.
    private func reducedProduct(_ a: Residue, _ b: Residue) -> Residue {
        var total = [UInt64](repeating: 0, count: limbs.count + 2)
        for limb in a {
            Self.add(limb, times: b, to: &total)
            Self.add(total[0] &* negatedInverse, times: limbs, to: &total)
            // The lowest limb is 0 now: n was added as often as makes it so.
            total.removeFirst()
            total.append(0)
        }
        let (low, isOver) = (Array(total.prefix(limbs.count)), total[limbs.count] != 0)
        return isOver || !Self.isBelow(low, limbs) ? Self.difference(low, limbs).value : low
    }

    private func half(_ x: Residue) -> Residue {
        guard x[0] & 1 == 1 else { return Self.half(x, carry: 0) }
        let (sum, carry) = Self.sum(x, limbs)
        return Self.half(sum, carry: carry)
    }

    private func difference(_ x: Residue, _ y: Residue) -> Residue {
        let (value, borrow) = Self.difference(x, y)
        return borrow == 0 ? value : Self.sum(value, limbs).value
    }
}

// Numbers of equally many limbs.
extension Modulus {
    private static func limbs(of bytes: [UInt8]) -> [UInt64] {
        stride(from: bytes.count, to: 0, by: -8).map { end in
            bytes[max(0, end - 8)..<end].reduce(0) { $0 << 8 | UInt64($1) }
        }
    }

    private static func one(_ count: Int) -> [UInt64] { [1] + [UInt64](repeating: 0, count: count - 1) }

    private static func isBelow(_ a: [UInt64], _ b: [UInt64]) -> Bool {
        for place in a.indices.reversed() where a[place] != b[place] { return a[place] < b[place] }
        return false
    }

    private static func sum(_ a: [UInt64], _ b: [UInt64]) -> (value: [UInt64], carry: UInt64) {
        var (value, carry) = (a, UInt64(0))
        for place in a.indices {
            let sum = UInt128(a[place]) + UInt128(b[place]) + UInt128(carry)
            value[place] = UInt64(truncatingIfNeeded: sum)
            carry = UInt64(sum >> 64)
        }
        return (value, carry)
    }

    /// a + b modulo n, of numbers below it.
    private static func sum(_ a: [UInt64], _ b: [UInt64], below n: [UInt64]) -> [UInt64] {
        let (value, carry) = sum(a, b)
        return carry == 0 && isBelow(value, n) ? value : difference(value, n).value
    }

    private static func difference(_ a: [UInt64], _ b: [UInt64]) -> (value: [UInt64], borrow: UInt64) {
        var (value, borrow) = (a, UInt64(0))
        for place in a.indices {
            let (first, isBelow) = a[place].subtractingReportingOverflow(b[place])
            let (second, isBelowAgain) = first.subtractingReportingOverflow(borrow)
            value[place] = second
            borrow = isBelow || isBelowAgain ? 1 : 0
        }
        return (value, borrow)
    }

    private static func half(_ a: [UInt64], carry: UInt64) -> [UInt64] {
        var (value, carry) = (a, carry)
        for place in a.indices.reversed() {
            value[place] = a[place] >> 1 | carry << 63
            carry = a[place] & 1
        }
        return value
    }

    /// Adds a limb times b to a total of two limbs more than b has.
    private static func add(_ limb: UInt64, times b: [UInt64], to total: inout [UInt64]) {
        var carry = UInt128(0)
        for place in b.indices {
            carry += UInt128(limb) * UInt128(b[place]) + UInt128(total[place])
            total[place] = UInt64(truncatingIfNeeded: carry)
            carry >>= 64
        }
        carry += UInt128(total[b.count])
        total[b.count] = UInt64(truncatingIfNeeded: carry)
        total[b.count + 1] &+= UInt64(carry >> 64)
    }
}
