import FoundationEssentials
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

    init(_ box: SignatureBox) {
        email = box.address
        name = box.name
        comment = box.comment
        place = box.place
        organisation = box.organisation?.name
        role = box.organisation?.role
        partners = box.partners.isEmpty ? nil : box.partners
    }

    func encoded() throws -> [UInt8] {
        Array(try JSONEncoder().encode(self))
    }
}
