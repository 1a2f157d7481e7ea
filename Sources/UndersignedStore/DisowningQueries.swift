package import UndersignedDatabase

extension Transaction {
    /// Ends a pending row for the mailbox's owner: its mails that have not left go, what was typed goes, the tag stays.
    ///
    /// - Parameters:
    ///   - id: The row.
    ///   - petitionID: The petition.
    ///   - box: What only the link opens from then on; nil for nothing.
    /// - Throws: A fault of the database.
    package func disown(_ id: Int64, in petitionID: Int64, box: [UInt8]?) throws {
        try rows(
            """
            UPDATE signature SET state = 'disowned', box = \(box), request_key = NULL, source = NULL, mailed_at = ''
            WHERE petition_id = \(petitionID) AND id = \(id) AND state || '' = 'pending'
            """
        )
        try rows(
            """
            DELETE FROM outbox WHERE petition_id = \(petitionID) AND signature_id = \(id) AND state = 'waiting'
            """
        )
    }

    /// Lets the address of a disowned row ask again.
    package func reclaim(_ id: Int64, in petitionID: Int64) throws {
        try rows(
            """
            UPDATE signature SET state = 'expired', box = NULL, tag = NULL
            WHERE petition_id = \(petitionID) AND id = \(id) AND state || '' = 'disowned'
            """
        )
    }

    /// Keeps the keyed code of an address, 32 bytes, without petition and time; the same again changes nothing.
    package func suppress(_ code: [UInt8]) throws {
        try rows("INSERT INTO suppression (code) VALUES (\(code)) ON CONFLICT (code) DO NOTHING")
    }

    /// Forgets the code of an address again.
    package func endSuppression(_ code: [UInt8]) throws {
        try rows("DELETE FROM suppression WHERE code = \(code)")
    }

    /// Whether the code of an address is kept.
    package func isSuppressed(_ code: [UInt8]) throws -> Bool {
        try row("SELECT code FROM suppression WHERE code = \(code)") != nil
    }
}
