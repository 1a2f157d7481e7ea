import HTTPTypes
import UndersignedApp
import UndersignedCore

/// Chooses the page of a mailed link: each state has one that says what happened (U-09).
struct LinkPageMaker {
    /// A page and the status it is answered with.
    struct Shown {
        let page: any Page
        var status: HTTPResponse.Status = .ok

        func html(_ renderer: PageRenderer, _ language: LanguageTag) -> String {
            func render(_ page: some Page) -> String { renderer.render(page, in: language) }
            return render(page)
        }
    }

    let web: Web
    /// Of the page: the sentence that may be agreed to is in it.
    let language: LanguageTag

    /// - Parameters:
    ///   - view: What stands behind the link.
    ///   - token: Of the link.
    ///   - shownText: The version that the button was pressed under, where it is no longer the current one.
    /// - Returns: The page.
    /// - Throws: A fault of the database.
    func page(_ view: Links.View, _ token: LinkToken, shownText: Int? = nil) async throws -> Shown {
        if let shown = try await memberPage(view, token) { return shown }
        switch view {
        case .unknown(let petition):
            return await unknown(petition.map { PetitionReference($0) }, token)
        case .pending(_, let petition, _, refusal: _?):
            let closed = petition.closesAt ?? web.site.ambient.now()
            return outcome(petition, .closed(closed), status: .gone)
        case .pending(let box, let petition, let textVersion, refusal: nil):
            return try await pending(box, petition, textVersion, token, shownText)
        case .recorded(_?, let standing, let petition) where petition.state == .closed:
            return try await unpublished(standing, petition, token)
        case .counted(let box?, let standing, let petition), .recorded(let box?, let standing, let petition):
            return try await signed(box, standing, petition, token)
        case .counted(nil, let standing, let petition), .recorded(nil, let standing, let petition):
            return try await deleted(standing, petition, token)
        case .held(nil, let standing, let petition): return try await deleted(standing, petition, token)
        case .held(_?, let standing, let petition): return try await held(standing, petition, token)
        case .managed(let standing, let petition): return try await managed(standing, petition, token)
        case .withdrawn(let petition, let withdrawal):
            return outcome(petition, .withdrawn(withdrawal, mayAgain: isOpen(petition)))
        case .removed(let reason, let wasCounted, let petition):
            let campaign = try await PublicReading(site: web.site).campaign(of: petition)
            let removal = OutcomePage.Removal(
                reason: reason,
                wasCounted: wasCounted,
                isOpen: isOpen(petition),
                organiser: campaign?.sponsor.name
            )
            return outcome(petition, .removed(removal))
        case .disowned(let petition, let isEverywhere):
            return outcome(petition, .disowned(token: token.text, isEverywhere: isEverywhere))
        case .expired(let petition):
            let days = Int(Asking.pendingSpan.seconds / 86_400)
            return outcome(petition, .expired(days: days, isOpen: isOpen(petition)), status: .gone)
        }
    }

    private func unknown(_ petition: PetitionReference?, _ token: LinkToken) async -> Shown {
        let exit = await FailureExit(web: web).address(ofPetition: token.petitionID)
        return Shown(page: UnknownLinkPage(of: petition, exit: exit), status: .notFound)
    }

    private func managed(_ standing: Links.Standing, _ petition: Petition, _ token: LinkToken) async throws -> Shown {
        let campaign = try await PublicReading(site: web.site).campaign(of: petition)
        return manage(
            petition,
            token,
            .signedAlready,
            TextChange(signed: standing.textVersion, current: petition.textVersion),
            try updateChoice(of: petition, campaign, since: standing.updatesSince),
            isDelivered: standing.isDelivered,
            display: try await OwnDisplay(site: web.site).state(behind: token)
        )
    }

    /// The answers have gone on time; what was ticked stands until it is taken back.
    private func deleted(_ standing: Links.Standing, _ petition: Petition, _ token: LinkToken) async throws -> Shown {
        let campaign = try await PublicReading(site: web.site).campaign(of: petition)
        let allowed = try await Links(site: web.site).allowedPartners(token)
        // Nobody can ask for updates any more: the address is gone.
        let updates =
            try standing.updatesSince == nil ? nil : updateChoice(of: petition, campaign, since: standing.updatesSince)
        var page = ManagePage(
            petition: PetitionReference(petition),
            token: token.text,
            reason: updates == nil && allowed.isEmpty ? .deleted : .keptForConsents,
            canWithdraw: true,
            isDelivered: standing.isDelivered,
            display: try await OwnDisplay(site: web.site).state(behind: token),
            updates: updates
        )
        page.consents = petition.sheet.partners.filter { allowed.contains($0.id.text) }
        return Shown(page: page)
    }

    /// Nothing is counted after the closing: the page does not let anybody wait for it.
    private func held(_ standing: Links.Standing, _ petition: Petition, _ token: LinkToken) async throws -> Shown {
        let days = Int(Petition.decisionSpan.seconds / 86_400)
        let isClosed = petition.state == .closed
        let campaign = try await PublicReading(site: web.site).campaign(of: petition)
        return Shown(
            page: OutcomePage(
                petition: PetitionReference(petition),
                outcome: isClosed ? .undecided(token: token.text) : .held(token: token.text, days: days),
                display: isClosed ? nil : try await OwnDisplay(site: web.site).state(behind: token),
                updates: try updateChoice(of: petition, campaign, since: standing.updatesSince)
            )
        )
    }

    /// Fewer waited at the end than are published together.
    private func unpublished(_ standing: Links.Standing, _ petition: Petition, _ token: LinkToken) async throws -> Shown
    {
        let campaign = try await PublicReading(site: web.site).campaign(of: petition)
        return Shown(
            page: OutcomePage(
                petition: PetitionReference(petition),
                outcome: .unpublished(token: token.text, least: LogBatch.dailyMinimum),
                updates: try updateChoice(of: petition, campaign, since: standing.updatesSince)
            )
        )
    }

    private func pending(
        _ box: SignatureBox,
        _ petition: Petition,
        _ textVersion: Int,
        _ token: LinkToken,
        _ shownText: Int?
    ) async throws -> Shown {
        let campaign = try await PublicReading(site: web.site).campaign(of: petition)
        let page = ConfirmPage(
            petition: PetitionReference(petition),
            token: token.text,
            answers: try await answers(box, petition, wantsUpdates: box.wantsUpdates),
            textVersion: textVersion,
            isTextChanged: shownText != nil,
            change: shownText.flatMap { TextChange(signed: $0, current: textVersion) },
            custody: CustodyNotice(petition.sheet, organiser: campaign?.sponsor.name)
        )
        return Shown(page: page)
    }

    private func signed(
        _ box: SignatureBox,
        _ standing: Links.Standing,
        _ petition: Petition,
        _ token: LinkToken
    ) async throws -> Shown {
        let campaign = try await PublicReading(site: web.site).campaign(of: petition)
        // What was taken back since then is no answer any more.
        var box = box
        let allowed = try await Links(site: web.site).allowedPartners(token)
        box.partners.removeAll { !allowed.contains($0) }
        let publication: SignedPage.Publication =
            if let number = standing.number, let position = standing.position, let moment = standing.decidedAt {
                .published(number: number, index: position, at: moment)
            } else {
                .recorded(next: nil)
            }
        let page = SignedPage(
            petition: PetitionReference(petition),
            token: token.text,
            answers: try await answers(box, petition, wantsUpdates: standing.updatesSince != nil),
            textVersion: standing.textVersion,
            publication: publication,
            keptUntil: Retention.contactEnd(
                closesAt: petition.closesAt,
                months: petition.sheet.deletionMonths,
                deliveredAt: standing.deliveredAt
            ),
            privacy: PetitionPageMaker(web: web).privacy(petition, campaign),
            address: web.site.address.petition(petition.slug),
            isDelivered: standing.isDelivered,
            change: TextChange(signed: standing.textVersion, current: petition.textVersion),
            display: try await OwnDisplay(site: web.site).state(behind: token),
            updates: try updateChoice(of: petition, campaign, since: standing.updatesSince),
            consents: petition.sheet.partners.filter { allowed.contains($0.id.text) }
        )
        return Shown(page: page)
    }

    private func manage(
        _ petition: Petition,
        _ token: LinkToken,
        _ reason: ManagePage.Reason,
        _ change: TextChange? = nil,
        _ updates: UpdateChoice? = nil,
        isDelivered: Bool = false,
        display: OwnDisplay.State? = nil
    ) -> Shown {
        Shown(
            page: ManagePage(
                petition: PetitionReference(petition),
                token: token.text,
                reason: reason,
                canWithdraw: true,
                isDelivered: isDelivered,
                change: change,
                display: display,
                updates: updates
            )
        )
    }

    private func outcome(
        _ petition: Petition,
        _ outcome: OutcomePage.Outcome,
        status: HTTPResponse.Status = .ok
    ) -> Shown {
        var page = OutcomePage(petition: PetitionReference(petition), outcome: outcome)
        page.isMember = petition.sheet.signatories == .members
        return Shown(page: page, status: status)
    }

    private func isOpen(_ petition: Petition) -> Bool {
        PetitionItem.Standing(petition, now: web.site.ambient.now()) == .open
    }
}

extension SignatureAnswers {
    init(_ box: SignatureBox, _ petition: Petition) {
        let wordings = petition.sheet.partners.filter { box.partners.contains($0.id.text) }.compactMap(\.optIn)
        self.init(
            name: box.name,
            email: box.address,
            organisation: box.organisation?.name,
            role: box.organisation?.role,
            place: box.place,
            country: box.country,
            comment: box.comment,
            isShown: box.isShown,
            showsComment: petition.sheet.showsComments,
            optIns: wordings
        )
    }
}
