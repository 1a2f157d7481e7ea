package import UndersignedCore
package import UndersignedDatabase

extension Transaction {
    /// Keeps a sentence that consents name; keeping it again changes nothing.
    package func saveConsentWording(_ sentence: String, hash: [UInt8], language: String, in petitionID: Int64) throws {
        try rows(
            """
            INSERT INTO consent_wording (petition_id, hash, language, sentence)
            VALUES (\(petitionID), \(hash), \(language), \(sentence)) ON CONFLICT (petition_id, hash) DO NOTHING
            """
        )
    }

    /// The sentence of a hash, word for word; nil where it is not on record.
    package func consentWording(hash: [UInt8], in petitionID: Int64) throws -> (language: String, sentence: String)? {
        try row("SELECT language, sentence FROM consent_wording WHERE petition_id = \(petitionID) AND hash = \(hash)")
            .map { (try $0.text("language"), try $0.text("sentence")) }
    }

    /// Since when a signatory wants updates; nil for who does not.
    package func updatesWanted(by signatureID: Int64, in petitionID: Int64) throws -> Moment? {
        try row(
            """
            SELECT given_at FROM consent WHERE petition_id = \(petitionID) AND recipient = 'updates'
                AND signature_id = \(signatureID)
            """
        ).map { Moment(seconds: try $0.integer("given_at")) }
    }

    /// Takes a signatory off the list: the consent goes, and with it every update that has not left yet, and the address where it was
    /// kept for nothing else (P-20).
    ///
    /// - Returns: False for who was not on it; what waited for somebody like that goes too.
    /// - Throws: A fault of the database.
    @discardableResult
    package func stopUpdates(to signatureID: Int64, in petitionID: Int64) throws -> Bool {
        let gone = try row(
            """
            DELETE FROM consent WHERE petition_id = \(petitionID) AND recipient = 'updates'
                AND signature_id = \(signatureID) RETURNING signature_id
            """
        )
        try dropUpdates(to: signatureID, in: petitionID)
        try deleteContactKeptForUpdates(signatureID, in: petitionID)
        return gone != nil
    }

    /// Whether the contact data of a signature is still there.
    package func hasSeal(of signatureID: Int64, in petitionID: Int64) throws -> Bool {
        try row(
            """
            SELECT 1 AS found FROM seal WHERE petition_id = \(petitionID) AND signature_id = \(signatureID)
            """
        ) != nil
    }
}
