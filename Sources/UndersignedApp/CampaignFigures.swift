package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// How the petitions of a campaign go, side by side.
package struct CampaignFigures: Sendable {
    /// One of them.
    package struct Row: Sendable {
        package let petition: Petition
        /// The number shown.
        package let count: Int
        /// Counted since midnight, and in the last seven days with this one.
        package let today: Int
        package let week: Int
        /// Links that were not used yet, as they were counted last.
        package let pending: Int

        package init(petition: Petition, count: Int, today: Int, week: Int, pending: Int) {
            self.petition = petition
            self.count = count
            self.today = today
            self.week = week
            self.pending = pending
        }
    }

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// The opened petitions of a campaign, in the order in which they were written down.
    ///
    /// - Throws: A fault of the database.
    package func rows(of campaignID: Int64) async throws -> [Row] {
        let day = site.ambient.now().day
        return try await site.database.read { transaction in
            try transaction.petitions(ofCampaign: campaignID).filter { $0.log != nil }.map { petition in
                let hours = try transaction.hourTotals(of: petition.id, from: day - .days(6))
                let pending = try transaction.gauges(of: petition.id).filter { $0.name == .pending }
                return Row(
                    petition: petition,
                    count: try transaction.head(petition.id)?.counts.total ?? 0,
                    today: hours.filter { $0.start >= day }.reduce(0) { $0 + $1.added },
                    week: hours.reduce(0) { $0 + $1.added },
                    pending: pending.reduce(0) { $0 + $1.amount }
                )
            }
        }
    }
}
