import UndersignedApp
import UndersignedCore
import UndersignedWeb

extension PageSamples {
    /// Pages of open letters that members sign.
    var members: [Sample] {
        let waiting = MemberStanding(issued: 1, crowd: 20, canSign: false, counted: 0, reveal: 50, isRevealed: false)
        let reached = MemberStanding(issued: 1, crowd: 20, canSign: true, counted: 0)
        var ready = MemberStanding(issued: 312, crowd: 20, canSign: true, counted: 60, reveal: 50)
        let hash = [UInt8](repeating: 7, count: 32)
        ready.client = MemberClientNotes.Named(index: 3, hash: hash, files: MemberModules.hashes)
        return [
            Sample("petition-members", petitionPage(.draft, panel(nil, hasLog: false))),
            Sample("petition-members-opens", petitionPage(.opens(now), panel(waiting, hasLog: false))),
            Sample("petition-members-waiting", petitionPage(.openToMembers, panel(waiting, isOpen: true))),
            Sample("petition-members-open", petitionPage(.openToMembers, panel(ready, issuer: true, isOpen: true))),
            Sample("petition-members-closed", petitionPage(.closed(now), panel(ready))),
            Sample("member-token", MemberTokenPage(member(.open, waiting))),
            Sample("member-token-outside", outsideToken(ready)),
            Sample("member-token-given", MemberTokenPage(given(ready, domains: true))),
            Sample("member-token-given-only", MemberTokenPage(given(reached, domains: false))),
            Sample("member-token-opens", MemberTokenPage(member(.opens(now), waiting))),
            Sample("member-sign", memberSign(.open, ready)),
            Sample("member-sign-hidden", memberSign(.open, reached, offersNames: false)),
            Sample("member-sign-waiting", memberSign(.waiting, waiting)),
            Sample("member-sign-closed", memberSign(.closed(now), ready)),
            Sample("names-members", memberNames(2)),
            Sample("names-members-more", memberNames(1, isMore: true)),
            Sample("names-members-hidden", memberNames(0, reveal: 50)),
            Sample("names-members-over", memberNames(0, isOver: true)),
        ] + memberLinks
    }

    /// What a link shows that a member keeps.
    private var memberLinks: [Sample] {
        let extents: [(String, OwnDisplay.State)] = [
            ("shown", OwnDisplay.State(extent: .all, comment: nil)),
            ("held", OwnDisplay.State(extent: .none, comment: nil, isHeld: true)),
            ("waiting", OwnDisplay.State(extent: .none, comment: nil, isHeld: true, isUncounted: true)),
            ("not-shown", OwnDisplay.State(extent: .none, comment: nil, reason: .insult)),
        ]
        let outcomes: [(String, OutcomePage.Outcome)] = [
            ("withdrawn", .withdrawn(.takenOut, mayAgain: true)),
            ("unpublished", .unpublished(token: token, least: 20)),
            ("removed", .removed(OutcomePage.Removal(reason: .order, wasCounted: true, isOpen: true, organiser: nil))),
        ]
        var delivered = memberLink(.published(number: 61, index: 80, day: now))
        (delivered.isDelivered, delivered.change) = (true, TextChange(signed: 2, current: 3))
        var record = OwnRecord(of: memberPetition, OwnRecord.Standing(.counted, askedAt: now))
        (record.standing.number, record.standing.position) = (61, 80)
        var taken = OwnRecord(of: memberPetition, OwnRecord.Standing(.withdrawn, askedAt: now))
        taken.standing.decidedAt = now
        let waiting = OwnRecord(of: memberPetition, OwnRecord.Standing(.recorded, askedAt: now))
        let records = [("", record), ("-taken", taken), ("-waiting", waiting)]
        return extents.map { name, state in
            var page = memberLink(.recorded)
            (page.display, page.reveal) = (state, name == "waiting" ? 50 : nil)
            return Sample("member-link-\(name)", page)
        }
            + outcomes.map { name, outcome in
                var page = OutcomePage(petition: petition, outcome: outcome)
                page.isMember = true
                return Sample("member-link-\(name)", page)
            } + [
                Sample("member-link-delivered", delivered),
                Sample("member-link-published", memberLink(.published(number: 61, index: 80, day: now))),
            ]
            + records.map { name, record in
                let page = OwnRecordPage(petition: petition, token: token, data: record, answers: nil)
                return Sample("own-record-member\(name)", page)
            }
    }

    private func memberLink(_ publication: MemberLinkPage.Publication) -> MemberLinkPage {
        MemberLinkPage(petition: petition, token: token, publication: publication, textVersion: 2)
    }

    private var memberPetition: Petition {
        var petition = figures(.members).method.petition
        petition.sheet.admit(MemberRules(domains: [word("works.example")]))
        return petition
    }

    func panel(
        _ standing: MemberStanding?,
        issuer: Bool = false,
        hasLog: Bool = true,
        isOpen: Bool = false
    ) -> MembersPanel {
        MembersPanel(
            slug: petition.slug,
            domains: standing.map { _ in [word("works.example"), word("hospital.example")] } ?? [],
            issuer: issuer ? word("Readers’ Union") : nil,
            standing: standing,
            hasLog: hasLog,
            isOpen: isOpen
        )
    }

    /// A letter whose members are given codes, too, or alone.
    private func given(_ standing: MemberStanding, domains: Bool) -> MemberPage {
        var page = member(.open, standing)
        (page.panel.vouchers, page.panel.isByInvitation) = (domains ? 2 : nil, true)
        if !domains { page.panel.domains = [] }
        return page
    }

    func petitionPage(_ standing: PetitionPage.Standing, _ panel: MembersPanel) -> PetitionPage {
        var page = petitionPage(standing, signatories: .members, isDaily: true)
        (page.members, page.hasLog) = (panel, panel.hasLog)
        return page
    }

    func member(
        _ state: MemberPage.State,
        _ standing: MemberStanding,
        issuer: Bool = false,
        watch: MemberPage.Watch? = nil
    ) -> MemberPage {
        MemberPage(
            petition: petition,
            address: "https://undersigned.example.org/petitions/save-the-library",
            panel: panel(standing, issuer: issuer, isOpen: state == .open || state == .waiting),
            state: state,
            watch: watch
        )
    }

    func memberSign(_ state: MemberPage.State, _ standing: MemberStanding, offersNames: Bool = true) -> MemberSignPage {
        MemberSignPage(member(state, standing), textVersion: 2, offersNames: offersNames)
    }

    private func memberNames(_ count: Int, isMore: Bool = false, reveal: Int? = nil, isOver: Bool = false) -> NamesPage
    {
        var page = namesPage(count: count, isMore: isMore)
        (page.isForMembers, page.reveal, page.isOver) = (true, reveal, isOver)
        return page
    }

    private func outsideToken(_ standing: MemberStanding) -> MemberTokenPage {
        let watch = MemberPage.Watch(
            witnesses: [word("one.example+1234abcd+AA"), word("two.example+5678abcd+BB")],
            quorum: 1
        )
        return MemberTokenPage(member(.open, standing, issuer: true, watch: watch), host: word("union.example"))
    }
}

extension PageSamples.Sample {
    /// The module of a page that makes a token or signs with one.
    var memberModules: [String] {
        let member = (page as? MemberTokenPage)?.member ?? (page as? MemberSignPage)?.member
        return member?.state == .open ? [MemberModules.path] : []
    }
}
