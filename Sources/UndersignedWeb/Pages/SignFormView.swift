import UndersignedCore

/// The form as the template reads it.
struct SignFormView: Sendable {
    let action: String
    let button: String
    let heading: String
    let key: String
    let token: String
    let source: String?
    let summary: [FormProblem]
    let hasProblems: Bool
    let name: FormField
    let email: FormField
    let suggestion: String?
    let organisation: FormField?
    let role: FormField?
    let comment: FormField?
    let place: FormField?
    let country: CountryView?
    let shown: FormField?
    let isShown: Bool
    let shownLabel: String
    let shownHint: String
    /// What happens before it is shown, where something does.
    let shownHold: String?
    let updates: UpdatesBox?
    let optIns: OptInsView?
    let privacy: PrivacyView
    let who: String?

    init(_ form: SignForm, page: PetitionPage, _ words: Words) {
        let isForOrganisations = page.signatories == .organisations
        let errors = FormErrors(form.problems, words)
        let kind = isForOrganisations ? "organisation" : "person"
        action = "/petitions/\(page.petition.slug)/signatures"
        heading = words.text("form.heading.\(kind)")
        button = words.text("form.button.\(kind)")
        key = form.input.key
        token = form.input.token
        source = form.input.source.isEmpty ? nil : form.input.source
        summary = errors.summary
        hasProblems = !errors.summary.isEmpty
        who = isForOrganisations ? words.text("form.organisations.who") : nil
        organisation = isForOrganisations ? errors.field(.organisation, form.input.organisation) : nil
        role = isForOrganisations ? errors.field(.role, form.input.role) : nil
        name = errors.field(.name, form.input.name)
        email = errors.field(.email, form.input.email)
        suggestion = form.suggestedDomain.map { words.text("form.email.suggestion", ["domain": $0]) }
        let purposes = Dictionary(form.asks.map { ($0.field, $0.purpose) }) { first, _ in first }
        comment = purposes[.comment].map { errors.field(.comment, form.input.comment, hint: $0) }
        place = purposes[.place].map { errors.field(.place, form.input.place, hint: $0) }
        country = purposes[.country].map {
            CountryView(errors.field(.country, form.input.country, hint: $0), chosen: form.input.country, words)
        }
        shown = form.offersNames ? errors.field(.shown, form.input.shown) : nil
        isShown = form.input.shown == "yes"
        shownLabel = words.text("form.shown.\(kind)" + (form.showsComments ? ".comment" : ""))
        shownHint = words.text("form.shown.hint.\(kind)")
        let hold = form.looksFirst ? "form.shown.approved" : form.showsComments ? "form.shown.rules" : nil
        shownHold = hold.map { words.text($0) }
        updates = UpdatesBox(form, page: page, errors, words)
        optIns = OptInsView(page, form: form, errors, words)
        privacy = PrivacyView(form.privacy, words)
    }
}

/// The countries that can be chosen, by their names; none is chosen unless the person did.
struct CountryView: Sendable {
    let countryField: FormField
    let choices: [Choice]

    struct Choice: Sendable {
        let code: String
        let countryName: String
        let isChosen: Bool
    }

    init(_ field: FormField, chosen: String, _ words: Words) {
        countryField = field
        choices = Country.codes.map { code in
            Choice(code: code, countryName: words.text("country.\(code)"), isChosen: code == chosen)
        }.sorted { $0.countryName < $1.countryName }
    }
}

/// The opt-ins of partners, none of them ticked unless the person ticked it.
struct OptInsView: Sendable {
    /// As many are read at a glance; the others are one press away.
    private static let shownCount = 5

    let field: FormField
    let choices: [Choice]
    let more: More?
    /// Who can open what a ticked partner gets.
    let sealedFor: String

    /// The rest of a large coalition.
    struct More: Sendable {
        let moreLabel: String
        /// Nothing that was ticked is out of sight.
        let isOpen: Bool
        let others: [Choice]
    }

    struct Choice: Sendable {
        let choiceID: String
        let value: String
        let wording: String
        let isChosen: Bool
    }

    init?(_ page: PetitionPage, form: SignForm, _ errors: FormErrors, _ words: Words) {
        let (partners, sponsor) = (page.partners, page.sponsor)
        sealedFor = words.text(page.custody.isSealed ? "form.partners.sealed" : "form.partners.server")
        let chosen = Set(form.input.partners)
        let offered = (sponsor.map { [$0] } ?? []) + partners.filter { $0.id != sponsor?.id }
        let all = offered.compactMap { partner -> Choice? in
            guard let wording = partner.offer else { return nil }
            return Choice(
                choiceID: "partner-\(partner.id.text)",
                value: partner.id.text,
                wording: wording,
                isChosen: chosen.contains(partner.id.text)
            )
        }
        // Whoever came by a partner's link finds that partner first.
        let ordered = all.filter { $0.value == form.input.source } + all.filter { $0.value != form.input.source }
        guard let first = ordered.first else { return nil }
        choices = Array(ordered.prefix(ordered.count > Self.shownCount + 1 ? Self.shownCount : ordered.count))
        let others = Array(ordered.dropFirst(choices.count))
        more =
            others.isEmpty
            ? nil
            : More(
                moreLabel: words.plural("form.partners.more", others.count),
                isOpen: others.contains(where: \.isChosen),
                others: others
            )
        field = errors.field(.partner, "", anchor: first.choiceID)
    }
}
