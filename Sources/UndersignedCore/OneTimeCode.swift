import Crypto

/// Time-based one-time codes (RFC 6238) as every authenticator reads them: HMAC-SHA-1, 30 seconds, six digits.
package struct OneTimeCode: Sendable {
    /// 160 bits, as RFC 4226 (section 4, R6) asks.
    package static let secretByteCount = 20
    private static let stepSeconds: Int64 = 30

    private let secret: [UInt8]

    package init(secret: [UInt8]) {
        self.secret = secret
    }

    /// The step of time that a code of a person belongs to.
    ///
    /// - Parameters:
    ///   - typed: What the person typed; blanks in it are passed over.
    ///   - now: A clock may be one step off, either way.
    ///   - last: The step of the last code that was used: it and all before it are used up (S-36).
    /// - Returns: Nil for a code that is wrong, too old or used.
    package func step(of typed: String, at now: Moment, after last: Int64) -> Int64? {
        let digits = typed.filter { !$0.isWhitespace }
        let current = now.seconds / Self.stepSeconds
        // All three are made and compared each time, so that it takes as long for each.
        var found: Int64?
        for step in [current - 1, current, current + 1]
        where digits.utf8.isSameSecret(as: code(at: step).utf8) && step > last {
            found = step
        }
        return found
    }

    /// The six digits of a step.
    package func code(at step: Int64) -> String {
        let hash = Array(
            HMAC<Insecure.SHA1>.authenticationCode(for: step.bigEndianBytes, using: SymmetricKey(data: secret))
        )
        let start = Int(hash[19] & 0x0F)
        let number = hash[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let digits = String(number % 1_000_000)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// The address that an authenticator reads from a picture (key URI format of Google Authenticator).
    ///
    /// - Parameters:
    ///   - site: Who asks for the code.
    ///   - person: Whose it is.
    /// - Returns: `otpauth://totp/…`.
    package func keyAddress(site: String, person: String) -> String {
        let issuer = PercentText.encode(site)
        return "otpauth://totp/\(issuer):\(PercentText.encode(person))?secret=\(Base32.encode(secret))&issuer=\(issuer)"
    }

    /// The secret as people type it, in groups of four.
    package var secretText: String {
        let letters = Array(Base32.encode(secret))
        return stride(from: 0, to: letters.count, by: 4)
            .map { String(letters[$0..<min($0 + 4, letters.count)]) }.joined(separator: " ")
    }
}

/// Base32 without padding (RFC 4648 §6): what people can read out and type.
package enum Base32 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

    package static func encode(_ bytes: [UInt8]) -> String {
        var text = ""
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(alphabet[Int(buffer >> bits & 0x1F)])
            }
        }
        if bits > 0 { text.append(alphabet[Int(buffer << (5 - bits) & 0x1F)]) }
        return text
    }
}

/// Percent-encoding of everything but letters, digits and `-._~` (RFC 3986, 2.3).
package enum PercentText {
    package static func encode(_ text: String) -> String {
        text.utf8.reduce(into: "") { result, byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
    }
}
