package import UndersignedCore
package import UndersignedDatabase

extension Transaction {
    /// Hand-overs since a moment, of all petitions, each with its petition.
    package func deliveries(since moment: Moment) throws -> [(petitionID: Int64, delivery: StoredDelivery)] {
        try rows(
            """
            SELECT * FROM delivery WHERE delivered_at >= \(moment.seconds) ORDER BY petition_id, position
            """
        ).map { (try $0.integer("petition_id"), try StoredDelivery($0)) }
    }

    /// After which weeks organisers were asked about a hand-over.
    package func weeksAsked(about tokenHash: [UInt8], of petitionID: Int64) throws -> Set<Int> {
        let rows = try rows(
            "SELECT week FROM follow_up WHERE petition_id = \(petitionID) AND token_hash = \(tokenHash)"
        )
        return Set(try rows.map { Int(try $0.integer("week")) })
    }

    /// Writes down that they were; the same again changes nothing.
    package func saveFollowUp(_ week: Int, about tokenHash: [UInt8], of petitionID: Int64, at now: Moment) throws {
        try rows(
            """
            INSERT INTO follow_up (petition_id, token_hash, week, asked_at)
            VALUES (\(petitionID), \(tokenHash), \(Int64(week)), \(now.seconds))
            ON CONFLICT (petition_id, token_hash, week) DO NOTHING
            """
        )
    }
}
