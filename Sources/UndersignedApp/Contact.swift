import UndersignedCore

/// What a custody key opens: the contact data of one signature, as JSON.
package struct Contact: Codable, Hashable, Sendable {
    package var email: String
    package var name: String
    package var comment: String?
    package var place: String?
    package var organisation: String?
    package var role: String?
    package var partners: [String]?
    /// Of the page on which it was signed; nil in records of before.
    package var language: String?

    init(_ box: SignatureBox) {
        email = box.address
        name = box.name
        comment = box.comment
        place = box.place
        organisation = box.organisation?.name
        role = box.organisation?.role
        partners = box.partners.isEmpty ? nil : box.partners
        language = box.language
    }

    /// What is needed to write to somebody by name, and no other answer.
    var addressOnly: Contact {
        var contact = self
        (contact.comment, contact.place, contact.organisation, contact.role) = (nil, nil, nil, nil)
        contact.partners = nil
        return contact
    }

    /// JSON, written by hand: an encoder costs more than sealing what it wrote.
    func encoded() -> [UInt8] {
        var object = JSONObject()
        object.add("email", email)
        object.add("name", name)
        let others = [
            ("comment", comment), ("place", place), ("organisation", organisation), ("role", role),
            ("language", language),
        ]
        for (key, text) in others {
            if let text { object.add(key, text) }
        }
        if let partners { object.add("partners", partners) }
        return object.bytes()
    }
}
