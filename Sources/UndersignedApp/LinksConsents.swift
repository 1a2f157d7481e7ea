package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

extension Links {
    /// The partners that a signatory allows to write, as far as it is on record.
    ///
    /// - Parameter token: A mailed link.
    /// - Returns: Their short names.
    /// - Throws: A fault of the database.
    package func allowedPartners(_ token: LinkToken) async throws -> Set<String> {
        try await site.database.read { transaction in
            guard let row = try transaction.signature(tokenHash: token.hash, in: token.petitionID) else { return [] }
            return try transaction.consents(of: row.id, in: token.petitionID).reduce(into: []) { names, row in
                if case .partner(let id) = row.consent.recipient { names.insert(id) }
            }
        }
    }

    /// Takes one consent back: the person pressed the button.
    ///
    /// What was sealed to the recipient is deleted, and a partner is told to do the same; the signature stays.
    ///
    /// - Parameters:
    ///   - recipient: Who may not write any more.
    ///   - token: A mailed link of either kind.
    /// - Returns: False where there was no such consent.
    /// - Throws: `Sequencer.Overloaded`, or a fault: then the person presses again.
    package func takeBack(_ recipient: Consent.Recipient, _ token: LinkToken) async throws -> Bool {
        try await site.write { transaction in
            // A partner's records are numbered one after the other, as the log's batches do.
            guard try transaction.head(token.petitionID) != nil,
                let (row, _) = try transaction.signature(behind: token)
            else { return false }
            return try transaction.takeBackPartnerRecords(of: row.id, for: recipient, in: row.petitionID)
        }
    }

    /// Why there was no consent to take back.
    package enum NoConsent: Hashable, Sendable {
        /// The signature stands, and the partner may not write: it is as the person wants it.
        case absent
        /// The petition has no such partner.
        case unknownPartner
        /// Nothing stands behind the link, or the partner can't be ticked.
        case impossible
    }

    /// - Parameters:
    ///   - partner: Whose consent was not there.
    ///   - token: A mailed link of either kind.
    /// - Returns: Why it was not.
    /// - Throws: A fault of the database.
    package func whyNoConsent(to partner: String, _ token: LinkToken) async throws -> NoConsent {
        try await site.database.read { transaction in
            guard try transaction.signature(behind: token) != nil,
                let petition = try transaction.petition(id: token.petitionID)
            else { return .impossible }
            guard let named = petition.sheet.partners.first(where: { $0.id.text == partner }) else {
                return .unknownPartner
            }
            return try named.offer != nil && transaction.standing(behind: token) != nil ? .absent : .impossible
        }
    }
}
