package import UndersignedCore
package import UndersignedDatabase

/// Drafts that somebody put away: nothing of them is lost.
extension Transaction {
    /// Puts a draft away; one that is there already stays as it is.
    package func discard(_ petitionID: Int64, by accountID: Int64, at now: Moment) throws {
        try rows(
            """
            INSERT INTO discarded_draft (petition_id, account_id, discarded_at)
            VALUES (\(petitionID), \(accountID), \(now.seconds)) ON CONFLICT (petition_id) DO NOTHING
            """
        )
    }

    /// Brings a draft back.
    package func bringBack(_ petitionID: Int64) throws {
        try rows("DELETE FROM discarded_draft WHERE petition_id = \(petitionID)")
    }

    /// Whether a draft was put away.
    package func isDiscarded(_ petitionID: Int64) throws -> Bool {
        try row("SELECT petition_id FROM discarded_draft WHERE petition_id = \(petitionID)") != nil
    }

    /// The drafts of a campaign that were put away.
    package func discardedDrafts(ofCampaign campaignID: Int64) throws -> Set<Int64> {
        let rows = try rows(
            """
            SELECT d.petition_id FROM discarded_draft d JOIN petition p ON p.id = d.petition_id
            WHERE p.campaign_id = \(campaignID)
            """
        )
        return Set(try rows.map { try $0.integer("petition_id") })
    }
}
