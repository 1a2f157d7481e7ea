import UndersignedApp
import UndersignedCore
import UndersignedWeb

extension PageSamples {
    var letter: Letter {
        let paragraph = """
            the library in the old harbour is where many of us learned to read. It is warm, it is free, and it asks \
            nobody for a reason to come in.
            """
        let body = (1...6).map { number in word("Paragraph \(number): \(paragraph)") }.joined(separator: "\n\n")
        return Letter(
            to: [word("The city council of Ystad"), word("The mayor")],
            from: word("your name"),
            body: Markdown(body, topHeading: 3),
            language: language,
            version: 2,
            documentHash: String(repeating: "0123456789abcdef", count: 4),
            history: Letter.History(since: now, isDaily: false, earlier: [(1, 1_234), (2, 1)]),
            binding: LanguageTag("de"),
            others: ["fr", "ar"].compactMap { LanguageTag($0) }
        )
    }

    func petitionPage(
        _ standing: PetitionPage.Standing,
        signatories: PetitionSheet.Signatories = .people,
        isDaily: Bool = false
    ) -> PetitionPage {
        PetitionPage(
            petition: petition,
            hub: PetitionPage.Hub(slug: slug("libraries"), title: word("Libraries for everybody")),
            letter: letter,
            standing: standing,
            signatories: signatories,
            count: CountItem(count: 12_345, asOf: now),
            targets: targets,
            milestones: [
                PetitionSheet.Milestone(count: 10_000, what: word("The council must answer")),
                PetitionSheet.Milestone(count: 20_000, what: word("The council must debate it")),
                PetitionSheet.Milestone(count: 90_000, what: word("There is a vote")),
            ],
            sponsor: partners(1)[0],
            partners: partners(7),
            invited: signatories == .organisations ? (1...20).map { word("Invited organisation \($0)") } : [],
            sources: sources,
            isDaily: isDaily,
            showsNames: true,
            address: "https://undersigned.example.org/petitions/save-the-library"
        )
    }

    /// With a picture of ten years, a milestone reached and one lost again.
    var plottedPage: PetitionPage {
        var page = petitionPage(.open(form()))
        page.series = series(days: 3_650)
        page.petition = carriedOn
        page.paper = 22
        page.crossings = [
            PetitionSeries.Crossing(goal: 10_000, hour: now - .days(9), isReached: true),
            PetitionSeries.Crossing(goal: 20_000, hour: now - .days(7), isReached: true),
            PetitionSeries.Crossing(goal: 20_000, hour: now - .days(2), isReached: false),
        ]
        return page
    }

    var sealed: CustodyNotice {
        .organiser(name: word("Readers’ Union"), fingerprint: Self.key?.fingerprint ?? "")
    }

    var sealedPage: PetitionPage {
        var page = petitionPage(.open(form(boxes: false)), isDaily: true)
        page.custody = sealed
        return page
    }

    var sealedConfirmPage: ConfirmPage {
        var page = confirmPage(isTextChanged: false)
        page.custody = .organiser(name: nil, fingerprint: Self.key?.fingerprint ?? "")
        return page
    }

    func confirmPage(isTextChanged: Bool) -> ConfirmPage {
        ConfirmPage(
            petition: petition,
            token: token,
            answers: isTextChanged ? organisationAnswers(isShown: true) : answers,
            textVersion: 2,
            isTextChanged: isTextChanged,
            change: isTextChanged ? TextChange(signed: 1, current: 2) : nil
        )
    }

    func signedPage(
        _ publication: SignedPage.Publication,
        keptUntil: Moment?,
        isOrganisation: Bool = false
    ) -> SignedPage {
        SignedPage(
            petition: petition,
            token: token,
            answers: isOrganisation ? organisationAnswers(isShown: false) : privateAnswers,
            textVersion: 2,
            publication: publication,
            keptUntil: keptUntil,
            privacy: privacy,
            address: "https://undersigned.example.org/petitions/save-the-library",
            change: TextChange(signed: 2, current: 3),
            consents: isOrganisation ? [] : partners(1)
        )
    }
}
