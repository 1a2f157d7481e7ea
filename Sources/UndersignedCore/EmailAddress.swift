/// An address that mail can be sent to, and the form of it that two spellings of one mailbox share.
package struct EmailAddress: Hashable, Sendable {
    /// As typed, without white space around it; the domain may be in any script.
    package let typed: String
    /// Where mail is sent: as typed, the domain in ASCII.
    package let mailbox: String
    /// What the dedupe tag is made of, by the rules of `rulesVersion` (F-18).
    package let canonical: String
    /// Lower case, punycode where it has letters beyond ASCII (S-64).
    package let domain: String

    /// Counts up when `canonical` changes for any address; a petition keeps the version it was opened with.
    package static let rulesVersion = 1

    /// RFC 5321 4.5.3.1: a path of 256 bytes with its angle brackets.
    package static let limit = 254
    private static let localPartLimit = 64

    /// What is wrong with an address.
    package enum Problem: Error, Hashable, Sendable {
        case empty
        /// More bytes than the limit, in the form that mail servers see.
        case tooLong(limit: Int)
        /// Not `name@example.com`: a missing or second `@`, a space, a stray dot, a character outside RFC 5322's atext.
        case format
        /// Letters beyond ASCII before the `@`.
        case localPartNotASCII
        /// What follows the `@` is no domain name with a dot.
        case domain
    }

    /// Reads an address by a strict, practical syntax: no quotes, no comments, no address literals.
    ///
    /// - Parameter text: As typed, of any length.
    /// - Throws: The problem; there is only ever one.
    package init(_ text: String) throws(Problem) {
        let typed = Self.trimmed(text)
        guard !typed.isEmpty else { throw .empty }
        // Punycode never makes a domain shorter than its scalars, so twice the limit in bytes is hopeless or hostile.
        guard typed.unicodeScalars.count <= Self.limit else { throw .tooLong(limit: Self.limit) }
        let parts = typed.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { throw .format }
        try Self.checkLocalPart(parts[0])
        guard let domain = DomainName.ascii(String(parts[1])) else { throw .domain }
        let mailbox = "\(parts[0])@\(domain)"
        guard mailbox.utf8.count <= Self.limit else { throw .tooLong(limit: Self.limit) }
        self.typed = typed
        self.mailbox = mailbox
        self.domain = domain
        canonical = EmailProvider.canonical(localPart: parts[0].lowercased(), domain: domain)
    }

    /// The domain as its reader writes it, where that is not ASCII: shown beside `domain` (S-64).
    package var domainBeyondASCII: String? {
        let domain = typed[typed.index(after: typed.lastIndex(of: "@") ?? typed.startIndex)...]
        return domain.utf8.allSatisfy { $0 < 0x80 } ? nil : String(domain)
    }

    /// Whether anybody can have a mailbox there, so that it speaks for no organisation.
    package var isFreeMail: Bool {
        EmailProvider.isFree(domain)
    }

    /// The same of a domain, lower case, in ASCII.
    package static func isFreeMail(domain: String) -> Bool { EmailProvider.isFree(domain) }

    /// The domain that was probably meant (F-15): offered, never applied.
    package var suggestion: String? {
        EmailProvider.suggestion(for: domain)
    }

    /// The whole address with the suggested domain in place of its own.
    package var suggestedAddress: String? {
        suggestion.map { "\(mailbox.prefix { $0 != "@" })@\($0)" }
    }

    private static func checkLocalPart(_ part: Substring) throws(Problem) {
        let bytes = part.utf8
        if !bytes.allSatisfy({ $0 < 0x80 }) {
            let isText = part.unicodeScalars.allSatisfy { $0.isASCII ? isAtom(UInt8($0.value)) : isLetter($0) }
            throw isText ? .localPartNotASCII : .format
        }
        var isAfterDot = true
        for byte in bytes {
            let isDot = byte == 0x2E
            guard isAtom(byte), !(isDot && isAfterDot) else { throw .format }
            isAfterDot = isDot
        }
        guard !isAfterDot else { throw .format }
        guard bytes.count <= localPartLimit else { throw .tooLong(limit: localPartLimit) }
    }

    /// RFC 5322 3.2.3 atext, and the dot.
    private static func isAtom(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        // ! # $ % & ' * + - . / = ? ^ _ ` { | } ~
        case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D...0x2F, 0x3D, 0x3F, 0x5E...0x60, 0x7B...0x7E: true
        default: false
        }
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.generalCategory == .nonspacingMark
    }

    private static func trimmed(_ text: String) -> String {
        // Most addresses begin and end with a letter: nothing is cut.
        if let first = text.utf8.first, let last = text.utf8.last, (0x21...0x7E).contains(first),
            (0x21...0x7E).contains(last)
        {
            return text
        }
        let scalars = text.unicodeScalars
        func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }
        guard let first = scalars.firstIndex(where: { !isSpace($0) }),
            let last = scalars.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(scalars[first...last])
    }
}
