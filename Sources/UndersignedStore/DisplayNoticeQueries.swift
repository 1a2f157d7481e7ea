package import UndersignedCore
package import UndersignedDatabase

/// Who is to be told that something of theirs is not shown.
extension Transaction {
    /// Cases whose signatories are to be told by now.
    ///
    /// - Parameters:
    ///   - now: What is told later stays.
    ///   - limit: How many at most.
    /// - Returns: Petition and signature, the longest due first.
    /// - Throws: A fault of the database.
    package func casesToTell(at now: Moment, limit: Int) throws -> [(petitionID: Int64, signatureID: Int64)] {
        try rows(
            """
            SELECT petition_id, signature_id FROM display_case
            WHERE tell_at IS NOT NULL AND tell_at <= \(now.seconds) ORDER BY tell_at LIMIT \(limit)
            """
        ).map { (try $0.integer("petition_id"), try $0.integer("signature_id")) }
    }

    /// Notes down that a signatory is told now; false where that was done, or is no longer so.
    package func beginTelling(_ signatureID: Int64, in petitionID: Int64) throws -> Bool {
        try row(
            """
            UPDATE display_case SET tell_at = NULL, is_told = 1
            WHERE petition_id = \(petitionID) AND signature_id = \(signatureID) AND tell_at IS NOT NULL AND is_told = 0
            RETURNING signature_id
            """
        ) != nil
    }

    /// Tells a signatory later.
    package func putOffTelling(_ signatureID: Int64, in petitionID: Int64, until due: Moment) throws {
        try rows(
            """
            UPDATE display_case SET tell_at = \(due.seconds)
            WHERE petition_id = \(petitionID) AND signature_id = \(signatureID) AND tell_at IS NOT NULL
            """
        )
    }

    /// Gives a row that still stands a fresh management link; false where it was taken back.
    ///
    /// No stranger causes this mail, so it is not counted among those to the address.
    package func setManagementHash(_ hash: [UInt8], ofStanding id: Int64, in petitionID: Int64) throws -> Bool {
        try row(
            """
            UPDATE signature SET management_hash = \(hash)
            WHERE petition_id = \(petitionID) AND id = \(id) AND state IN ('counted', 'recorded', 'held')
                AND undeliverable_at IS NULL
            RETURNING id
            """
        ) != nil
    }

    /// Puts another box in the place of a signature's own; false where its link opens none any more.
    package func replaceBox(_ box: [UInt8], of id: Int64, in petitionID: Int64) throws -> Bool {
        try row(
            """
            UPDATE signature SET box = \(box) WHERE petition_id = \(petitionID) AND id = \(id) AND box IS NOT NULL
                AND state IN ('counted', 'recorded', 'held') RETURNING id
            """
        ) != nil
    }

    /// Puts sealed contact data in the place of what was sealed to the petition's own key before.
    package func replaceSeal(_ seal: SealedContact, of signatureID: Int64, in petitionID: Int64) throws {
        try saveEncapsulation(seal, in: petitionID)
        try rows(
            """
            UPDATE seal SET encapsulation_id = \(seal.encapsulationID), text_version = \(seal.textVersion),
                log_number = \(seal.logNumber), content = \(seal.content)
            WHERE petition_id = \(petitionID) AND signature_id = \(signatureID)
            """
        )
    }

    /// Sets how a petition's names and comments are shown from now on.
    package func setDisplay(_ display: PetitionSheet.Display?, of petition: Petition) throws {
        var sheet = petition.sheet
        sheet.display = display
        try rows("UPDATE petition SET sheet = \(SheetText.encode(sheet)) WHERE id = \(petition.id)")
    }
}
