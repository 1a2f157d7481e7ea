package import UndersignedDatabase

/// Codes that make whoever has one a member, each once.
extension Transaction {
    /// Stores codes; those that are known stay as they are.
    ///
    /// - Parameters:
    ///   - hashes: SHA-256 of each code, 32 bytes.
    ///   - petitionID: The petition.
    /// - Returns: How many are new.
    /// - Throws: A fault of the database.
    @discardableResult
    package func addMemberVouchers(_ hashes: [[UInt8]], in petitionID: Int64) throws -> Int {
        try hashes.reduce(0) { count, hash in
            let row = try row(
                """
                INSERT INTO member_voucher (petition_id, hash) VALUES (\(petitionID), \(hash))
                ON CONFLICT (petition_id, hash) DO NOTHING RETURNING petition_id
                """
            )
            return row == nil ? count : count + 1
        }
    }

    /// Whether a code was given to somebody, used or not.
    package func hasMemberVoucher(_ hash: [UInt8], in petitionID: Int64) throws -> Bool {
        try row("SELECT 1 AS found FROM member_voucher WHERE petition_id = \(petitionID) AND hash = \(hash)") != nil
    }

    /// Writes down which request a code was used for, the first time.
    ///
    /// - Returns: The hash of the request that stands; nil for a code that was given to nobody.
    /// - Throws: A fault of the database.
    package func claimMemberVoucher(
        _ hash: [UInt8],
        for requestHash: [UInt8],
        in petitionID: Int64
    ) throws -> [UInt8]? {
        try rows(
            """
            UPDATE member_voucher SET request_hash = \(requestHash)
            WHERE petition_id = \(petitionID) AND hash = \(hash) AND request_hash IS NULL
            """
        )
        return try row(
            "SELECT request_hash FROM member_voucher WHERE petition_id = \(petitionID) AND hash = \(hash)"
        )?.blob("request_hash")
    }

    /// Deletes a petition's codes, some thousand at a time.
    ///
    /// - Returns: How many rows were deleted; 0 when nothing is left.
    /// - Throws: A fault of the database.
    package func deleteMemberVouchers(of petitionID: Int64, limit: Int) throws -> Int {
        try rows(
            """
            DELETE FROM member_voucher WHERE petition_id = \(petitionID) AND hash IN (
                SELECT hash FROM member_voucher WHERE petition_id = \(petitionID) LIMIT \(limit)
            ) RETURNING petition_id
            """
        ).count
    }
}
