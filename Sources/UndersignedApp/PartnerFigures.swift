package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// What one organisation brought to the petitions of its campaign, and who agreed to hear from it.
package struct PartnerFigures: Sendable {
    /// Days with news, newest first.
    package struct Day: Hashable, Sendable {
        package var day: Moment
        package var signatures: Int
        package var consents: Int

        package init(day: Moment, signatures: Int, consents: Int) {
            (self.day, self.signatures, self.consents) = (day, signatures, consents)
        }
    }

    /// One petition's.
    package struct Part: Sendable {
        package var petition: Petition
        package var days: [Day]

        package init(petition: Petition, days: [Day]) {
            (self.petition, self.days) = (petition, days)
        }

        /// Counted signatures that came by the partner's link.
        package var signatures: Int { days.reduce(0) { $0 + $1.signatures } }
        /// Consents on record.
        package var consents: Int { days.reduce(0) { $0 + $1.consents } }
    }

    package var parts: [Part]

    package init(parts: [Part]) {
        self.parts = parts
    }

    /// Reads the figures; the work grows with what the partner brought.
    ///
    /// - Parameters:
    ///   - partner: Whose.
    ///   - campaignID: The partner's campaign.
    ///   - site: Where.
    /// - Throws: A fault of the database.
    package init(of partner: Slug, in campaignID: Int64, _ site: Site) async throws {
        parts = try await site.database.read { transaction in
            try transaction.petitions(ofCampaign: campaignID).filter { $0.log != nil }.map { petition in
                let signed = try transaction.dayCounts(ofSource: partner.text, in: petition.id)
                let agreed = try transaction.consentDayCounts(to: .partner(partner.text), in: petition.id)
                let days = Set(signed.keys).union(agreed.keys).sorted().reversed().map { day in
                    Day(day: day, signatures: signed[day] ?? 0, consents: agreed[day] ?? 0)
                }
                return Part(petition: petition, days: days)
            }
        }
    }
}
