import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Before a petition's contacts leave in one file, its owners are told and have a quarter of an hour to stop it (S-16).
///
/// The trail is the record of it: nothing else says that somebody asked.
struct ExportNotice: Sendable {
    /// How long owners have.
    static let delay = Moment.Span.minutes(15)
    /// A notice is good for so long.
    static let span = Moment.Span.hours(24)

    private let site: Site

    init(site: Site) {
        self.site = site
    }

    /// Passes once owners have had their time; tells them first where nobody has within a day.
    ///
    /// A site without owners has nobody to tell, and nothing to wait for.
    ///
    /// - Throws: `ContactExport.Refusal.tooEarly`, or a fault.
    func pass(_ petition: Petition) async throws {
        let now = site.ambient.now()
        let told = try await site.database.write { [site] transaction -> Moment? in
            let owners = try transaction.accounts().filter {
                $0.state == .active && $0.may(.managePeople, in: petition.campaignID)
            }
            guard !owners.isEmpty else { return nil }
            let since = now - Self.span
            if let told = try transaction.lastTime(.contactsAsked, petition.slug.text, since: since) { return told }
            let event = TrailEvent(
                doneAt: now,
                accountID: nil,
                act: .contactsAsked,
                campaignID: petition.campaignID,
                object: petition.slug.text
            )
            try transaction.addToTrail(event)
            for owner in owners {
                let link = "\(site.address.base)/admin/trail"
                try site.tell(owner, .contactsAsked, of: petition, link, in: transaction, now: now)
            }
            return now
        }
        // Committed: from here the mails leave, and the time runs.
        guard let told else { return }
        let ready = told + Self.delay
        if now < ready { throw ContactExport.Refusal.tooEarly(ready: ready) }
    }
}
