import UndersignedCore

/// What a form is about, as its address tells: a text that somebody writes, or a step.
enum KeptMatter: Hashable {
    case campaign, claim, petition, translation, update, answer, rules
    /// The word that a button or a heading has for it, as a key of the catalogue.
    case step(String)

    /// - Parameter path: Where organisers send forms; nil for one that none is sent to.
    init?(_ path: String) {
        let parts = path.split(separator: "/").map(String.init)
        switch (parts.dropFirst().first, parts.count) {
        case ("campaigns", 2...3): self = .campaign
        case ("campaigns", 4...5) where parts[3] == "petitions": self = .petition
        case ("campaigns", 4...5) where parts[3] == "claims": self = .claim
        case ("campaigns", 5) where parts[3] == "targets": self = .answer
        case ("campaigns", 6...7) where parts[5] == "translations": self = .translation
        case ("campaigns", 6...7) where parts[5] == "updates": self = .update
        case ("campaigns", 7) where parts[5...] == ["moderation", "rules"]: self = .rules
        default:
            guard let step = Self.steps.first(where: { Self.ends(parts, $0.ending) }) else { return nil }
            self = .step(step.word)
        }
    }

    private static func ends(_ parts: [String], _ ending: String) -> Bool {
        let wanted = ending.split(separator: "/").map(String.init)
        return zip(wanted.reversed(), parts.reversed()).allSatisfy { $0 == "*" || $0 == $1 }
            && wanted.count < parts.count
    }

    /// Whether somebody typed it, which took a while.
    var isWriting: Bool {
        guard case .step(let word) = self else { return true }
        return Self.typed.contains(word)
    }

    /// Steps with a reason, a list or an address to type.
    private static let typed: Set<String> = [
        "admin.hold.begin", "admin.removal.look", "admin.removal.order",
        "admin.people.invite", "admin.claim.withdraw",
    ]

    func title(in words: Words) -> String {
        switch self {
        case .campaign: words.text("admin.continue.matter.campaign")
        case .claim: words.text("admin.continue.matter.claim")
        case .petition: words.text("admin.continue.matter.petition")
        case .translation: words.text("admin.continue.matter.translation")
        case .update: words.text("admin.continue.matter.update")
        case .answer: words.text("admin.continue.matter.answer")
        case .rules: words.text("admin.moderation.rules")
        case .step: words.text("admin.continue.matter.step")
        }
    }

    /// Which step; nil for a text.
    func step(in words: Words) -> String? {
        guard case .step(let word) = self else { return nil }
        return words.text(word)
    }

    /// The fields of the form, each with its label and what can be chosen.
    func fields(in words: Words) -> [InputField] {
        switch self {
        case .campaign: AdminCampaignPage.fields(CampaignForm(), words)
        case .claim: AdminClaimFields.fields(ClaimForm(), isCorrection: true, words)
        case .petition: AdminPetitionFields.fields(PetitionForm(), words)
        case .translation: AdminTranslationPage.fields(TranslationForm(), words)
        case .update: AdminUpdatePage.fields(UpdateForm(), words)
        case .answer: AdminTargetPage.fields(StandingDraft(state: .noAnswer), words)
        case .rules: AdminDisplayFields.fields(DisplayForm(), nil, words)
        case .step: AdminPeoplePage.fields(AdminPeoplePage.Typed(), [], words)
        }
    }

    /// How the addresses end, the longer endings first; a star stands for a name or number.
    private static let steps: [(ending: String, word: String)] = [
        ("account/codes", "admin.account.renew"), ("account/passphrase", "admin.account.change"),
        ("account/sign-out", "admin.account.sign-out"), ("sign-out", "admin.sign-out"),
        ("proof", "admin.proof.title"), ("exports/*", "admin.export.title"), ("trail.csv", "admin.trail.csv"),
        ("people/*/roles", "admin.continue.roles"), ("people/*/state", "admin.continue.state"),
        ("people/*/reset", "admin.people.reset.address"), ("people/*", "admin.people.take"),
        ("people", "admin.people.invite"),
        ("preview", "admin.petition.preview"), ("offer", "admin.review.offer"), ("return", "admin.review.return"),
        ("discard", "admin.continue.discard"), ("open", "admin.review.open"),
        ("schedule/removal", "admin.schedule.remove"), ("translations/*/removal", "admin.translation.remove"),
        ("close", "admin.petition.close"), ("deliveries", "admin.delivery.make"), ("entry", "admin.delivery.enter"),
        ("test", "admin.update.test"), ("publication", "admin.update.publish"), ("mailing", "admin.update.sending"),
        ("pause", "admin.update.pause"), ("resumption", "admin.update.resume"),
        ("moderation", "admin.moderation.link"), ("moderation/reversal", "admin.moderation.undo"),
        ("figures/holds", "admin.hold.begin"),
        ("figures/holds/end", "admin.hold.end"), ("figures/release", "admin.hold.release"),
        ("figures/removal", "admin.removal.look"), ("removal/order", "admin.removal.order"),
        ("removal/agreement", "admin.removal.agree"), ("removal/refusal", "admin.removal.refuse"),
        ("records", "admin.partner.records.button"), ("logo", "admin.partner.logo"),
        ("token", "admin.partner.token"), ("withdrawal", "admin.claim.withdraw"),
        ("evidence", "admin.evidence.bring"), ("evidence/files/*/removal", "admin.evidence.removal"),
        ("evidence/files/*", "admin.evidence.publish"),
        ("evidence/aliases", "admin.alias"), ("evidence/resellers", "admin.reseller"),
        ("copies", "admin.claim.copy.keep"), ("copies/removal", "admin.claim.copy.remove"),
    ]
}
