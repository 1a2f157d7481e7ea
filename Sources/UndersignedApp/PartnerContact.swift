import FoundationEssentials
import UndersignedCore
import UndersignedStore

/// What a partner's key opens: the contact data that one wording covers, as JSON.
package struct PartnerContact: Codable, Hashable, Sendable {
    package var name: String
    package var email: String
    /// The petition's short name.
    package var petition: String
    /// The version of the text that was signed.
    package var text: String
    /// SHA-256 of the sentence that was ticked, 32 bytes in base64.
    package var wording: String
    /// `2018-06-20T12:03Z`; `2018-06-20` where the petition publishes daily.
    package var givenAt: String

    enum CodingKeys: String, CodingKey {
        case name, email, petition, text, wording
        case givenAt = "given_at"
    }

    /// JSON, written by hand as that of `Contact` is.
    func encoded() -> [UInt8] {
        var object = JSONObject()
        object.add("name", name)
        object.add("email", email)
        object.add("petition", petition)
        object.add("text", text)
        object.add("wording", wording)
        object.add("given_at", givenAt)
        return object.bytes()
    }
}

/// Contact data that a partner fetches, and what was agreed to.
struct HandedContact: Hashable, Sendable {
    var consent: Consent
    var seal: SealedContact
}

/// Seals a signatory's contact to each partner that he or she ticked: name and address, and nothing else.
struct PartnerSealing {
    private let box: SignatureBox
    private let context: Custody.Context
    private let sheet: PetitionSheet
    private let now: Moment

    /// - Parameters:
    ///   - box: What was typed.
    ///   - context: Of the custody key's record; a partner's is bound to its own wording.
    ///   - petition: Whose partners.
    ///   - now: The moment of consent.
    init(_ box: SignatureBox, _ context: Custody.Context, _ petition: Petition, now: Moment) {
        (self.box, self.context, sheet, self.now) = (box, context, petition.sheet, now)
    }

    /// - Parameter custody: Seals.
    /// - Returns: One a partner that was ticked; whoever has no key gets nothing.
    /// - Throws: `CryptoKitError` for a key that HPKE refuses.
    func handed(by custody: Custody) throws -> [HandedContact] {
        guard !box.partners.isEmpty else { return [] }
        let date = CalendarDate(now)
        let givenAt = sheet.publication == .daily ? date.dayText : date.minuteText
        return try sheet.partners.filter { box.partners.contains($0.id.text) }.compactMap { partner in
            guard let key = partner.key, let wording = partner.optIn else { return nil }
            let hash = custody.wordings.hash(of: wording)
            let consent = Consent(.partner(partner.id.text), wordingHash: hash.bytes)
            var context = context
            context.recipient = consent.recipient.text
            context.wordingHash = hash.bytes
            let seal = try custody.seal(contact(hash.text, givenAt).encoded(), to: try key.forSealing, context)
            return HandedContact(consent: consent, seal: seal)
        }
    }

    private func contact(_ wordingHash: String, _ givenAt: String) -> PartnerContact {
        PartnerContact(
            name: box.name,
            email: box.address,
            petition: sheet.slug.text,
            text: String(context.textVersion),
            wording: wordingHash,
            givenAt: givenAt
        )
    }
}
