import Crypto
package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Signatories say whether they want updates: with the form, later at their link, or from a mail.
package struct UpdateConsents: Sendable {
    /// What became of a choice at a link.
    package enum Outcome: Hashable, Sendable {
        case done
        /// The sentence is another one by now: it is read again first.
        case changed
        /// The link manages no signature that stands, or nothing can be sent to it.
        case refused
    }

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// The sentence that a petition's form has beside its box; nil where nobody could write updates: there is no
    /// campaign, or the server can't open addresses.
    ///
    /// - Parameters:
    ///   - petition: Any petition.
    ///   - language: Of the page.
    /// - Returns: The sentence in that language, or in the nearest one that is there.
    /// - Throws: A fault of the database.
    package func sentence(of petition: Petition, in language: String) async throws -> ConsentSentence? {
        guard !petition.sheet.isSealed, let campaign = try await PublicReading(site: site).campaign(of: petition) else {
            return nil
        }
        return try site.sentences.updates(of: campaign.sponsor.name, in: language)
    }

    /// The consent of somebody who ticked the box; its sentence is on record when this returns (P-04).
    ///
    /// - Parameters:
    ///   - box: What was ticked.
    ///   - petition: Where.
    /// - Returns: Nil where the box was left empty, or is not offered: then nothing is asked of the database.
    /// - Throws: A fault of the database.
    func consent(in box: SignatureBox, to petition: Petition) async throws -> Consent? {
        guard box.wantsUpdates, let sentence = try await sentence(of: petition, in: box.language) else { return nil }
        try await keep(sentence, for: petition.id)
        return sentence.consent
    }

    /// Takes a choice that somebody made at a link.
    ///
    /// - Parameters:
    ///   - wants: Whether updates are wanted from now on.
    ///   - token: A mailed link of either kind.
    ///   - shown: SHA-256 of the sentence that the page showed, 32 bytes.
    ///   - language: Of the page.
    /// - Returns: What became of it; the same choice again changes nothing.
    /// - Throws: A fault of the database.
    package func choose(
        _ wants: Bool,
        _ token: LinkToken,
        shown: [UInt8],
        language: LanguageTag
    ) async throws -> Outcome {
        // Nothing is written for a link of nobody.
        let petition = try await site.database.read { transaction in
            try transaction.standing(behind: token) == nil ? nil : try transaction.petition(id: token.petitionID)
        }
        guard let petition else { return .refused }
        guard wants else {
            return try await site.write { transaction in
                guard let (row, _) = try transaction.standing(behind: token) else { return .refused }
                try transaction.stopUpdates(to: row.id, in: row.petitionID)
                return .done
            }
        }
        guard let sentence = try await sentence(of: petition, in: language.text) else { return .refused }
        guard sentence.consent.wordingHash == shown else { return .changed }
        try await keep(sentence, for: petition.id)
        let now = site.ambient.now()
        let time = petition.sheet.publication == .daily ? now.day : now.minute
        return try await site.write { transaction in
            guard let (row, _) = try transaction.standing(behind: token),
                try transaction.hasSeal(of: row.id, in: row.petitionID)
            else { return .refused }
            // Agreed to before: the first sentence and its time stay on record.
            guard try transaction.updatesWanted(by: row.id, in: row.petitionID) == nil else { return .done }
            let consent = ConsentRow(
                signatureID: row.id,
                consent: sentence.consent,
                textVersion: row.textVersion ?? petition.textVersion,
                givenAt: time
            )
            try transaction.saveConsents([consent], in: row.petitionID)
            return .done
        }
    }

    private func keep(_ sentence: ConsentSentence, for petitionID: Int64) async throws {
        let hash = sentence.consent.wordingHash
        guard try await site.database.read({ try $0.consentWording(hash: hash, in: petitionID) }) == nil else { return }
        try await site.write {
            try $0.saveConsentWording(sentence.text, hash: hash, language: sentence.language, in: petitionID)
        }
    }
}

/// Stops updates from the address in a mail (RFC 8058, M-01).
package struct Unsubscribing: Sendable {
    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// The petition that a token is about, and whether its mails still come; nil for a token of nobody.
    ///
    /// Changes nothing.
    package func standing(_ token: UnsubscribeToken) async throws -> (petition: Petition, isStopped: Bool)? {
        guard let petition = try await petition(token) else { return nil }
        guard let id = key(of: petition)?.signatureID(of: token) else { return (petition, true) }
        // Of a test mail: organisers look at what readers will see.
        if id == UnsubscribeKey.testMail { return (petition, false) }
        let wanted = try await site.database.read { try $0.updatesWanted(by: id, in: petition.id) }
        return (petition, wanted == nil)
    }

    private func petition(_ token: UnsubscribeToken) async throws -> Petition? {
        // Before it was opened nobody could ask for anything, and its title may be private.
        guard let petition = try await site.database.read({ try $0.petition(id: token.petitionID) }),
            petition.log != nil
        else { return nil }
        guard let key = key(of: petition) else { return petition }
        return key.signatureID(of: token) == nil ? nil : petition
    }

    /// Takes somebody off the list, at once: also what is queued does not leave any more.
    ///
    /// - Parameter token: From the mail, however old.
    /// - Returns: The petition; nil for a token of nobody. The same token again gives the same.
    /// - Throws: A fault of the database: then it must be sent again.
    package func stop(_ token: UnsubscribeToken) async throws -> Petition? {
        guard let petition = try await petition(token) else { return nil }
        // Where the petition's key was destroyed, no address of it can be opened and no mail be made any more.
        guard let id = key(of: petition)?.signatureID(of: token) else { return petition }
        try await site.write { _ = try $0.stopUpdates(to: id, in: petition.id) }
        return petition
    }

    /// Nil where the petition's keys are not on this machine.
    private func key(of petition: Petition) -> UnsubscribeKey? {
        try? UnsubscribeKey(site.keys.keys(of: petition.slug), petition.id)  // destroyed: nothing can be sent
    }
}

extension UnsubscribeKey {
    /// In the place of a signature's id, in a test mail: no signature has it.
    static let testMail: Int64 = 0

    /// From the key that opens the addresses: without it there is nothing to stop.
    package init(_ keys: PetitionKeys, _ petitionID: Int64) throws(PetitionKeys.Absent) {
        try self.init(petitionID: petitionID, secret: Array(keys.custody.rawRepresentation))
    }
}

extension SiteAddress {
    /// The address in a mail that stops the mails.
    package func unsubscribe(_ token: UnsubscribeToken) -> String { "\(base)/u/\(token.text)" }

    /// An update's own page.
    package func update(_ number: Int, of slug: Slug) -> String { "\(petition(slug))/updates/\(number)" }
}
