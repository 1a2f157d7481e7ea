package import Crypto
import UndersignedApp
package import UndersignedCore

/// The token of a form: shows that it came from a page of this site, for this petition, not too long ago.
///
/// One MAC over length-prefixed fields: type, version, petition and time can't be spliced (S-40).
package struct FormTokens: Sendable {
    /// A page may stay open for two days; after that the form is shown again with everything kept.
    package static let span = Moment.Span.hours(48)

    private static let clockSkew = Moment.Span.minutes(5)

    private let key: SymmetricKey

    package init(key: SymmetricKey) {
        self.key = key
    }

    /// - Parameters:
    ///   - petitionID: The petition whose form it is.
    ///   - now: Cut to the minute, so that the page of a minute is one page.
    /// - Returns: Base64url text for a hidden field.
    package func issue(petitionID: Int64, now: Moment) -> String {
        let issued = now.minute.seconds.bigEndianBytes
        return Base64URL.encode(issued + mac(petitionID, issued))
    }

    /// True for a token of this petition that is neither too old nor from the future.
    package func accepts(_ text: String, petitionID: Int64, now: Moment) -> Bool {
        guard text.utf8.count < 100, let bytes = Base64URL.decode(text), bytes.count == 40 else { return false }
        let issued = Array(bytes.prefix(8))
        let isAuthentic = HMAC<SHA256>.isValidAuthenticationCode(
            bytes.suffix(32),
            authenticating: content(petitionID, issued),
            using: key
        )
        guard isAuthentic else { return false }
        let moment = Moment(seconds: issued.reduce(Int64(0)) { $0 << 8 | Int64($1) })
        return now - moment <= Self.span && moment - now <= Self.clockSkew
    }

    private func mac(_ petitionID: Int64, _ issued: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: content(petitionID, issued), using: key))
    }

    private func content(_ petitionID: Int64, _ issued: [UInt8]) -> [UInt8] {
        var fields = FieldList()
        fields.append("undersigned/v1 form token")
        fields.append(bytes: petitionID.bigEndianBytes)
        fields.append(bytes: issued)
        return fields.bytes
    }
}
