package import Crypto
package import UndersignedCore

/// The private half of a key that contact data is sealed to; only its organisation ever has it.
package struct CustodyPrivateKey: Sendable {
    package let key: Curve25519.KeyAgreement.PrivateKey
    package let publicKey: CustodyPublicKey

    /// - Parameter bytes: 32 random bytes; nil for any other number of them.
    package init?(bytes: [UInt8]) {
        typealias Key = Curve25519.KeyAgreement.PrivateKey
        guard let key = try? Key(rawRepresentation: bytes),  // any 32 bytes are a key, and nothing else is
            let publicKey = CustodyPublicKey(bytes: Array(key.publicKey.rawRepresentation))
        else { return nil }
        (self.key, self.publicKey) = (key, publicKey)
    }

    package var bytes: [UInt8] { Array(key.rawRepresentation) }
}

/// A private key on paper: groups of hexadecimal digits, with a check for each line.
package struct PaperKey: Hashable, Sendable {
    /// Why a typed copy does not do.
    package enum Refusal: Error, Hashable, Sendable {
        case malformed
        /// The line's check does not fit: counted from 1.
        case misread(line: Int)
    }

    private static let title = "undersigned/v1 paper key"
    private static let lineByteCount = 8

    package let text: String

    /// - Parameters:
    ///   - key: What is printed, as it is: whoever reads the paper has the key.
    ///   - day: When it was made, as in `2018-06-20`.
    package init(_ key: CustodyPrivateKey, day: String) {
        let rows = stride(from: 0, to: key.bytes.count, by: Self.lineByteCount).map { start in
            let bytes = Array(key.bytes[start..<start + Self.lineByteCount])
            return Self.groups(bytes) + "  " + Self.check(bytes, line: start / Self.lineByteCount)
        }
        text = """
            \(Self.title)
            made \(day)
            public \(key.publicKey.text)
            in words: \(key.publicKey.fingerprint)

            The private key. Whoever has this paper can read what was sealed to it. The last group of each line
            tells whether the line was typed in rightly.

            \(rows.joined(separator: "\n"))

            To make a key file of it again, type these lines into a file, and give it to
            undersigned key new --from-paper FILE --out KEYFILE

            """
    }

    /// Reads the four lines of digits, and passes over all others.
    ///
    /// - Throws: `Refusal`.
    package static func read(_ text: String) throws(Refusal) -> CustodyPrivateKey {
        var bytes: [UInt8] = []
        for line in text.split(whereSeparator: \.isNewline) {
            let groups = line.split(separator: " ").map { $0.lowercased() }
            guard groups.count == 5, groups.allSatisfy({ $0.utf8.count == 4 }),
                let row = Hexadecimal.decode(groups.dropLast().joined())
            else { continue }
            let number = bytes.count / lineByteCount
            guard check(row, line: number) == groups[4] else { throw .misread(line: number + 1) }
            bytes += row
        }
        guard let key = CustodyPrivateKey(bytes: bytes) else { throw .malformed }
        return key
    }

    private static func groups(_ bytes: [UInt8]) -> String {
        stride(from: 0, to: bytes.count, by: 2).map { Hexadecimal.encode(bytes[$0..<$0 + 2]) }.joined(separator: " ")
    }

    /// Two bytes of a hash over the line and its number, so that lines in another order do not pass.
    private static func check(_ bytes: [UInt8], line: Int) -> String {
        Hexadecimal.encode((Array(title.utf8) + [UInt8(line)] + bytes).sha256.prefix(2))
    }
}

extension CustodyPublicKey {
    /// As `Custody` takes it.
    var forSealing: Curve25519.KeyAgreement.PublicKey {
        get throws { try Curve25519.KeyAgreement.PublicKey(rawRepresentation: bytes) }
    }
}
