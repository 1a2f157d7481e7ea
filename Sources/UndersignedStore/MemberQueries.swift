package import UndersignedCore
package import UndersignedDatabase

/// Codes for mailboxes of members, and which mailboxes have had their token.
extension Transaction {
    /// Stores a code; one that is out for the same mailbox is of no use any more.
    ///
    /// - Parameters:
    ///   - hash: Keyed, of mailbox and code, 32 bytes.
    ///   - tag: The mailbox's, 32 bytes.
    ///   - petitionID: The petition.
    ///   - end: From when on it is of no use.
    /// - Throws: A fault of the database.
    package func saveMemberCode(_ hash: [UInt8], for tag: [UInt8], in petitionID: Int64, until end: Moment) throws {
        try rows(
            """
            INSERT INTO member_code (petition_id, tag, hash, tries, ends_at)
            VALUES (\(petitionID), \(tag), \(hash), 0, \(end.seconds))
            ON CONFLICT (petition_id, tag) DO UPDATE SET hash = excluded.hash, tries = 0, ends_at = excluded.ends_at
            """
        )
    }

    /// Takes one of the tries of a mailbox's code.
    ///
    /// - Parameters:
    ///   - tag: The mailbox's.
    ///   - petitionID: The petition.
    ///   - limit: So many tries a code has.
    ///   - now: The moment.
    /// - Returns: The code's keyed hash; nil where none is out, or it has ended, or no try is left.
    /// - Throws: A fault of the database.
    package func tryMemberCode(
        for tag: [UInt8],
        in petitionID: Int64,
        limit: Int,
        at now: Moment
    ) throws -> [UInt8]? {
        try row(
            """
            UPDATE member_code SET tries = tries + 1
            WHERE petition_id = \(petitionID) AND tag = \(tag) AND tries < \(Int64(limit)) AND ends_at > \(now.seconds)
            RETURNING hash
            """
        )?.blob("hash")
    }

    /// Uses a code up; false where somebody else did, or another took its place.
    package func useMemberCode(_ hash: [UInt8], of tag: [UInt8], in petitionID: Int64) throws -> Bool {
        try row(
            """
            DELETE FROM member_code WHERE petition_id = \(petitionID) AND tag = \(tag) AND hash = \(hash)
            RETURNING petition_id
            """
        ) != nil
    }

    /// Writes down which request a mailbox's token was asked for with, the first time.
    ///
    /// - Returns: False where it had asked for its token before.
    /// - Throws: A fault of the database.
    package func claimMemberMailbox(_ tag: [UInt8], for requestHash: [UInt8], in petitionID: Int64) throws -> Bool {
        try row(
            """
            INSERT INTO member_mailbox (petition_id, tag, request_hash) VALUES (\(petitionID), \(tag), \(requestHash))
            ON CONFLICT (petition_id, tag) DO NOTHING RETURNING petition_id
            """
        ) != nil
    }

    /// The hash of the request with which a mailbox asked for its token; nil where it has not.
    package func memberRequestHash(of tag: [UInt8], in petitionID: Int64) throws -> [UInt8]? {
        try row("SELECT request_hash FROM member_mailbox WHERE petition_id = \(petitionID) AND tag = \(tag)")?
            .blob("request_hash")
    }

    /// How many have had a token, by mailbox or voucher, up to a limit: one asks with each signature whether they are enough.
    package func memberCount(in petitionID: Int64, upTo limit: Int = .max) throws -> Int {
        let row = try row(
            """
            SELECT COUNT(*) AS amount FROM (
                SELECT 1 AS one FROM member_mailbox WHERE petition_id = \(petitionID)
                UNION ALL
                SELECT 1 AS one FROM member_voucher WHERE petition_id = \(petitionID) AND request_hash IS NOT NULL
                LIMIT \(limit)
            ) AS held
            """
        )
        return Int(try row?.integer("amount") ?? 0)
    }

    /// How many tokens the log says were issued.
    package func publishedIssues(in petitionID: Int64) throws -> Int {
        Int(
            try row(
                """
                SELECT CAST(COALESCE(SUM(number), 0) AS BIGINT) AS amount FROM event
                WHERE petition_id = \(petitionID) AND verb = 'issued'
                """
            )?.integer("amount") ?? 0
        )
    }

    /// Whether codes are left that have ended.
    package func hasEndedMemberCodes(at now: Moment, in petitionID: Int64) throws -> Bool {
        try row(
            "SELECT 1 AS found FROM member_code WHERE petition_id = \(petitionID) AND ends_at <= \(now.seconds) LIMIT 1"
        ) != nil
    }

    /// Deletes codes that have ended.
    package func deleteEndedMemberCodes(at now: Moment, in petitionID: Int64) throws {
        try rows("DELETE FROM member_code WHERE petition_id = \(petitionID) AND ends_at <= \(now.seconds)")
    }

    /// Whether rows of mailboxes or vouchers are left.
    package func hasMembers(in petitionID: Int64) throws -> Bool {
        try row(
            """
            SELECT 1 AS found FROM member_mailbox WHERE petition_id = \(petitionID)
            UNION ALL SELECT 1 AS found FROM member_voucher WHERE petition_id = \(petitionID) LIMIT 1
            """
        ) != nil
    }

    /// Deletes the tags of a petition's mailboxes, some thousand at a time.
    ///
    /// - Returns: How many rows were deleted; 0 when nothing is left.
    /// - Throws: A fault of the database.
    package func deleteMemberMailboxes(of petitionID: Int64, limit: Int) throws -> Int {
        try rows(
            """
            DELETE FROM member_mailbox WHERE petition_id = \(petitionID) AND tag IN (
                SELECT tag FROM member_mailbox WHERE petition_id = \(petitionID) LIMIT \(limit)
            ) RETURNING petition_id
            """
        ).count
    }
}
