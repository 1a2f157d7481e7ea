package import UndersignedCore
package import UndersignedDatabase

/// What of one signatory is shown.
extension Transaction {
    /// The case of a signature; nil where it never was held, reported or decided about.
    package func displayCase(of signatureID: Int64, in petitionID: Int64) throws -> DisplayCase? {
        try row(
            "SELECT * FROM display_case WHERE petition_id = \(petitionID) AND signature_id = \(signatureID)"
        ).map(DisplayCase.init)
    }

    /// The case at a place; nil where there is none.
    package func displayCase(at place: PublicNameHandle, in petitionID: Int64) throws -> DisplayCase? {
        try row(
            """
            SELECT * FROM display_case
            WHERE petition_id = \(petitionID) AND day = \(place.day.seconds) AND shuffle = \(place.shuffle)
            """
        ).map(DisplayCase.init)
    }

    /// What is shown of a signature; nil for nothing.
    package func publicName(of signatureID: Int64, in petitionID: Int64) throws -> PublicName? {
        try row(
            """
            SELECT day, shuffle, name, comment FROM public_name
            WHERE petition_id = \(petitionID) AND signature_id = \(signatureID)
            """
        ).flatMap(PublicName.init(reading:))
    }

    /// What is shown at a place, and whose signature it is; nil where nothing is.
    package func publicName(at place: PublicNameHandle, in petitionID: Int64) throws -> (id: Int64, name: PublicName)? {
        let found = try row(
            """
            SELECT signature_id, day, shuffle, name, comment FROM public_name
            WHERE petition_id = \(petitionID) AND day = \(place.day.seconds) AND shuffle = \(place.shuffle)
            """
        )
        guard let found, let name = try PublicName(reading: found) else { return nil }
        return (try found.integer("signature_id"), name)
    }

    /// What a held signature is to be shown with, once it is counted; nil for nothing.
    package func heldDisplay(of signatureID: Int64, in petitionID: Int64) throws -> (name: String, comment: String?)? {
        try row(
            """
            SELECT name, comment FROM held_name WHERE petition_id = \(petitionID) AND signature_id = \(signatureID)
            """
        ).map { (try $0.text("name"), try $0.optionalText("comment")) }
    }

    /// Deletes the comment that a held signature was to be shown with, and the rule that was about nothing else.
    package func eraseHeldComment(of signatureID: Int64, in petitionID: Int64) throws {
        try rows(
            """
            UPDATE held_name SET comment = NULL, rule = CASE WHEN extent = 'name' THEN NULL ELSE rule END,
                extent = CASE WHEN extent = 'name' THEN 'all' ELSE extent END
            WHERE petition_id = \(petitionID) AND signature_id = \(signatureID)
            """
        )
    }

    /// Deletes all that a signatory chose to show, and what was said and decided about it.
    package func eraseDisplay(of signatureID: Int64, in petitionID: Int64) throws {
        try rows("DELETE FROM public_name WHERE petition_id = \(petitionID) AND signature_id = \(signatureID)")
        try eraseCase(of: signatureID, in: petitionID)
    }

    /// Deletes a signatory's comment from what is shown; a case that was about nothing else ends with it.
    package func eraseComment(of signatureID: Int64, in petitionID: Int64) throws {
        try rows(
            """
            UPDATE public_name SET comment = NULL
            WHERE petition_id = \(petitionID) AND signature_id = \(signatureID)
            """
        )
        let left = try row(
            """
            UPDATE display_case SET comment = NULL
            WHERE petition_id = \(petitionID) AND signature_id = \(signatureID) RETURNING extent, reports
            """
        )
        guard let left, try left.text("extent") == DisplayExtent.name.rawValue else { return }
        guard try left.integer("reports") > 0 else { return try eraseCase(of: signatureID, in: petitionID) }
        // What was reported may be the name.
        try rows(
            """
            UPDATE display_case SET extent = 'all', rule = NULL
            WHERE petition_id = \(petitionID) AND signature_id = \(signatureID)
            """
        )
    }

    /// Deletes a petition's comments and all that is known of what is not shown, some thousand rows at a time.
    ///
    /// - Parameters:
    ///   - petitionID: A petition whose deletion day has come.
    ///   - limit: How many rows of a table at most.
    /// - Returns: How many rows were changed; 0 when nothing is left.
    /// - Throws: A fault of the database.
    func deleteDisplayTexts(of petitionID: Int64, limit: Int) throws -> Int {
        let comments = try rows(
            """
            UPDATE public_name SET comment = NULL WHERE petition_id = \(petitionID) AND signature_id IN (
                SELECT signature_id FROM public_name WHERE petition_id = \(petitionID) AND comment IS NOT NULL
                LIMIT \(limit)
            ) RETURNING signature_id
            """
        ).count
        let cases = try rows(
            "SELECT signature_id FROM display_case WHERE petition_id = \(petitionID) LIMIT \(limit)"
        )
        for row in cases { try eraseCase(of: try row.integer("signature_id"), in: petitionID) }
        return comments + cases.count
    }

    private func eraseCase(of signatureID: Int64, in petitionID: Int64) throws {
        let erased = try row(
            """
            DELETE FROM display_case WHERE petition_id = \(petitionID) AND signature_id = \(signatureID)
            RETURNING signature_id
            """
        )
        // Steps and reports are about a case.
        guard erased != nil else { return }
        try rows("DELETE FROM display_step WHERE petition_id = \(petitionID) AND signature_id = \(signatureID)")
        try rows("DELETE FROM name_report WHERE petition_id = \(petitionID) AND signature_id = \(signatureID)")
    }
}
