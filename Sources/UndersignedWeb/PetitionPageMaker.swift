import UndersignedApp
import UndersignedCore

/// Fills the petition's page from what the database knows.
struct PetitionPageMaker {
    let web: Web

    /// - Parameters:
    ///   - snapshot: The petition and its head.
    ///   - campaign: The hub, if it has one.
    ///   - series: The count over time; nil on a page that comes back with mistakes in its form.
    ///   - now: Decides whether it is open.
    ///   - language: Of the page: the letter is shown in it where it is translated.
    ///   - input: What somebody typed; nil for a fresh form.
    ///   - problems: What is wrong with that.
    ///   - suggestedDomain: A near miss of a big mail provider.
    /// - Returns: The page's values.
    func page(
        _ snapshot: PetitionSnapshot,
        campaign: Campaign?,
        series: PetitionSeries? = nil,
        now: Moment,
        language: LanguageTag,
        input: SignatureForm? = nil,
        problems: [SignatureDraft.Problem] = [],
        suggestedDomain: String? = nil
    ) -> PetitionPage {
        let (petition, sheet) = (snapshot.petition, snapshot.petition.sheet)
        let shown = sheet.language(for: language)
        var page = PetitionPage(
            petition: PetitionReference(petition, in: shown),
            hub: campaign.map { PetitionPage.Hub(slug: $0.slug, title: $0.title) },
            letter: letter(snapshot, in: shown),
            standing: standing(petition, campaign, now, input, problems, suggestedDomain),
            signatories: sheet.signatories,
            count: CountItem(count: snapshot.counts.total, asOf: snapshot.readAt),
            targets: targets(sheet, campaign),
            milestones: sheet.milestones,
            sponsor: campaign.map { offered($0.sponsor, sheet) },
            partners: partners(sheet, campaign),
            invited: sheet.organisations.map(\.name),
            sources: campaign?.sources ?? [],
            isDaily: sheet.publication == .daily,
            showsNames: sheet.offersNames,
            address: web.site.address.petition(petition.slug),
            series: series.map { item($0, snapshot) },
            crossings: series?.crossings ?? []
        )
        (page.paper, page.updates, page.hasLog) = (snapshot.counts.paper, snapshot.updateItems, snapshot.size > 0)
        page.claims = campaign.map { (snapshot.claims, LanguageTag($0.language) ?? .english) }
        page.custody = CustodyNotice(sheet, organiser: campaign?.sponsor.name)
        page.members = MembersPanel(snapshot, isOpen: PetitionItem.Standing(petition, now: now) == .open)
        return page
    }

    private func item(_ series: PetitionSeries, _ snapshot: PetitionSnapshot) -> SeriesItem {
        let petition = snapshot.petition
        let hours = series.hours(upTo: snapshot)
        let closed = petition.state == .closed ? petition.closesAt : nil
        return SeriesItem(
            hours: hours,
            marksDays: petition.sheet.publication == .daily,
            end: max(closed ?? snapshot.readAt, hours.last?.start ?? snapshot.readAt)
        )
    }

    func privacy(_ petition: Petition, _ campaign: Campaign?) -> PrivacyNotice {
        let sheet = petition.sheet
        return PrivacyNotice(
            organiser: campaign?.sponsor.name ?? web.renderer.site.name,
            deletionDays: sheet.deletionMonths * Retention.monthDays,
            contact: nil,
            offersNames: sheet.offersNames,
            offersUpdates: campaign != nil && !sheet.isSealed,
            offersPartners: sheet.partners.contains { $0.offer != nil }
        )
    }

    private func standing(
        _ petition: Petition,
        _ campaign: Campaign?,
        _ now: Moment,
        _ input: SignatureForm?,
        _ problems: [SignatureDraft.Problem],
        _ suggestedDomain: String?
    ) -> PetitionPage.Standing {
        switch PetitionItem.Standing(petition, now: now) {
        case .draft: return .draft
        case .opens(let moment): return .opens(moment)
        case .closed(let moment): return .closed(moment)
        case .open where petition.sheet.signatories == .members: return .openToMembers
        case .open:
            var form = input ?? SignatureForm()
            // The key is shared by those who see the same page: it is compared within one address's row only.
            if form.key.isEmpty { form.key = Base64URL.encode(web.site.ambient.randomBytes(16)) }
            form.token = web.formTokens.issue(petitionID: petition.id, now: now)
            var shown = SignForm(
                input: form,
                problems: problems,
                asks: petition.sheet.asks,
                privacy: privacy(petition, campaign),
                suggestedDomain: suggestedDomain,
                looksFirst: petition.sheet.display?.way == .approved,
                showsComments: petition.sheet.showsComments
            )
            shown.offersNames = petition.sheet.offersNames
            return .open(shown)
        }
    }

    /// All partners are listed; what may be ticked was fixed at opening.
    private func partners(_ sheet: PetitionSheet, _ campaign: Campaign?) -> [Partner] {
        let listed = (campaign?.partners ?? []).map { offered($0, sheet) }
        return listed + sheet.partners.filter { partner in !listed.contains { $0.id == partner.id } }
    }

    private func offered(_ partner: Partner, _ sheet: PetitionSheet) -> Partner {
        var shown = partner
        let fixed = sheet.partners.first { $0.id == partner.id }
        (shown.optIn, shown.key) = (fixed?.optIn, fixed?.key)
        return shown
    }

    /// Where a target stands is the campaign's to say; whom the letter addresses is the text's.
    private func targets(_ sheet: PetitionSheet, _ campaign: Campaign?) -> [Target] {
        sheet.to.map { target in campaign?.targets.first { $0.id == target.id } ?? target }
    }
}
