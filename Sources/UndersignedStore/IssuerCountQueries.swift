package import UndersignedCore
package import UndersignedDatabase

/// How many tokens the issuer of a letter has signed, as is known once a day.
package struct IssuerCount: Hashable, Sendable {
    /// Another issuer says it; where the site issues, these are its own rows.
    package let issued: Int
    /// The day of asking, or of counting.
    package let askedOn: Moment
}

/// How many tokens of members were signed, as known once a day: nothing that is seen moves within it.
extension Transaction {
    /// What was known last, by petition.
    package func issuerCounts() throws -> [Int64: IssuerCount] {
        let rows = try rows("SELECT petition_id, issued, asked_on FROM outside_issuer")
        return Dictionary(
            uniqueKeysWithValues: try rows.map { (try $0.integer("petition_id"), try IssuerCount($0)) }
        )
    }

    /// What was known last of a petition; nil before the first time.
    package func issuerCount(of petitionID: Int64) throws -> IssuerCount? {
        try row("SELECT issued, asked_on FROM outside_issuer WHERE petition_id = \(petitionID)").map(IssuerCount.init)
    }

    /// Keeps what is known of a petition, and the day of asking or counting.
    package func saveIssuerCount(_ issued: Int, of petitionID: Int64, on day: Moment) throws {
        try rows(
            """
            INSERT INTO outside_issuer (petition_id, issued, asked_on)
            VALUES (\(petitionID), \(Int64(issued)), \(day.seconds))
            ON CONFLICT (petition_id) DO UPDATE SET issued = excluded.issued, asked_on = excluded.asked_on
            """
        )
    }

    /// How many tokens of members a petition's log holds, of signatures that were taken back, too.
    package func usedTokens(in petitionID: Int64) throws -> Int {
        Int(
            try row(
                """
                SELECT CAST(COALESCE(SUM(added), 0) AS BIGINT) AS amount FROM tally
                WHERE petition_id = \(petitionID) AND class = 'member'
                """
            )?.integer("amount") ?? 0
        )
    }
}

extension IssuerCount {
    fileprivate init(_ row: QueryRow) throws {
        issued = Int(try row.integer("issued"))
        askedOn = Moment(seconds: try row.integer("asked_on"))
    }
}
