package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Who did what to which object: read by owners and auditors.
package struct Trail: Sendable {
    /// A line, with its number and the person's address.
    package struct Line: Sendable {
        package let number: Int64
        package let event: TrailEvent
        /// Nil for the command line, and for a program with a partner's token.
        package let person: String?
        /// Nil where it is about no campaign.
        package let campaign: Campaign?

        /// Whether a program of a partner did it: nobody else takes records without an account.
        package var isByToken: Bool { event.act == .recordsFetched && event.accountID == nil }

        package init(number: Int64, event: TrailEvent, person: String?, campaign: Campaign?) {
            self.number = number
            self.event = event
            self.person = person
            self.campaign = campaign
        }
    }

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// Adds a line about something that was done in a campaign.
    ///
    /// - Parameters:
    ///   - act: What was done.
    ///   - object: To what.
    ///   - campaignID: Where.
    ///   - accountID: By whom.
    /// - Throws: A fault of the database.
    package func add(_ act: TrailEvent.Act, _ object: String, in campaignID: Int64, by accountID: Int64) async throws {
        let event = TrailEvent(
            doneAt: site.ambient.now(),
            accountID: accountID,
            act: act,
            campaignID: campaignID,
            object: object
        )
        try await site.database.write { try $0.addToTrail(event) }
    }

    /// Adds a line about a petition.
    ///
    /// - Parameters:
    ///   - act: What was done.
    ///   - petition: To which; the line is one of its campaign.
    ///   - detail: What is worth knowing besides.
    ///   - accountID: By whom; nil for the command line.
    /// - Throws: A fault of the database.
    package func add(
        _ act: TrailEvent.Act,
        of petition: Slug,
        _ detail: String,
        by accountID: Int64?
    ) async throws {
        let now = site.ambient.now()
        try await site.database.write { transaction in
            let event = TrailEvent(
                doneAt: now,
                accountID: accountID,
                act: act,
                campaignID: try transaction.petition(petition)?.campaignID,
                object: petition.text,
                detail: detail
            )
            try transaction.addToTrail(event)
        }
    }

    /// Adds a line: somebody took lines of the trail away.
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - campaignID: Of one campaign; nil for all of them.
    ///   - accountID: By whom.
    /// - Throws: A fault of the database.
    package func addExport(of count: Int, in campaignID: Int64?, by accountID: Int64) async throws {
        let event = TrailEvent(
            doneAt: site.ambient.now(),
            accountID: accountID,
            act: .trailExported,
            campaignID: campaignID,
            object: "trail.csv",
            detail: "\(count)"
        )
        try await site.database.write { try $0.addToTrail(event) }
    }

    /// Lines, newest first.
    ///
    /// - Parameters:
    ///   - campaignID: Of one campaign; nil for all lines.
    ///   - before: Only lines with a smaller number; nil for the newest.
    ///   - limit: At most so many.
    /// - Returns: Each with the names behind its numbers.
    /// - Throws: A fault of the database.
    package func lines(of campaignID: Int64? = nil, before: Int64?, limit: Int) async throws -> [Line] {
        try await site.database.read { transaction in
            let people = try Dictionary(uniqueKeysWithValues: transaction.accounts().map { ($0.id, $0.address) })
            let campaigns = try Dictionary(uniqueKeysWithValues: transaction.campaigns().map { ($0.id, $0.campaign) })
            return try transaction.trail(of: campaignID, before: before, limit: limit).map { number, event in
                Line(
                    number: number,
                    event: event,
                    person: event.accountID.flatMap { people[$0] },
                    campaign: event.campaignID.flatMap { campaigns[$0] }
                )
            }
        }
    }
}
