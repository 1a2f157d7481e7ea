package import UndersignedCore
package import UndersignedDatabase
import UndersignedStore

/// The record of processing activities (GDPR article 30), as configuration and database say it now.
package struct ProcessingRecord: Hashable, Sendable {
    /// What a configuration says; names of machines and organisations, no passwords and no people.
    package struct Setting: Hashable, Sendable {
        package var siteName: String
        package var address: String
        /// Which database, and where.
        package var database: String
        /// The machine that takes mail; nil where mail is written into a folder.
        package var mailHost: String?
        package var isMailChecked: Bool
        package var hasKeysApart: Bool
        package var witnesses: [String]
        package var hasLimits: Bool
        /// Whether a regular backup is named, whose age is told.
        package var hasBackup: Bool

        package init(siteName: String, address: String, database: String) {
            (self.siteName, self.address, self.database) = (siteName, address, database)
            (isMailChecked, hasKeysApart, hasLimits, hasBackup) = (true, false, true, false)
            witnesses = []
        }
    }

    /// A petition that was opened, and who is responsible for it.
    package struct Activity: Hashable, Sendable {
        package var petition: Petition
        /// Nil where it belongs to no campaign.
        package var controller: String?
        /// When the first packet was handed over; nil before.
        package var deliveredAt: Moment?
    }

    package let taken: Moment
    package let setting: Setting
    package let activities: [Activity]
    /// How many accounts have a role somewhere.
    package let roles: [Role: Int]

    /// Reads what the database says; drafts are left out.
    ///
    /// - Parameters:
    ///   - transaction: A read transaction.
    ///   - setting: What the configuration says.
    ///   - now: The moment.
    /// - Throws: A fault of the database.
    package init(_ transaction: any Transaction, _ setting: Setting, at now: Moment) throws {
        taken = now
        self.setting = setting
        let campaigns = Dictionary(
            try transaction.campaigns().map { ($0.id, $0.campaign.sponsor.name) },
            uniquingKeysWith: { first, _ in first }
        )
        activities = try transaction.petitions().filter { $0.log != nil }.map { petition in
            Activity(
                petition: petition,
                controller: petition.campaignID.flatMap { campaigns[$0] },
                deliveredAt: try transaction.deliveredAt(position: 0, of: petition.id)
            )
        }
        let held = try transaction.accounts().filter { $0.state != .disabled }
            .flatMap { Set($0.memberships.map(\.role)) }
        roles = held.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
}
