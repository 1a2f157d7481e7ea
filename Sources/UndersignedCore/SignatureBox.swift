import Crypto

/// Everything a person entrusted to the site with one signature, and the salt of its commitment.
///
/// On disk it is sealed with a key that only the mailed link carries: the server can't read it by itself.
package struct SignatureBox: Hashable, Sendable {
    package var name: String
    /// As typed.
    package var address: String
    package var isShown: Bool
    package var comment: String?
    package var place: String?
    package var country: Country?
    package var wantsUpdates: Bool
    package var partners: [String]
    package var organisation: SignatureDraft.Organisation?
    /// Language of the page on which it was asked for.
    package var language: String
    /// 32 bytes.
    package var salt: [UInt8]

    package init(_ draft: SignatureDraft, language: String, salt: [UInt8]) {
        name = draft.name.text
        address = draft.email.typed
        isShown = draft.isShown
        comment = draft.comment
        place = draft.place
        country = draft.country
        wantsUpdates = draft.wantsUpdates
        partners = draft.partners
        organisation = draft.organisation
        self.language = language
        self.salt = salt
    }

    /// Nothing but the address of somebody who wants no mail.
    ///
    /// - Parameter address: As typed.
    package init(onlyAddress address: String) {
        (name, self.address, language) = ("", address, "")
        (isShown, comment, place, wantsUpdates, partners, organisation) = (false, nil, nil, false, [], nil)
        salt = [UInt8](repeating: 0, count: 32)
    }

    /// Seals with AES-256-GCM under HKDF(token); the petition is bound as associated data.
    ///
    /// - Parameters:
    ///   - token: The link's token.
    ///   - nonce: 12 random bytes.
    /// - Returns: Nonce, ciphertext and 16-byte tag.
    /// - Throws: `CryptoKitError` when the nonce is not of 12 bytes.
    package func sealed(for token: LinkToken, nonce: [UInt8]) throws -> [UInt8] {
        try SealedBytes.seal(
            encoded,
            using: Self.key(of: token),
            nonce: nonce,
            authenticating: Self.context(of: token)
        )
    }

    /// Opens what `sealed(for:nonce:)` gave.
    ///
    /// - Parameters:
    ///   - sealed: Nonce, ciphertext and tag.
    ///   - token: The link's token.
    /// - Throws: `CryptoKitError` with another token, `MalformedBox` when the content does not read.
    package init(opening sealed: [UInt8], with token: LinkToken) throws {
        let content = try SealedBytes.open(
            sealed,
            using: Self.key(of: token),
            authenticating: Self.context(of: token)
        )
        try self.init(decoding: content)
    }

    /// The content of a box does not read: the row was damaged before it was sealed.
    package struct MalformedBox: Error {}

    private static let purpose = Array("undersigned/v1 box".utf8)
    /// No partner's short name begins with a plus.
    private static let updates = "+updates"
    private static let country = "+country="

    private static func key(of token: LinkToken) -> SymmetricKey {
        KeyedHash.derivedKey(from: token.secret, info: purpose)
    }

    private static func context(of token: LinkToken) -> [UInt8] {
        purpose + token.petitionID.bigEndianBytes
    }

    private var encoded: [UInt8] {
        var fields = FieldList(capacity: 320)
        fields.append(name)
        fields.append(address)
        fields.append(isShown ? "yes" : "no")
        fields.append(comment)
        fields.append(place)
        fields.append(organisation?.name)
        fields.append(organisation?.role)
        fields.append(language)
        fields.append(bytes: salt)
        if wantsUpdates { fields.append(Self.updates) }
        if let country { fields.append(Self.country + country.code) }
        partners.forEach { fields.append($0) }
        return fields.bytes
    }

    private init(decoding bytes: [UInt8]) throws {
        guard let fields = FieldList.read(bytes), fields.count >= 9 else { throw MalformedBox() }
        let text = fields.map { $0.map { String(decoding: $0, as: UTF8.self) } }
        guard let name = text[0], let address = text[1], let language = text[7], let salt = fields[8], salt.count == 32
        else { throw MalformedBox() }
        self.name = name
        self.address = address
        isShown = text[2] == "yes"
        comment = text[3]
        place = text[4]
        organisation = text[5].map { SignatureDraft.Organisation(name: $0, role: text[6] ?? "") }
        self.language = language
        self.salt = Array(salt)
        let ticked = text.dropFirst(9).compactMap { $0 }
        wantsUpdates = ticked.contains(Self.updates)
        country = ticked.first { $0.hasPrefix(Self.country) }.flatMap {
            Country(String($0.dropFirst(Self.country.count)))
        }
        partners = ticked.filter { !$0.hasPrefix("+") }
    }
}

/// Length-prefixed fields: 4 bytes of big-endian length + 1, or 0 for an absent field, then the bytes.
package struct FieldList: Sendable {
    package private(set) var bytes: [UInt8] = []

    /// - Parameter capacity: About how many bytes will come: room for them is made once.
    package init(capacity: Int = 128) {
        bytes.reserveCapacity(capacity)
    }

    package mutating func append(_ text: String?) {
        if let text {
            appendLength(UInt32(text.utf8.count) + 1)
            var text = text
            text.withUTF8 { bytes.append(contentsOf: $0) }
        } else {
            appendLength(0)
        }
    }

    package mutating func append(bytes field: [UInt8]) {
        appendLength(UInt32(field.count) + 1)
        bytes += field
    }

    /// The fields, nil for an absent one; nil for the whole when the lengths do not add up.
    package static func read(_ bytes: [UInt8]) -> [ArraySlice<UInt8>?]? {
        var fields: [ArraySlice<UInt8>?] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            guard rest.count >= 4 else { return nil }
            let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(4)
            guard length > 0 else {
                fields.append(nil)
                continue
            }
            guard rest.count >= length - 1 else { return nil }
            fields.append(rest.prefix(length - 1))
            rest = rest.dropFirst(length - 1)
        }
        return fields
    }

    private mutating func appendLength(_ length: UInt32) {
        withUnsafeBytes(of: length.bigEndian) { bytes.append(contentsOf: $0) }
    }
}
