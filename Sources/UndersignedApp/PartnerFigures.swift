package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// What one organisation brought to the petitions of its campaign, and who agreed to hear from it.
package struct PartnerFigures: Sendable {
    /// Days with news, newest first.
    package struct Day: Hashable, Sendable {
        package var day: Moment
        /// Counted on this day, whatever became of them later.
        package var signatures: Int
        /// Given on this day and not taken back since.
        package var consents: Int

        package init(day: Moment, signatures: Int, consents: Int) {
            (self.day, self.signatures, self.consents) = (day, signatures, consents)
        }
    }

    /// One petition's.
    package struct Part: Sendable {
        package var petition: Petition
        package var days: [Day]
        /// Counted signatures of the days that count no longer.
        package var removed: Int

        package init(petition: Petition, days: [Day], removed: Int = 0) {
            (self.petition, self.days, self.removed) = (petition, days, removed)
        }

        /// Signatures that came by the partner's link and count; where a petition publishes daily, also those of today.
        package var signatures: Int { days.reduce(0) { $0 + $1.signatures } - removed }
        /// Consents on record.
        package var consents: Int { days.reduce(0) { $0 + $1.consents } }
    }

    package var parts: [Part]

    package init(parts: [Part]) {
        self.parts = parts
    }

    /// Reads the figures: rows of days, never of signatures.
    ///
    /// - Parameters:
    ///   - partner: Whose.
    ///   - campaignID: The partner's campaign.
    ///   - site: Where.
    /// - Throws: A fault of the database.
    package init(of partner: Slug, in campaignID: Int64, _ site: Site) async throws {
        parts = try await site.database.read { transaction in
            try transaction.petitions(ofCampaign: campaignID).filter { $0.log != nil }.map { petition in
                let signed = try transaction.figures(.source, for: partner.text, of: petition.id)
                let agreed = try transaction.figures(.consent, for: partner.text, of: petition.id)
                return Part(petition, signed, agreed)
            }
        }
    }
}

extension PartnerFigures.Part {
    fileprivate init(_ petition: Petition, _ signed: [FigureRow], _ agreed: [FigureRow]) {
        var days: [Moment: PartnerFigures.Day] = [:]
        for row in signed {
            days[row.start, default: PartnerFigures.Day(day: row.start, signatures: 0, consents: 0)].signatures +=
                row.added
        }
        for row in agreed {
            days[row.start, default: PartnerFigures.Day(day: row.start, signatures: 0, consents: 0)].consents +=
                row.added - row.removed
        }
        self.init(
            petition: petition,
            days: days.values.filter { $0.signatures + $0.consents > 0 }.sorted { $0.day > $1.day },
            removed: signed.reduce(0) { $0 + $1.removed }
        )
    }
}
