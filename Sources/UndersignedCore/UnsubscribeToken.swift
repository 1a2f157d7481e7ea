/// What the address in an update's mail ends with: it stops the mail, opens nothing else, and names nobody.
///
/// The same in each mail to one signatory of one petition, for years; made anew from the petition's key, so that
/// nothing of it is stored.
package struct UnsubscribeToken: Hashable, Sendable {
    package let petitionID: Int64
    /// 16 bytes.
    fileprivate let code: [UInt8]
    /// The signature's id behind a mask that only the key makes; 8 bytes.
    fileprivate let masked: [UInt8]

    private static let byteCount = 32
    private static let codeByteCount = 16

    fileprivate init(petitionID: Int64, code: [UInt8], masked: [UInt8]) {
        self.petitionID = petitionID
        self.code = code
        self.masked = masked
    }

    /// Reads what `text` prints; nil for anything else.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count == 43, let bytes = Base64URL.decode(text), bytes.count == Self.byteCount else {
            return nil
        }
        let id = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard let petitionID = Int64(exactly: id), petitionID > 0 else { return nil }
        self.init(
            petitionID: petitionID,
            code: Array(bytes[8..<8 + Self.codeByteCount]),
            masked: Array(bytes.suffix(8))
        )
    }

    /// The petition's id, the code and the masked id in base64url: 43 letters.
    package var text: String { Base64URL.encode(petitionID.bigEndianBytes + code + masked) }
}

/// Makes a petition's tokens and reads them.
package struct UnsubscribeKey: Sendable {
    private let petitionID: Int64
    private let coding: KeyedHash
    private let masking: KeyedHash

    /// - Parameters:
    ///   - petitionID: Whose tokens; those of another petition do not read.
    ///   - secret: The petition's secret, from which both keys are derived.
    package init(petitionID: Int64, secret: [UInt8]) {
        self.petitionID = petitionID
        let info = Array("undersigned/v1 unsubscribe ".utf8) + petitionID.bigEndianBytes
        coding = KeyedHash(key: KeyedHash.derivedKey(from: secret, info: info + Array(" code".utf8)))
        masking = KeyedHash(key: KeyedHash.derivedKey(from: secret, info: info + Array(" mask".utf8)))
    }

    /// The token of a signature.
    package func token(of signatureID: Int64) -> UnsubscribeToken {
        let code = Array(coding.code(signatureID.bigEndianBytes).prefix(16))
        return UnsubscribeToken(
            petitionID: petitionID,
            code: code,
            masked: zip(masking.code(code), signatureID.bigEndianBytes).map { $0 ^ $1 }
        )
    }

    /// The signature that a token stands for; nil for one that was not made with this key.
    package func signatureID(of token: UnsubscribeToken) -> Int64? {
        let bytes = zip(masking.code(token.code), token.masked).map { $0 ^ $1 }
        let id = Int64(truncatingIfNeeded: bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
        let wanted = self.token(of: id)
        let isOurs = (token.code + token.masked).isSameSecret(as: wanted.code + wanted.masked)
        return isOurs && token.petitionID == petitionID ? id : nil
    }
}

/// A mail that somebody sent to stop updates: the other way of `List-Unsubscribe`.
package struct UnsubscribeMail: Sendable {
    package let token: UnsubscribeToken

    static let word = "unsubscribe"

    /// Reads a whole mail; nil where its subject is not `unsubscribe TOKEN`.
    package init?(_ mail: [UInt8]) {
        let words = (MessagePart(mail[...])["subject"] ?? "").split(separator: " ")
        guard words.count == 2, words[0].lowercased() == Self.word, let token = UnsubscribeToken(words[1]) else {
            return nil
        }
        self.token = token
    }

    /// The address that makes such a mail: `mailto:…?subject=unsubscribe%20TOKEN`.
    ///
    /// - Parameters:
    ///   - token: The signatory's.
    ///   - address: Whose mail reaches the hook for reports.
    /// - Returns: Visible ASCII.
    package static func address(_ token: String, at address: String) -> String {
        let parts = address.split(separator: "@").map { PercentText.encode(String($0)) }
        return "mailto:\(parts.joined(separator: "@"))?subject=\(word)%20\(token)"
    }
}
