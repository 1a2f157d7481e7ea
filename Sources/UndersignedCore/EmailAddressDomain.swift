/// The names of mail domains in the form that DNS asks for.
enum DomainName {
    /// A domain in lower-case ASCII; nil for what can't be one of at least two labels.
    ///
    /// Source: RFC 5890 (labels), RFC 5895 (mapping: NFKC, lower case, ideographic full stop).
    static func ascii(_ text: String) -> String? {
        if isPlain(text.utf8) { return text }
        let mapped = PlainTextForm.compatible(PlainTextForm.compatible(text).lowercased())
        var labels: [String] = []
        for label in mapped.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "." || $0 == "。" }) {
            guard let label = asciiLabel(label) else { return nil }
            labels.append(label)
        }
        guard labels.count >= 2, let top = labels.last, !top.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        let domain = labels.joined(separator: ".")
        return domain.utf8.count <= 253 ? domain : nil
    }

    /// Whether a text is such a domain as it stands: most are, and need no mapping.
    private static func isPlain(_ bytes: String.UTF8View) -> Bool {
        var (labels, length, hasLetter, previous) = (1, 0, false, UInt8(ascii: "."))
        for byte in bytes {
            switch byte {
            case 0x61...0x7A: hasLetter = true
            case 0x30...0x39: break
            // A hyphen in third place may announce punycode, which the long way looks at.
            case UInt8(ascii: "-"): guard length > 0, length != 2 else { return false }
            case UInt8(ascii: "."):
                guard length > 0, previous != UInt8(ascii: "-") else { return false }
                (labels, length, hasLetter, previous) = (labels + 1, 0, false, byte)
                continue
            default: return false
            }
            length += 1
            guard length <= 63 else { return false }
            previous = byte
        }
        return labels >= 2 && length > 0 && hasLetter && previous != UInt8(ascii: "-") && bytes.count <= 253
    }

    private static func asciiLabel(_ label: Substring) -> String? {
        let scalars = Array(label.unicodeScalars)
        guard let first = scalars.first, scalars.count <= 63, first != "-", scalars.last != "-",
            scalars.allSatisfy(isAllowed), !isMark(first)
        else { return nil }
        let hasReservedHyphens = scalars.count >= 4 && scalars[2] == "-" && scalars[3] == "-"
        if scalars.allSatisfy(\.isASCII) {
            let isPlain = !hasReservedHyphens || label.hasPrefix("xn--") && scalars.count > 4
            return isPlain ? String(label) : nil
        }
        guard !hasReservedHyphens, let punycode = Punycode.encode(scalars) else { return nil }
        let ascii = "xn--\(punycode)"
        return ascii.utf8.count <= 63 ? ascii : nil
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            return scalar == "-" || (0x61...0x7A).contains(scalar.value) || (0x30...0x39).contains(scalar.value)
        }
        // Joiners and middle dots are letters only in company (RFC 5892, appendix A): mail domains do without.
        switch scalar.properties.generalCategory {
        case .lowercaseLetter, .otherLetter, .modifierLetter, .decimalNumber: return true
        default: return isMark(scalar)
        }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        [.nonspacingMark, .spacingMark].contains(scalar.properties.generalCategory)
    }
}

/// Unicode labels in ASCII.
///
/// Source: RFC 3492, section 6.3; vectors: section 7.1.
enum Punycode {
    /// The label without `xn--`; nil only where a number overflows, which no label of 63 scalars makes happen.
    static func encode(_ scalars: [Unicode.Scalar]) -> String? {
        var output = scalars.filter(\.isASCII).map { UInt8($0.value) }
        let basicCount = UInt32(output.count)
        var handled = basicCount
        if basicCount > 0 { output.append(UInt8(ascii: "-")) }
        var (codePoint, delta, bias) = (UInt32(128), UInt32(0), UInt32(72))
        while handled < scalars.count {
            guard let next = scalars.lazy.map(\.value).filter({ $0 >= codePoint }).min() else { return nil }
            let (step, overflows) = (next - codePoint).multipliedReportingOverflow(by: handled + 1)
            guard !overflows, delta <= .max - step else { return nil }
            delta += step
            codePoint = next
            for scalar in scalars {
                if scalar.value < codePoint { delta += 1 }
                guard scalar.value == codePoint else { continue }
                append(delta, bias: bias, to: &output)
                bias = adapted(delta, count: handled + 1, isFirst: handled == basicCount)
                delta = 0
                handled += 1
            }
            delta += 1
            codePoint += 1
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Writes one number in digits of varying base.
    private static func append(_ number: UInt32, bias: UInt32, to output: inout [UInt8]) {
        var rest = number
        var position: UInt32 = 36
        while true {
            let threshold = position <= bias ? 1 : min(position - bias, 26)
            guard rest >= threshold else { break }
            output.append(digit(threshold + (rest - threshold) % (36 - threshold)))
            rest = (rest - threshold) / (36 - threshold)
            position += 36
        }
        output.append(digit(rest))
    }

    private static func adapted(_ delta: UInt32, count: UInt32, isFirst: Bool) -> UInt32 {
        var delta = isFirst ? delta / 700 : delta / 2
        delta += delta / count
        var shift: UInt32 = 0
        while delta > 455 {
            delta /= 35
            shift += 36
        }
        return shift + 36 * delta / (delta + 38)
    }

    private static func digit(_ value: UInt32) -> UInt8 {
        UInt8(value < 26 ? 0x61 + value : 0x30 + value - 26)
    }
}
