import Logging
import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Opens drafts on the day that somebody set.
struct ScheduledOpenings {
    let site: Site

    /// Opens what is due; safe to repeat.
    ///
    /// - Throws: A fault of the database: the draft stays what it is, and opens the next time. One whose keys do not read
    ///   keeps no other waiting.
    func doDue() async throws {
        let now = site.ambient.now()
        for petition in try await site.database.read({ try $0.dueOpenings(at: now) }) {
            try await site.contain(faultsOf: petition) { try await open(petition, at: now) }
        }
    }

    private func open(_ petition: Petition, at now: Moment) async throws {
        do {
            _ = try await Opening(site: site).open(petition.slug, closesAt: petition.closesAt) { transaction, current in
                // Until this moment it can be taken back, or given another day.
                guard let schedule = try transaction.schedule(of: current.id),
                    try transaction.dueOpenings(at: now).contains(where: { $0.id == current.id })
                else { throw Opening.Refusal.changed }
                guard schedule.mark == PetitionWriting.mark(of: current.sheet) else { throw Review.Refusal.notOffered }
                try transaction.forgetDraftTexts(of: current.id)
                try transaction.addToTrail(
                    PetitionWriting.event(
                        .petitionOpened,
                        current.slug,
                        current.campaignID,
                        schedule.accountID,
                        now
                    )
                )
            }
        } catch Opening.Refusal.changed, Opening.Refusal.notADraft {
            return
        } catch let refusal where refusal is Opening.Refusal || refusal is Review.Refusal {
            // A text that nobody looked at, or a last day that has passed: organisers find the draft as it was.
            site.logger.error(
                "a petition does not open on its day",
                metadata: ["petition": "\(petition.slug)", "why": "\(refusal)"]
            )
            _ = try await site.database.write { try $0.unschedule(petition.id) }
            return
        }
        site.logger.notice("a petition opened on its day", metadata: ["petition": "\(petition.slug)"])
        let campaign = try await site.database.read { try petition.campaignID.flatMap($0.campaign(id:)) }
        // What the campaign says of those addressed becomes the first line of their record.
        if let campaign { try await Standings(site: site).begin(campaign.slug) }
    }
}
