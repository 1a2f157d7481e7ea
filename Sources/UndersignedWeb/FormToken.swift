package import Crypto
import Synchronization
import UndersignedApp
package import UndersignedCore

/// The token of a form: shows that it came from a page of this site, for this petition, not too long ago.
///
/// One MAC over length-prefixed fields: type, version, petition and time can't be spliced (S-40).
package struct FormTokens: Sendable {
    /// A page may stay open for two days; after that the form is shown again with everything kept.
    package static let span = Moment.Span.hours(48)

    private static let clockSkew = Moment.Span.minutes(5)

    private let key: KeyedHash
    private let seen = SeenTokens()

    package init(key: SymmetricKey) {
        self.key = KeyedHash(key: key)
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
        guard text.utf8.count < 100, let issued = moment(of: text, petitionID) else { return false }
        return now - issued <= Self.span && issued - now <= Self.clockSkew
    }

    /// The mark of the forms of somebody who is signed in, as base64url text for a hidden field.
    func mark(accountID: Int64, beganAt: Moment) -> String {
        code(["undersigned/v1 form mark", String(accountID), String(beganAt.seconds)])
    }

    /// A code over texts, the first of which says what it is for.
    func code(_ texts: [String]) -> String {
        var fields = FieldList()
        for text in texts { fields.append(text) }
        return Base64URL.encode(key.code(fields.bytes))
    }

    /// When an authentic token was issued; nil for any other.
    private func moment(of text: String, _ petitionID: Int64) -> Moment? {
        let name = SeenTokens.Name(text: text, petitionID: petitionID)
        if let moment = seen.moment(of: name) { return moment }
        guard let bytes = Base64URL.decode(text), bytes.count == 40 else { return nil }
        let issued = Array(bytes.prefix(8))
        guard bytes.suffix(32).isSameSecret(as: mac(petitionID, issued)) else { return nil }
        let moment = Moment(seconds: issued.reduce(Int64(0)) { $0 << 8 | Int64($1) })
        seen.keep(moment, of: name)
        return moment
    }

    private func mac(_ petitionID: Int64, _ issued: [UInt8]) -> [UInt8] {
        key.code(content(petitionID, issued))
    }

    private func content(_ petitionID: Int64, _ issued: [UInt8]) -> [UInt8] {
        var fields = FieldList()
        fields.append("undersigned/v1 form token")
        fields.append(bytes: petitionID.bigEndianBytes)
        fields.append(bytes: issued)
        return fields.bytes
    }
}

/// Tokens that were found authentic: everybody who saw the page of one minute sends the same.
private final class SeenTokens: Sendable {
    struct Name: Hashable {
        let text: String
        let petitionID: Int64
    }

    private static let limit = 1_000

    private let moments = Mutex<[Name: Moment]>([:])

    func moment(of name: Name) -> Moment? {
        moments.withLock { $0[name] }
    }

    func keep(_ moment: Moment, of name: Name) {
        moments.withLock { moments in
            if moments.count >= Self.limit { moments.removeAll() }
            moments[name] = moment
        }
    }
}
