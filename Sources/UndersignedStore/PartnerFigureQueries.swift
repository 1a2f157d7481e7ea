package import UndersignedCore
package import UndersignedDatabase

extension Transaction {
    /// How many counted signatures a partner's link brought, by the day on which they were confirmed.
    ///
    /// Reads one index from end to end for the partner: the work grows with what it brought.
    package func dayCounts(ofSource source: String, in petitionID: Int64) throws -> [Moment: Int] {
        try byDay(
            """
            SELECT (decided_at / 86400) * 86400 AS day, COUNT(*) AS n FROM signature
            WHERE petition_id = \(petitionID) AND source = \(source) AND state = 'counted' GROUP BY decided_at / 86400
            """
        )
    }

    /// How many consents to a recipient are on record, by the day on which they were given.
    package func consentDayCounts(to recipient: Consent.Recipient, in petitionID: Int64) throws -> [Moment: Int] {
        try byDay(
            """
            SELECT (given_at / 86400) * 86400 AS day, COUNT(*) AS n FROM consent
            WHERE petition_id = \(petitionID) AND recipient = \(recipient.text) GROUP BY given_at / 86400
            """
        )
    }

    private func byDay(_ query: Query) throws -> [Moment: Int] {
        try rows(query).reduce(into: [:]) { counts, row in
            counts[Moment(seconds: try row.integer("day"))] = Int(try row.integer("n"))
        }
    }
}
