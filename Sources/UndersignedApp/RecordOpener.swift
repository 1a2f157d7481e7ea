import Crypto
import FoundationEssentials
import UndersignedCore
import UndersignedStore

/// A record that a partner's or an organiser's key has opened, or the news that it was taken back.
package struct OpenedRecord: Hashable, Sendable {
    /// `3-17`: the same in every export, so that what was taken back is found again.
    package var id: String
    package var petition: String
    /// Nil where it was taken back, and for a petition's own record.
    package var contact: PartnerContact?
    /// A petition's own record; nil for a partner's.
    package var own: ContactExport.Row?
    /// The sentence that was ticked.
    package var wording: String
}

/// Opens the lines that a partner or an organiser fetched, one after the other, in memory that does not grow with them.
package struct RecordOpener {
    /// Why a line can't be used.
    package enum Problem: Error, Hashable, Sendable {
        /// A record before the line of its petition.
        case unknownPetition
        /// The sentence on the line of the petition is not the one whose hash the record is bound to.
        case otherWording
        /// The line of the petition does not name the petition that the record was sealed for.
        case otherPetition
        /// Another key, or a byte was changed.
        case unopened
    }

    /// So many encapsulations and petitions are remembered at most.
    private static let limit = 4_096

    private let key: CustodyPrivateKey
    private var petitions: [Int64: RecordLine.Petition] = [:]
    private var secrets: [Data: KeyedHash] = [:]

    package init(key: CustodyPrivateKey) {
        self.key = key
    }

    /// Takes the next line.
    ///
    /// - Returns: A record; nil for a line that is none.
    /// - Throws: `Problem`.
    package mutating func take(_ line: RecordLine) throws(Problem) -> OpenedRecord? {
        switch line {
        case .end: return nil
        case .petition(let petition):
            if petitions.count >= Self.limit { petitions.removeAll() }
            petitions[petition.petition] = petition
            return nil
        case .withdrawn(let withdrawn):
            return OpenedRecord(
                id: "\(withdrawn.petition)-\(withdrawn.record)",
                petition: petitions[withdrawn.petition]?.slug.text ?? "",
                contact: nil,
                wording: ""
            )
        case .contact(let sealed):
            guard let petition = petitions[sealed.petition] else { throw .unknownPetition }
            if petition.isOwn { return try opened(sealed, petition) }
            guard Array(petition.wording.utf8).sha256 == Array(sealed.wording) else { throw .otherWording }
            return OpenedRecord(
                id: "\(sealed.petition)-\(sealed.record)",
                petition: petition.slug.text,
                contact: try open(sealed, petition),
                wording: petition.wording
            )
        }
    }

    /// A petition's own record.
    private mutating func opened(
        _ sealed: RecordLine.Contact,
        _ petition: RecordLine.Petition
    ) throws(Problem) -> OpenedRecord {
        let contact: Contact = try decoded(sealed, petition)
        let row = ContactExport.Row(
            signature: sealed.record,
            state: sealed.state ?? "",
            decidedAt: sealed.day ?? "",
            contact: contact,
            wantsUpdates: false
        )
        return OpenedRecord(
            id: "\(sealed.petition)-\(sealed.record)",
            petition: petition.slug.text,
            contact: nil,
            own: row,
            wording: ""
        )
    }

    private mutating func open(
        _ sealed: RecordLine.Contact,
        _ petition: RecordLine.Petition
    ) throws(Problem) -> PartnerContact {
        let contact: PartnerContact = try decoded(sealed, petition)
        guard contact.wording == sealed.wording.base64EncodedString() else { throw .unopened }
        // The line of the petition is not sealed.
        guard contact.petition == petition.slug.text else { throw .otherPetition }
        return contact
    }

    private mutating func decoded<Content: Decodable>(
        _ sealed: RecordLine.Contact,
        _ petition: RecordLine.Petition
    ) throws(Problem) -> Content {
        let context = Custody.Context(
            petitionID: sealed.petition,
            signatureID: sealed.record,
            recipient: petition.recipient,
            textVersion: sealed.text,
            logNumber: sealed.log,
            wordingHash: Array(sealed.wording)
        )
        let seal = SealedContact(
            recipient: petition.recipient,
            encapsulationID: 0,
            encapsulation: Array(sealed.encapsulation),
            textVersion: sealed.text,
            logNumber: sealed.log,
            content: Array(sealed.content)
        )
        do {
            // The petition is part of what the secret is made for.
            let name = sealed.encapsulation + Data(context.information)
            if secrets.count >= Self.limit { secrets.removeAll() }
            let secret = try secrets[name] ?? Custody.secret(of: seal, with: key.key, context)
            secrets[name] = secret
            let content = try Custody.open(seal, secret: secret, context)
            return try JSONDecoder().decode(Content.self, from: Data(content))
        } catch {
            throw .unopened
        }
    }
}
