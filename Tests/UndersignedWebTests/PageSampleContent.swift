import UndersignedApp
import UndersignedCore
import UndersignedWeb

extension PageSamples {
    var petition: PetitionReference {
        PetitionReference(
            slug: slug("save-the-library"),
            title: word("Keep the public library open"),
            language: language
        )
    }

    /// One whose log carries on another.
    var carriedOn: PetitionReference {
        var petition = petition
        petition.hasLosses = true
        return petition
    }

    var address: String { word("amina@example.org") }

    func slug(_ text: String) -> Slug {
        guard let slug = Slug(text) else { preconditionFailure("a slug of a sample") }
        return slug
    }

    func item(_ number: Int) -> PetitionItem {
        PetitionItem(
            petition: petition,
            to: [word("The city council"), word("The mayor")],
            count: [12_345, 1, 0][number % 3],
            standing: [.open, .closed(now), .opens(now), .draft][number % 4],
            signatories: [.people, .organisations, .members][number % 3]
        )
    }

    func found(_ items: [PetitionItem]) -> HomePage {
        var page = HomePage(siteName: word("Undersigned"), campaigns: [])
        page.search = (word("library"), items)
        return page
    }

    func campaign(items: Int) -> HomePage.Campaign {
        HomePage.Campaign(
            slug: slug("libraries"),
            title: word("Libraries for everybody"),
            summary: word("Three towns ask that their libraries stay open."),
            language: language,
            petitions: (0..<items).map(item)
        )
    }

    func partners(_ count: Int) -> [Partner] {
        let names = ["Readers’ Union", "اتحاد القراء", "图书馆之友", "पाठक संघ", "Друзья библиотеки", "Teachers for Books"]
        return (0..<count).map { number in
            Partner(
                id: slug("partner-\(number)"),
                name: word("\(names[number % names.count]) \(number + 1)"),
                url: number % 5 == 4 ? nil : "https://partner-\(number).example.org/",
                optIn: number < 8 ? word("Yes, \(names[number % names.count]) may write to me about this") : nil,
                key: Self.key,
                contact: number % 2 == 0 ? word("office@partner-\(number).example.org") : nil
            )
        }
    }

    var targets: [Target] {
        Target.Standing.allCases.enumerated().map { number, standing in
            let answer = Target.Answer(date: "2018-06-20", text: word("It is too early to say."), source: 1)
            return Target(
                id: slug("target-\(number)"),
                name: word("Councillor \(number + 1)"),
                role: number == 1 ? nil : word("Member of the council"),
                organisation: number == 1 ? nil : word("City of Ystad"),
                standing: standing,
                answer: standing == .evasive ? answer : nil
            )
        }
    }

    var sources: [Source] {
        [
            Source(
                title: word("Council discusses closing of libraries"),
                publisher: word("The Ystad Courier"),
                date: "2018-06-20",
                url: "https://courier.example.org/libraries"
            ),
            Source(title: word("Minutes"), publisher: word("City council"), date: nil, url: "javascript:alert(1)"),
        ]
    }

    func campaignPage(partners count: Int, petitions: Int) -> CampaignPage {
        var page = CampaignPage(
            title: word("Libraries for everybody"),
            summary: word("Three towns ask that their libraries stay open."),
            language: language,
            description: count == 0 ? nil : Markdown(word("The council plans to close two of three libraries.")),
            started: now,
            sponsor: partners(1)[0],
            partners: partners(count),
            targets: count == 0 ? [] : records,
            demands: count == 0 ? [] : [word("Keep all three open"), word("Publish the figures")],
            petitions: (0..<petitions).map(item),
            sum: CountItem(count: 12_346, asOf: now),
            sources: count == 0 ? [] : sources
        )
        page.slug = Slug("libraries")
        for partner in page.partners {
            page.logos[partner.id] = Logo.Mark(hash: Array(partner.id.text.utf8).sha256, width: 252, height: 92)
        }
        page.hasEvidence = petitions > 1
        return page
    }

    func namesPage(count: Int, comments: Bool = false, isMore: Bool = false) -> NamesPage {
        let names = ["Amina Okafor", "محمد علي", "王小明", "प्रिया शर्मा", "O’Brien", "Ольга Смирнова", "Suharto"]
        let entries = (0..<count).map { number in
            NamesPage.Entry(
                name: word(names[number % names.count]),
                organisation: number % 9 == 0 ? word("Readers’ Union") : nil,
                comment: comments ? word("I learnt to read there. \(number)") : nil,
                place: Self.handle(number)
            )
        }
        return NamesPage(
            petition: petition,
            entries: entries,
            shownCount: count * 3,
            isMore: isMore,
            showsComments: comments,
            earlier: count == 0 ? nil : Self.handle(0),
            later: count == 0 ? nil : Self.handle(count)
        )
    }

    var namesOver: NamesPage {
        var page = namesPage(count: 0)
        page.isOver = true
        return page
    }

    /// Of a name; its letters are as good as random.
    static func handle(_ number: Int) -> PublicNameHandle {
        PublicNameHandle(
            day: Moment(seconds: 1_529_452_800),
            shuffle: Int64(bitPattern: UInt64(number + 1) &* 0x9E37_79B9_7F4A_7C15)
        )
    }

    var privacy: PrivacyNotice { privacy(boxes: true) }

    private func privacy(boxes: Bool) -> PrivacyNotice {
        PrivacyNotice(
            organiser: word("Readers’ Union"),
            deletionDays: 180,
            contact: address,
            offersNames: boxes,
            offersUpdates: boxes,
            offersPartners: boxes
        )
    }

    func form(boxes: Bool = true) -> SignForm {
        SignForm(
            input: SignatureForm(key: "k-1", token: "t-1"),
            asks: [
                PetitionSheet.Ask(field: .place, purpose: word("To show the council where readers live")),
                PetitionSheet.Ask(field: .country, purpose: word("To show how far the library is known")),
                PetitionSheet.Ask(field: .comment, purpose: word("Delivered with the letter")),
            ],
            privacy: privacy(boxes: boxes)
        )
    }

    /// Everything is wrong with it that can be.
    var wrongForm: SignForm {
        var form = form()
        form.input = SignatureForm(
            name: word("Amina"),
            email: word("amina@@example"),
            shown: "yes",
            comment: word("A line\nand another"),
            place: word("Ystad"),
            country: "SE",
            organisation: word("Readers’ Union"),
            role: word("Chair"),
            partners: ["partner-1"],
            key: word("k-1"),
            token: word("t-1")
        )
        form.problems = [
            SignatureDraft.Problem(field: .name, reason: .tooLong(limit: 200)),
            SignatureDraft.Problem(field: .email, reason: .emailFormat),
            SignatureDraft.Problem(field: .shown, reason: .choice),
            SignatureDraft.Problem(field: .comment, reason: .bidi),
            SignatureDraft.Problem(field: .place, reason: .control),
            SignatureDraft.Problem(field: .country, reason: .choice),
            SignatureDraft.Problem(field: .partner, reason: .unknownPartner),
            SignatureDraft.Problem(field: .key, reason: .requestKey),
        ]
        form.suggestedDomain = word("gmail.com")
        return form
    }

    var answers: SignatureAnswers {
        SignatureAnswers(
            name: word("Amina Okafor"),
            email: address,
            place: word("Ystad"),
            country: Country("SE"),
            comment: word("I learned to read there."),
            isShown: true,
            optIns: [word("Yes, Readers’ Union may write to me")]
        )
    }

    var privateAnswers: SignatureAnswers {
        var answers = answers
        answers.isShown = false
        return answers
    }

    func organisationAnswers(isShown: Bool) -> SignatureAnswers {
        SignatureAnswers(
            name: word("Li Na"),
            email: address,
            organisation: word("Readers’ Union"),
            role: word("Chair"),
            isShown: isShown,
            optIns: []
        )
    }
}
