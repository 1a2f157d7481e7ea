/// A campaign as an organiser writes it down in the browser; lists hold one thing a line, its parts between `|`.
package struct CampaignForm: Hashable, Sendable {
    package static let descriptionLimit = 20_000

    package var slug = ""
    package var title = ""
    package var summary = ""
    /// Markdown.
    package var description = ""
    package var language = "en"
    package var sponsor = ""
    package var sponsorAddress = ""
    /// `name | address | wording of the opt-in | short name | public key`.
    package var partners = ""
    /// `name | role | organisation | short name`.
    package var targets = ""
    /// One a line.
    package var demands = ""
    /// `title | publisher | date | address`.
    package var sources = ""

    package init() {}

    /// The form of a campaign that is there.
    package init(_ campaign: Campaign) {
        slug = campaign.slug.text
        title = campaign.title
        summary = campaign.summary
        description = campaign.description ?? ""
        language = campaign.language
        sponsor = campaign.sponsor.name
        sponsorAddress = campaign.sponsor.url ?? ""
        partners = Self.lines(
            campaign.partners.map { partner in
                let parts = [partner.name, partner.url ?? "", partner.optIn ?? "", partner.id.text]
                guard partner.key != nil || partner.contact != nil else { return parts }
                return parts + [partner.key?.text ?? ""] + [partner.contact].compactMap(\.self)
            }
        )
        targets = Self.lines(campaign.targets.map { [$0.name, $0.role ?? "", $0.organisation ?? "", $0.id.text] })
        demands = campaign.demands.joined(separator: "\n")
        sources = Self.lines(campaign.sources.map { [$0.title, $0.publisher, $0.date ?? "", $0.url ?? ""] })
    }

    private static func lines(_ rows: [[String]]) -> String {
        rows.map(WrittenLine.text).joined(separator: "\n")
    }

    /// The campaign that the form describes.
    ///
    /// - Parameter old: The campaign as it is: its name stays, and what its targets answered.
    /// - Returns: The campaign.
    /// - Throws: All problems at once, in the form's order.
    package func campaign(replacing old: Campaign?) throws(WritingProblems) -> Campaign {
        var form = WrittenForm()
        let title = form.line("title", title, limit: WrittenForm.titleLimit)
        let slug = old?.slug ?? form.name(self.slug, of: title)
        let tag = LanguageTag(language)
        if tag == nil { form.note("language", .tag) }
        let summary = form.line("summary", summary, limit: WrittenForm.summaryLimit)
        let description = form.optionalText("description", description, limit: Self.descriptionLimit)
        let sponsorName = form.line("sponsor", sponsor, limit: WrittenForm.lineLimit)
        let sponsorURL = form.address("sponsor-address", sponsorAddress)
        var used: Set<Slug> = []
        // A name in another script gives none: then it is the campaign's own.
        let sponsorID = old?.sponsor.id ?? Slug.made(of: sponsorName) ?? slug
        if let sponsorID { used.insert(sponsorID) }
        let (partners, targets) = (readPartners(&form, &used), readTargets(&form, old?.targets ?? []))
        let demands = form.lines("demands", demands, parts: 1).map { $0.parts[0] }
        let sources = readSources(&form)
        guard let slug, let sponsorID, form.problems.isEmpty else { throw WritingProblems(form.problems) }
        return Campaign(
            slug: slug,
            title: title,
            summary: summary,
            description: description,
            started: old?.started,
            language: tag?.text ?? "en",
            sponsor: Partner(
                id: sponsorID,
                name: sponsorName,
                url: sponsorURL,
                optIn: old?.sponsor.optIn,
                key: old?.sponsor.key,
                contact: old?.sponsor.contact
            ),
            partners: partners,
            targets: targets,
            demands: demands,
            sources: sources
        )
    }

    private func readPartners(_ form: inout WrittenForm, _ used: inout Set<Slug>) -> [Partner] {
        form.lines("partners", partners, parts: 6).compactMap { number, parts in
            if parts[0].isEmpty { form.note("partners", line: number, .parts) }
            let id = form.shortName("partners", line: number, parts[3], of: parts[0], used: &used)
            let url = form.address("partners", line: number, parts[1])
            let key = CustodyPublicKey(parts[4])
            if key == nil, !parts[4].isEmpty { form.note("partners", line: number, .key) }
            let optIn = parts[2].isEmpty ? nil : parts[2]
            let contact = form.mailbox("partners", line: number, parts[5])
            return id.map { Partner(id: $0, name: parts[0], url: url, optIn: optIn, key: key, contact: contact) }
        }
    }

    private func readTargets(_ form: inout WrittenForm, _ old: [Target]) -> [Target] {
        var used: Set<Slug> = []
        return form.lines("targets", targets, parts: 4).compactMap { number, parts in
            if parts[0].isEmpty { form.note("targets", line: number, .parts) }
            guard let id = form.shortName("targets", line: number, parts[3], of: parts[0], used: &used) else {
                return nil
            }
            let known = old.first { $0.id == id }
            return Target(
                id: id,
                name: parts[0],
                role: parts[1].isEmpty ? nil : parts[1],
                organisation: parts[2].isEmpty ? nil : parts[2],
                standing: known?.standing ?? .noAnswer,
                answer: known?.answer
            )
        }
    }

    private func readSources(_ form: inout WrittenForm) -> [Source] {
        form.lines("sources", sources, parts: 4).map { number, parts in
            // A source without a publisher can't be judged.
            if parts[0].isEmpty || parts[1].isEmpty { form.note("sources", line: number, .parts) }
            return Source(
                title: parts[0],
                publisher: parts[1],
                date: form.date("sources", line: number, parts[2]),
                url: form.address("sources", line: number, parts[3])
            )
        }
    }
}

/// All that is wrong with a form, in its order.
package struct WritingProblems: Error, Hashable, Sendable {
    package let all: [WritingProblem]

    package init(_ all: [WritingProblem]) {
        self.all = all
    }
}
