package import UndersignedCore
package import UndersignedDatabase

/// What the issuer of a letter says that is not this site.
package struct OutsideCount: Hashable, Sendable {
    /// How many tokens it has signed, as it said.
    package let issued: Int
    /// The day of asking.
    package let askedOn: Moment
}

/// How many tokens of members other issuers say they have signed.
extension Transaction {
    /// What other issuers said last, by petition.
    package func outsideCounts() throws -> [Int64: OutsideCount] {
        let rows = try rows("SELECT petition_id, issued, asked_on FROM outside_issuer")
        return Dictionary(
            uniqueKeysWithValues: try rows.map { (try $0.integer("petition_id"), try OutsideCount($0)) }
        )
    }

    /// What a petition's issuer said last; nil before the first time.
    package func outsideCount(of petitionID: Int64) throws -> OutsideCount? {
        try row("SELECT issued, asked_on FROM outside_issuer WHERE petition_id = \(petitionID)").map(OutsideCount.init)
    }

    /// Keeps what a petition's issuer says, and the day of asking.
    package func saveOutsideCount(_ issued: Int, of petitionID: Int64, on day: Moment) throws {
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

extension OutsideCount {
    fileprivate init(_ row: QueryRow) throws {
        issued = Int(try row.integer("issued"))
        askedOn = Moment(seconds: try row.integer("asked_on"))
    }
}
