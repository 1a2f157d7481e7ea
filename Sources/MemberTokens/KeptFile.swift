/// The file of a member token, as docs/formats/member-tokens-file.md has it.
///
/// Whoever kept it may have changed it: what is not exactly as it is written is refused.
package enum KeptFile: Hashable, Sendable {
    /// Before: what was asked for, and is asked for again when an answer was lost.
    case request(KeptRequest)
    /// After: the token, and nothing that leads to its request.
    case token(KeptToken)

    /// Bytes that are no such file.
    package struct Malformed: Error, Hashable, Sendable {}

    /// Reads a file.
    ///
    /// - Parameter bytes: The whole file.
    /// - Throws: `Malformed` unless it is written in the one way.
    package init(_ bytes: [UInt8]) throws(Malformed) {
        if let values = KeptLines.values(in: bytes, kind: "request", names: KeptRequest.names) {
            guard let request = KeptRequest(values) else { throw Malformed() }
            self = .request(request)
        } else if let values = KeptLines.values(in: bytes, kind: "token", names: KeptToken.names) {
            guard let token = KeptToken(values) else { throw Malformed() }
            self = .token(token)
        } else {
            throw Malformed()
        }
    }
}

/// A request to an issuer that was written down before it was sent.
///
/// Whoever has it and saw the request knows which token came of it: delete it once the token is there.
package struct KeptRequest: Hashable, Sendable {
    static let names = ["petition", "log", "key", "issuer", "input", "request", "inverse"]

    /// The petition's address.
    package let petition: String
    /// The log's origin.
    package let log: String
    package let issuerKey: IssuerPublicKey
    package let input: TokenInput
    package let request: TokenRequest
    /// What takes the blind off: 256 bytes.
    package let inverse: [UInt8]

    init(
        petition: String,
        log: String,
        issuerKey: IssuerPublicKey,
        input: TokenInput,
        request: TokenRequest,
        inverse: [UInt8]
    ) {
        (self.petition, self.log, self.issuerKey) = (petition, log, issuerKey)
        (self.input, self.request, self.inverse) = (input, request, inverse)
    }

    init?(_ values: [String]) {
        guard let key = KeptLines.bytes(values[2]), let issuer = KeptLines.bytes(values[3]),
            let input = KeptLines.bytes(values[4], count: TokenInput.byteCount).map(TokenInput.init(bytes:)),
            let request = KeptLines.bytes(values[5]),
            let inverse = KeptLines.bytes(values[6], count: IssuerPublicKey.modulusByteCount)
        else { return nil }
        do {
            self.issuerKey = try IssuerPublicKey(issuer)
            self.request = try TokenRequest(request)
        } catch {
            return nil
        }
        guard issuerKey.keyID == key, input.keyID == key, input.tokenType == TokenChallenge.tokenType,
            self.request.truncatedKeyID == issuerKey.truncatedKeyID
        else { return nil }
        (petition, log, self.input, self.inverse) = (values[0], values[1], input, inverse)
    }

    /// The whole file.
    package var text: String {
        KeptLines.text(
            kind: "request",
            names: Self.names,
            values: [petition, log]
                + [issuerKey.keyID, issuerKey.bytes, input.bytes, request.bytes, inverse].map(KeptLines.base64)
        )
    }
}

/// A token that its owner keeps until it signs.
package struct KeptToken: Hashable, Sendable {
    static let names = ["petition", "log", "key", "token"]

    /// The petition's address.
    package let petition: String
    /// The log's origin.
    package let log: String
    package let token: MemberToken

    package init(petition: String, log: String, token: MemberToken) {
        (self.petition, self.log, self.token) = (petition, log, token)
    }

    init?(_ values: [String]) {
        guard let key = KeptLines.bytes(values[2]), let token = KeptLines.bytes(values[3]) else { return nil }
        do {
            self.token = try MemberToken(token)
        } catch {
            return nil
        }
        guard self.token.input.keyID == key else { return nil }
        (petition, log) = (values[0], values[1])
    }

    /// The whole file.
    package var text: String {
        KeptLines.text(
            kind: "token",
            names: Self.names,
            values: [petition, log, KeptLines.base64(token.input.keyID), token.base64]
        )
    }
}
