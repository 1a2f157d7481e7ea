package import FoundationEssentials
package import UndersignedCore
import UndersignedStore

/// One line of what a partner fetches; see docs/formats/partner-records.md.
package enum RecordLine: Hashable, Sendable {
    /// What all records of a petition share; before the first of them on each page.
    package struct Petition: Codable, Hashable, Sendable {
        package var petition: Int64
        package var slug: Slug
        package var title: String
        /// `partner <id>`, or `custody` for a petition's own records.
        package var recipient: String
        /// The sentence beside the box; empty for a petition's own records.
        package var wording: String

        /// The recipient of a petition's own records.
        static let ownRecipient = "custody"

        var isOwn: Bool { recipient == Self.ownRecipient }
    }

    /// Sealed contact data.
    package struct Contact: Codable, Hashable, Sendable {
        package var petition: Int64
        package var record: Int64
        package var text: Int
        package var log: Int
        /// SHA-256 of the sentence that was ticked, or of the document of a petition's own records.
        package var wording: Data
        /// What the record's key derives from: HPKE's encapsulated key.
        package var encapsulation: Data
        package var content: Data
        /// `counted`, `recorded` or `held`; nil in a partner's records.
        package var state: String?
        /// When it was confirmed, as in `2018-06-20`; nil in a partner's records.
        package var day: String?
    }

    /// A consent, or the whole signature, was taken back: delete what you have of it.
    package struct Withdrawn: Codable, Hashable, Sendable {
        package var petition: Int64
        package var record: Int64
    }

    /// The end of a page, and where the next one begins.
    package struct End: Codable, Hashable, Sendable {
        package var cursor: String
        /// Whether there may be another page now.
        package var more: Bool
    }

    case petition(Petition)
    case contact(Contact)
    case withdrawn(Withdrawn)
    case end(End)
}

extension RecordLine: Codable {
    private enum Kind: String, Codable {
        case petition, contact, withdrawn, end
    }

    private enum CodingKeys: String, CodingKey {
        case kind
    }

    package init(from decoder: any Decoder) throws {
        switch try decoder.container(keyedBy: CodingKeys.self).decode(Kind.self, forKey: .kind) {
        case .petition: self = .petition(try Petition(from: decoder))
        case .contact: self = .contact(try Contact(from: decoder))
        case .withdrawn: self = .withdrawn(try Withdrawn(from: decoder))
        case .end: self = .end(try End(from: decoder))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .petition(let petition):
            try container.encode(Kind.petition, forKey: .kind)
            try petition.encode(to: encoder)
        case .contact(let contact):
            try container.encode(Kind.contact, forKey: .kind)
            try contact.encode(to: encoder)
        case .withdrawn(let withdrawn):
            try container.encode(Kind.withdrawn, forKey: .kind)
            try withdrawn.encode(to: encoder)
        case .end(let end):
            try container.encode(Kind.end, forKey: .kind)
            try end.encode(to: encoder)
        }
    }

    /// JSON in one line with its line feed.
    package func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
    }
}
