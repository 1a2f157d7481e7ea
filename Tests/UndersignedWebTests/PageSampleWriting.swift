import UndersignedApp
import UndersignedCore
import UndersignedWeb

/// Pages on which organisers write campaigns and petitions.
extension PageSamples {
    var writing: [Sample] { campaigns + drafts + recordings + translations }

    private static let reasons: [WritingProblem.Reason] = [
        .empty, .tooLong(limit: 200), .tooLarge(limit: 65_536), .characters, .address, .mailbox, .date, .number, .parts,
        .shortName, .choice,
        .taken,
        .fixed, .key, .keyOfServer, .tag, .language, .lines(count: 2), .sharedDomain,
    ]

    private static let memberProblems: [MemberRules.Problem] = [
        .signatories, .noDomain, .domain("x"), .crowd(1), .reveal(1), .vouchers(11), .issuerName, .issuerKey,
        .ask(.place),
    ]

    /// A letter for members that somebody looks through, and one of which nothing is as it must be.
    private var letters: [(String, AdminPetitionPage?)] {
        let issuer = OutsideIssuer(
            name: word("The union"),
            key: [0xD3, 0x4D, 0x34],
            url: word("https://union.example")
        )
        let rules = MemberRules(
            domains: [word("works.example")],
            crowd: 30,
            reveal: 50,
            vouchers: 2,
            isByInvitation: true,
            issuer: issuer
        )
        var looked = draft(.draft, isOffered: true)
        looked?.petition.sheet.admit(rules)
        var page = page(looked)
        page?.form.signatories = "members"
        page?.form.members = MemberRulesForm(rules)
        var refused = page
        refused?.memberProblem = .issuerKey
        var wrong = page
        wrong?.problems = Self.memberProblems.map { WritingProblem($0.field, .members($0)) }
        return [("members", page), ("members-refused", refused), ("members-wrong", wrong)]
    }

    private var campaignForm: CampaignForm {
        var form = CampaignForm()
        form.title = word("Libraries for everybody")
        form.targets = word("The town council")
        return form
    }

    private var campaigns: [Sample] {
        let problems = Self.reasons.map { WritingProblem("title", $0) } + [WritingProblem("targets", line: 2, .parts)]
        let states: [Petition.State] = [.draft, .open, .closed]
        return [
            Sample("admin-campaign-new", AdminCampaignPage(bar: bar, slug: nil, form: CampaignForm(), mark: "")),
            Sample(
                "admin-campaign",
                AdminCampaignPage(
                    bar: bar,
                    slug: Slug("libraries"),
                    form: campaignForm,
                    mark: "m",
                    petitions: states.compactMap(petition),
                    targets: [council].compactMap(\.self),
                    partners: partners(3),
                    discarded: [petition(.draft)?.id ?? 0],
                    isSaved: true
                )
            ),
            Sample(
                "admin-campaign-wrong",
                AdminCampaignPage(bar: bar, slug: nil, form: campaignForm, mark: "", problems: problems)
            ),
            Sample(
                "admin-campaign-clash",
                AdminCampaignPage(bar: bar, slug: nil, form: campaignForm, mark: "", clash: campaignForm)
            ),
        ]
    }

    var petitionForm: PetitionForm {
        var form = PetitionForm()
        form.title = word("Keep the library open")
        form.letter = word("The council plans to close it.")
        return form
    }

    func draft(
        _ state: Petition.State,
        isOffered: Bool = false,
        hasOthers: Bool = true,
        publication: PetitionSheet.Publication = .atOnce,
        isDiscarded: Bool = false
    ) -> PetitionWriting.Draft? {
        petition(state).map { petition in
            var petition = petition
            petition.sheet.publication = publication
            petition.isPrivate = state == .draft
            return PetitionWriting.Draft(
                petition: petition,
                review: isOffered ? Review(offeredBy: 7, offeredAt: now) : nil,
                texts: [(1, petition.sheet, word("Dana Quist"), now), (2, petition.sheet, nil, now)],
                hasOthers: hasOthers,
                isDiscarded: isDiscarded
            )
        }
    }

    func page(
        _ draft: PetitionWriting.Draft?,
        problems: [WritingProblem] = [],
        clash: PetitionForm? = nil,
        refusal: AdminPetitionPage.Refusal? = nil
    ) -> AdminPetitionPage? {
        hub.map { hub in
            var hub = hub
            hub.targets = [council].compactMap(\.self)
            return AdminPetitionPage(
                bar: bar,
                campaign: hub,
                draft: draft,
                form: petitionForm,
                mark: "m",
                problems: problems,
                clash: clash,
                refusal: refusal
            )
        }
    }

    var council: Target? {
        Slug("council").map { id in
            Target(
                id: id,
                name: word("The town council"),
                role: nil,
                organisation: nil,
                standing: .noAnswer,
                answer: nil
            )
        }
    }

    private var recordings: [Sample] {
        let problems: [StandingDraft.Problem] = [
            .notAsked, .dateForm, .dateAhead, .dateBeforeAsked(now), .textMissing, .text(.tooLong(limit: 2_000)),
            .text(.bidi), .answerUnwanted, .noAnswerAgain, .source(count: 3), .correction(.tooLong(limit: 500)),
            .correction(.control), .unchanged,
        ]
        guard let hub, let council else { return [] }
        let draft = StandingDraft(state: .declined, date: "2018-06-20", text: word("No."), source: 1)
        func page(_ problems: [StandingDraft.Problem], _ isUnrecorded: Bool, _ isSaved: Bool) -> AdminTargetPage {
            AdminTargetPage(
                bar: bar,
                campaign: hub,
                target: council,
                mark: "m",
                draft: draft,
                problems: problems,
                isUnrecorded: isUnrecorded,
                isSaved: isSaved
            )
        }
        return [
            Sample("admin-target", page([], false, true)), Sample("admin-target-wrong", page(problems, false, false)),
            Sample("admin-target-later", page([], true, false)),
        ]
    }

    private var drafts: [Sample] {
        let wrong = [WritingProblem("to", .choice), WritingProblem("letter", .empty)]
        var undecided = page(draft(.open))
        undecided?.waiting = .undecided(3)
        var unpublished = page(draft(.open, publication: .daily))
        unpublished?.waiting = .unpublished(23)
        var sealed = draft(.open)
        if let key = Self.key { sealed?.petition.sheet.seal(to: key) }
        var keyed = page(draft(.draft))
        keyed?.form.custody = Self.key?.text ?? ""
        let pages: [(String, AdminPetitionPage?)] =
            [
                ("new", page(nil)), ("draft", page(draft(.draft))), ("alone", page(draft(.draft, hasOthers: false))),
                ("offered", page(draft(.draft, isOffered: true))), ("open", page(draft(.open))),
                ("closed", page(draft(.closed))), ("undecided", undecided), ("unpublished", unpublished),
                ("wrong", page(nil, problems: wrong)),
                ("clash", page(draft(.draft), clash: petitionForm)), ("sealed", page(sealed)), ("keyed", keyed),
                ("discarded", page(draft(.draft, isDiscarded: true))),
            ]
            + letters
            + AdminPetitionPage.Refusal.allCases.map { ("\($0)", page(draft(.draft), refusal: $0)) }
        return pages.compactMap { name, page in page.map { Sample("admin-petition-\(name)", $0) } }
    }
}
