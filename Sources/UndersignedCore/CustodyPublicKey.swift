import Crypto

/// The public half of a key that contact data is sealed to: X25519 (RFC 7748), as one line of 44 characters.
package struct CustodyPublicKey: Hashable, Sendable {
    static let byteCount = 32

    /// 32 bytes.
    package let bytes: [UInt8]

    /// - Parameter bytes: Nil unless they are a point that a secret can be shared over.
    package init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount, Self.sharesSecrets(bytes) else { return nil }
        self.bytes = bytes
    }

    /// - Parameter text: As `text` gives it; nil for anything else.
    package init?(_ text: String) {
        guard let bytes = StrictBase64.decode(Array(text.utf8)), let key = CustodyPublicKey(bytes: bytes) else {
            return nil
        }
        self = key
    }

    /// In base64: what is pasted into forms and stands in a petition's document.
    package var text: String { String(decoding: StrictBase64.encode(bytes), as: UTF8.self) }

    /// Eight words of the key's SHA-256, for people to compare.
    package var fingerprint: String { FingerprintWords.text(of: bytes.sha256.prefix(8)) }

    /// A few points have the same "secret" with everybody (RFC 7748, 6.1): what is sealed to them is open to all.
    private static func sharesSecrets(_ bytes: [UInt8]) -> Bool {
        do {
            let probe = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: [UInt8](repeating: 0x55, count: 32))
            let point = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: bytes)
            let shared = try probe.sharedSecretFromKeyAgreement(with: point)
            return shared.withUnsafeBytes { $0.contains { $0 != 0 } }
        } catch {
            // No secret came of it: that is the answer.
            return false
        }
    }
}

extension CustodyPublicKey: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let key = CustodyPublicKey(text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "‘\(text)’ is not a public key: paste the line that undersigned key show prints"
            )
        }
        self = key
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
