package import UndersignedCore
package import UndersignedDatabase

/// How much of each kind of data a petition holds, or held at a moment.
package struct AffectedNumbers: Hashable, Sendable {
    /// Asked for and not confirmed.
    package var requests = 0
    /// Confirmed, with contact data sealed to the petition's key.
    package var contacts = 0
    /// Confirmed, with a tag of the address that the dedupe key makes.
    package var tags = 0
    /// Answers that only a mailed link opens.
    package var boxes = 0
    package var shownNames = 0
    /// Names and comments that wait or are hidden.
    package var lookedAt = 0
    /// Mails with address and link that have not left.
    package var mails = 0
    /// What is sealed to each partner.
    package var partners: [String: Int] = [:]

    package init() {}
}

/// The same of a whole site.
package struct AffectedSite: Hashable, Sendable {
    /// By petition.
    package var petitions: [Int64: AffectedNumbers] = [:]
    /// Accounts of organisers and partners' people.
    package var accounts = 0
    /// Codes of addresses that want no mail.
    package var suppressed = 0

    package init() {}
}

extension Transaction {
    /// Counts what is held now: each table is read once, and nothing of a person.
    package func affected() throws -> AffectedSite {
        var site = AffectedSite()
        let signatures = try rows(
            """
            SELECT petition_id, SUM(CASE WHEN state = 'pending' THEN 1 ELSE 0 END) AS requests,
                SUM(CASE WHEN tag IS NOT NULL AND state <> 'pending' THEN 1 ELSE 0 END) AS tags,
                SUM(CASE WHEN box IS NOT NULL THEN 1 ELSE 0 END) AS boxes
            FROM signature GROUP BY petition_id
            """
        )
        for row in signatures {
            var numbers = AffectedNumbers()
            numbers.requests = Int(try row.integer("requests"))
            numbers.tags = Int(try row.integer("tags"))
            numbers.boxes = Int(try row.integer("boxes"))
            site.petitions[try row.integer("petition_id")] = numbers
        }
        let records = try rows(
            """
            SELECT petition_id, recipient, COUNT(*) AS n FROM partner_record WHERE content IS NOT NULL
            GROUP BY petition_id, recipient
            """
        )
        for row in records {
            let (petitionID, recipient) = (try row.integer("petition_id"), try row.text("recipient"))
            site.petitions[petitionID, default: AffectedNumbers()].partners[recipient] = Int(try row.integer("n"))
        }
        try add("SELECT petition_id, COUNT(*) AS n FROM seal GROUP BY petition_id", to: \.contacts, of: &site)
        try add("SELECT petition_id, COUNT(*) AS n FROM public_name GROUP BY petition_id", to: \.shownNames, of: &site)
        try add("SELECT petition_id, COUNT(*) AS n FROM display_case GROUP BY petition_id", to: \.lookedAt, of: &site)
        try add(
            "SELECT petition_id, COUNT(*) AS n FROM outbox WHERE sealed IS NOT NULL GROUP BY petition_id",
            to: \.mails,
            of: &site
        )
        site.accounts = try count("SELECT COUNT(*) AS n FROM account")
        site.suppressed = try count("SELECT COUNT(*) AS n FROM suppression")
        return site
    }

    /// Counts what a copy of the data can have held that was made at a moment, as far as what is kept tells it.
    ///
    /// No upper bound: who asked or was asked anew since then has a later moment in the row, and who took a name or a
    /// consent back has left no trace of it.
    ///
    /// - Parameter moment: When the copy was made, before now.
    /// - Returns: Requests and contacts as they stood then; names, mails and partners' records as they are now.
    /// - Throws: A fault of the database.
    package func affected(at moment: Moment) throws -> AffectedSite {
        var site = try affected()
        let (then, week) = (moment.seconds, (moment - Asking.pendingSpan).seconds)
        let signatures = try rows(
            """
            SELECT petition_id, SUM(
                CASE WHEN asked_at > \(then) THEN 0
                WHEN state IN ('pending', 'expired', 'disowned') THEN CASE WHEN asked_at >= \(week) THEN 1 ELSE 0 END
                WHEN decided_at > \(then) AND asked_at >= \(week) THEN 1 ELSE 0 END
            ) AS requests, SUM(
                CASE WHEN asked_at > \(then) OR state IN ('pending', 'expired', 'disowned') THEN 0
                WHEN state IN ('withdrawn', 'removed') AND decided_at < \((moment.day).seconds) THEN 0 ELSE 1 END
            ) AS contacts
            FROM signature GROUP BY petition_id
            """
        )
        for row in signatures {
            let (requests, contacts) = (Int(try row.integer("requests")), Int(try row.integer("contacts")))
            let petitionID = try row.integer("petition_id")
            site.petitions[petitionID, default: AffectedNumbers()].requests = requests
            site.petitions[petitionID, default: AffectedNumbers()].contacts = contacts
            site.petitions[petitionID, default: AffectedNumbers()].tags = contacts
            site.petitions[petitionID, default: AffectedNumbers()].boxes = requests + contacts
            // No backup holds the text of a mail.
            site.petitions[petitionID, default: AffectedNumbers()].mails = 0
        }
        return site
    }

    private func add(
        _ query: Query,
        to number: WritableKeyPath<AffectedNumbers, Int>,
        of site: inout AffectedSite
    ) throws {
        for row in try rows(query) {
            site.petitions[try row.integer("petition_id"), default: AffectedNumbers()][keyPath: number] =
                Int(try row.integer("n"))
        }
    }

    private func count(_ query: Query) throws -> Int { Int(try row(query)?.integer("n") ?? 0) }
}
