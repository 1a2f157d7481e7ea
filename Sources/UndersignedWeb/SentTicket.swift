import Crypto
package import UndersignedCore

/// What "check your e-mail" knows: the form, for one hour, sealed under a key that lives in memory only.
///
/// After a restart the page is a general one; nothing of it is on disk.
package struct SentTicket: Equatable, Sendable {
    package static let span = Moment.Span.hours(1)

    package var petitionID: Int64
    package var issuedAt: Moment
    package var form: SignatureForm
}

/// Seals and opens tickets.
package struct TicketSealer: Sendable {
    /// An address of a page longer than this is cut by proxies; the page then has no resend button.
    private static let textLimit = 3_000
    private static let purpose = Array("undersigned/v1 sent ticket".utf8)

    private let key: SymmetricKey
    private let ambient: Ambient

    package init(ambient: Ambient) {
        key = SymmetricKey(data: ambient.randomBytes(32))
        self.ambient = ambient
    }

    /// - Parameters:
    ///   - form: As typed.
    ///   - petitionID: The petition it was for.
    /// - Returns: Base64url text for an address, or nil where it would be too long.
    /// - Throws: `CryptoKitError`, which no input causes.
    package func seal(_ form: SignatureForm, petitionID: Int64) throws -> String? {
        var fields = FieldList(capacity: 320)
        fields.append(bytes: petitionID.bigEndianBytes)
        fields.append(bytes: ambient.now().seconds.bigEndianBytes)
        let texts = [
            form.name, form.email, form.shown, form.comment, form.place, form.organisation, form.role, form.country,
            form.updates,
        ]
        for text in texts + form.partners { fields.append(text) }
        let sealed = try SealedBytes.seal(
            fields.bytes,
            using: key,
            nonce: ambient.randomBytes(SealedBytes.nonceByteCount),
            authenticating: Self.purpose
        )
        let text = Base64URL.encode(sealed)
        return text.utf8.count <= Self.textLimit ? text : nil
    }

    /// The ticket, or nil when it is foreign, damaged, of another petition or over an hour old.
    package func open(_ text: some StringProtocol, petitionID: Int64) -> SentTicket? {
        guard text.utf8.count <= Self.textLimit, let bytes = Base64URL.decode(text),
            let content = try? SealedBytes.open(bytes, using: key, authenticating: Self.purpose),  // foreign or damaged
            let fields = FieldList.read(content), fields.count >= 11
        else { return nil }
        let numbers = fields.prefix(2).map { ($0 ?? []).reduce(Int64(0)) { $0 << 8 | Int64($1) } }
        let texts = fields.dropFirst(2).map { String(decoding: $0 ?? [], as: UTF8.self) }
        let issuedAt = Moment(seconds: numbers[1])
        guard numbers[0] == petitionID, ambient.now() - issuedAt <= SentTicket.span else { return nil }
        let form = SignatureForm(
            name: texts[0],
            email: texts[1],
            shown: texts[2],
            comment: texts[3],
            place: texts[4],
            country: texts[7],
            organisation: texts[5],
            role: texts[6],
            updates: texts[8],
            partners: Array(texts.dropFirst(9))
        )
        return SentTicket(petitionID: petitionID, issuedAt: issuedAt, form: form)
    }
}
