/// What an issuer answers: `TokenResponse` of RFC 9578, 6.2, `application/private-token-response`.
package struct TokenResponse: Hashable, Sendable {
    package static let mediaType = "application/private-token-response"
    package static let byteCount = 256

    /// `blind_sig`.
    package let bytes: [UInt8]

    /// - Parameter bytes: 256 bytes; others can be no answer, and say so where a token is made of them.
    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }
}
