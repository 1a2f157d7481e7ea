/// An address with the name shown beside it.
package struct Mailbox: Sendable, Hashable {
    package var name: String?
    package var address: String

    package init(name: String? = nil, address: String) {
        self.name = name
        self.address = address
    }
}

/// The part of an address that matters to a mail server: `local@domain`, without angle brackets, comments or quoting.
enum AddressSpecification {
    /// RFC 5321 §4.5.3.1.3: a path of 256 octets, less its angle brackets.
    static let limitBytes = 254

    /// Whether the text can stand between angle brackets without changing the command or the header around it.
    ///
    /// Narrower than RFC 5321: a quoted local part and an address literal are refused, and so nothing needs quoting.
    static func isSafe(_ text: String) -> Bool {
        guard text.utf8.count <= limitBytes, !HeaderField.isForbidden(text) else { return false }
        let parts = text.unicodeScalars.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy(isDotted) && parts[1].allSatisfy(standsInDomain)
    }

    /// Whether a mail server needs the SMTPUTF8 extension for it.
    static func needsUTF8(_ text: String) -> Bool {
        !text.utf8.allSatisfy { $0 < 0x80 }
    }

    /// The part after the at sign; empty when there is none.
    static func domain(of text: String) -> String {
        text.firstIndex(of: "@").map { String(text[text.index(after: $0)...]) } ?? ""
    }

    private static func isDotted(_ part: Substring.UnicodeScalarView) -> Bool {
        let atoms = part.split(separator: ".", omittingEmptySubsequences: false)
        return atoms.allSatisfy { !$0.isEmpty && $0.allSatisfy(standsInAtom) }
    }

    /// RFC 5322 §3.2.3 `atext`, widened by RFC 6532 to what is not ASCII, spaces and invisible formats left out.
    private static func standsInAtom(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.isASCII else {
            return !scalar.properties.isWhitespace && scalar.properties.generalCategory != .format
        }
        return isLetterOrDigit(scalar) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(UInt8(truncatingIfNeeded: scalar.value))
    }

    private static func standsInDomain(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.isASCII || isLetterOrDigit(scalar) || scalar == "." || scalar == "-"
    }

    /// Of ASCII: no look into the tables of Unicode for what nearly every address is made of.
    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }
}
