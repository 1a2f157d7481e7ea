import UndersignedCore

extension ProcessingRecord {
    /// The record, and what an impact assessment starts from, in Markdown.
    package var markdown: String {
        [head, activitiesText, classesText, recipientsText, securityText, assessmentText, sensitiveText, fieldsText]
            .joined(separator: "\n\n") + "\n"
    }

    private var head: String {
        """
        # Record of processing: \(setting.siteName.inMarkdown)

        As of \(CalendarDate(taken).minuteText), written by `undersigned privacy report` from configuration and database. It
        names no signatory and no organiser. What stands in _italics_ is to be filled in by whoever is responsible.

        - Site: \(setting.address)
        - Controller: each petition’s organiser, below; _name, address, representative, data protection officer_
        - Whoever runs this server for them: _name, address, contract under article 28_
        - Legal basis: explicit consent, article 6(1)(a) and 9(2)(a): a signature can reveal an opinion
        """
    }

    private var activitiesText: String {
        let rows = activities.map { activity in
            let petition = activity.petition
            let partners = petition.sheet.partners.filter { $0.offer != nil }.map(\.name)
            let asks = petition.sheet.asks.map { "\($0.field.rawValue): \($0.purpose)" }
            return [
                petition.slug.text, activity.controller ?? "_organiser_", petition.state.rawValue,
                petition.sheet.signatories.rawValue, petition.sheet.publication.rawValue,
                petition.opensAt.map(day) ?? "at once", petition.closesAt.map(day) ?? "no day set",
                end(of: activity),
                asks.isEmpty ? "nothing" : asks.joined(separator: "; "),
                partners.isEmpty ? "nobody" : partners.joined(separator: ", "),
                petition.sheet.isSealed ? "sealed: no key on the server" : "standard: key in the keys folder",
                petition.sheet.isSensitive ? "**yes**" : "no",
                workDomains(petition.sheet),
            ]
        }
        let columns = [
            "petition", "organiser", "state", "who signs", "published", "opened", "closes", "contact data goes by",
            "asked beyond name and address", "partners that can be ticked", "contacts",
            "marked as sensitive", "addresses at work warned about",
        ]
        return "## Petitions\n\n" + (rows.isEmpty ? "None is open or closed." : Self.table(columns, rows))
    }

    private var classesText: String {
        let rows = DataClass.allCases.map { [$0.title, $0.people ?? "nobody", $0.purpose, $0.retention] }
        return "## What is kept, what for, and how long\n\n"
            + Self.table(["data", "about", "purpose", "kept"], rows)
            + "\n\nNot kept: IP addresses, user agents, referrers. Limits on requests are counted in memory, under a key that is "
            + "never written. The program writes no access log; a proxy before it may: _what the proxy logs, and how long_."
    }

    private var recipientsText: String {
        let mail =
            setting.mailHost.map(relay) ?? """
                - Mail: written into a folder on this machine; this program gives it to no relay. _Who takes it from there, and who \
                reads the folder?_
                """
        let witnesses = setting.witnesses.isEmpty ? "none" : setting.witnesses.joined(separator: ", ")
        return """
            ## Who else gets something

            \(mail)
            - Partners: only those that a signatory ticked, sealed to the partner’s own key, with the sentence’s hash (above).
            - Witnesses, who see a log’s name, size and time and nothing of a person: \(witnesses.inMarkdown)
            - Those addressed: the count and the text; names that signatories chose to show where organisers hand them over.
            - The public: the log, the count, names that signatories chose to show.
            - Third countries: _where the server, the mail relay and the backups are_
            - The hosting provider: _name, contract under article 28_
            """
    }

    private func relay(_ host: String) -> String {
        let titles =
            activities.contains { $0.petition.sheet.isSensitive } ? "titles (not of sensitive petitions)" : "titles"
        return """
            - Mail relay: \(host.inMarkdown): sees addresses, \(titles) and links of mails; beyond it each signatory’s own mail \
            provider.
            """
    }

    private var securityText: String {
        let people = Role.allCases.map { "\($0.rawValue) \(roles[$0] ?? 0)" }.joined(separator: ", ")
        return """
            ## Measures (article 32)

            - Database: \(setting.database.inMarkdown). Contact data is sealed (HPKE, X25519) to a key that lies outside of it; \
            answers open with the mailed link alone; mail in transit is under a key that changes each hour.
            - Keys folder: \(setting.hasKeysApart ? "apart from the data folder" : "**inside the data folder**: a copy of the whole folder opens contact data").
            - \(wayOfMail)
            - Limits on requests: \(setting.hasLimits ? "on" : "**off**"). Accounts need a passphrase and a device’s code; by role: \(people).
            - Backups: \(setting.hasBackup ? "one is named, and its age is told by doctor" : "_where, how often_"); kept \
            \(Retention.backup.seconds / 86_400) days at most; keys apart; unsent mails are in none.
            - Deletion runs by itself, once a minute.
            - _Disk encryption, access to the server, updates, who is called at night_
            """
    }

    private var wayOfMail: String {
        if setting.mailHost == nil {
            return
                "Mail is written into a folder, with addresses and links that can be read: _who can read the folder, until when?_"
        }
        let way = setting.isMailChecked ? "over TLS that is checked" : "**over a connection that nobody checks**"
        return "Mail goes out \(way)."
    }

    private var assessmentText: String {
        """
        ## Impact assessment (article 35): a beginning

        1. **Description**: the tables above. _Expected number of signatories; who they are; why this way._
        2. **Necessity**: name and address, and what a petition asks with its purpose; nothing else. _Could it be less?_
        3. **Risks for signatories**
           - Disclosure of who signed (employer, state, opponents): the log holds salted hashes; names are shown by choice. \
        _How likely, how bad, for these petitions?_
           - Whoever takes database and keys reads contact data. _Who can? `undersigned incident` says how many._
           - The mail provider learns of each signature. _Do signatories use an employer’s mailbox?_
           - Someone is signed up by others: nothing counts without the mailbox’s owner.
        4. **Measures**: above; docs/threat-model.md names the test behind each.
        5. **What is left**: _judgement, views of those concerned, advice of the data protection officer, date of review_
        """
    }

    private var fieldsText: String {
        let rows = StoredField.all.map { field in
            [field.table, field.columns.joined(separator: ", "), field.what, field.kind.title]
        }
        return "## Every stored field\n\n" + Self.table(["table", "columns", "what", "kept as"], rows)
    }

    private func workDomains(_ sheet: PetitionSheet) -> String {
        let domains = sheet.discretion?.workDomains ?? []
        return domains.isEmpty ? "none" : domains.joined(separator: ", ")
    }

    /// When contact data goes that is kept for nothing that was ticked.
    private func end(of activity: Activity) -> String {
        let months = activity.petition.sheet.deletionMonths
        let closing = Retention.contactEnd(closesAt: activity.petition.closesAt, months: months, deliveredAt: nil)
        let delivery = Retention.contactEnd(closesAt: nil, months: months, deliveredAt: activity.deliveredAt)
        return [
            closing.map(day) ?? "\(months * Retention.monthDays) days after the close",
            delivery.map { "of those handed over first \(day($0))" } ?? "or 30 days after a hand-over",
        ].joined(separator: ", ")
    }

    private func day(_ moment: Moment) -> String { CalendarDate(moment).dayText }

    private static func table(_ columns: [String], _ rows: [[String]]) -> String {
        let rule = columns.map { _ in "---" }
        return ([columns, rule] + rows).map { "| " + $0.map(\.inMarkdown).joined(separator: " | ") + " |" }
            .joined(separator: "\n")
    }
}

extension String {
    /// Fit for a cell of a table: one line, no bar that ends it.
    fileprivate var inMarkdown: String {
        split { $0.isNewline }.joined(separator: " ").replacing("|", with: "\\|").replacing("<", with: "&lt;")
    }
}
