package import UndersignedApp
package import UndersignedCore

/// "You have signed": the receipt, how to check it, and the way back.
package struct SignedPage: Page {
    /// Where a signature's receipt is.
    package enum Publication: Sendable {
        /// In the log: its number among the signatures, the index of its entry, the minute it was counted.
        case published(number: Int, index: UInt64, at: Moment)
        /// Recorded, counted at the next publication; nil when that day is not known yet.
        case recorded(next: Moment?)
    }

    package var petition: PetitionReference
    package var token: String
    package var answers: SignatureAnswers
    package var textVersion: Int
    package var publication: Publication
    /// When name, address and choices are deleted at the latest, if the petition has a closing day; else nil.
    package var keptUntil: Moment?
    package var privacy: PrivacyNotice
    /// The petition's whole address, for sharing.
    package var address: String
    /// It was handed over, so the count stays.
    package var isDelivered: Bool
    /// The text changed since the person signed; nil where it did not.
    package var change: TextChange?
    /// What the public sees of the signatory; nil for nothing.
    package var display: OwnDisplay.State?
    /// Nil where nobody could write updates.
    package var updates: UpdateChoice?
    /// The partners that may write, each with a way to say no again.
    package var consents: [Partner]

    package init(
        petition: PetitionReference,
        token: String,
        answers: SignatureAnswers,
        textVersion: Int,
        publication: Publication,
        keptUntil: Moment?,
        privacy: PrivacyNotice,
        address: String,
        isDelivered: Bool = false,
        change: TextChange? = nil,
        display: OwnDisplay.State? = nil,
        updates: UpdateChoice? = nil,
        consents: [Partner] = []
    ) {
        self.petition = petition
        self.token = token
        self.answers = answers
        self.textVersion = textVersion
        self.publication = publication
        self.keptUntil = keptUntil
        self.privacy = privacy
        self.address = address
        self.isDelivered = isDelivered
        self.change = change
        self.display = display
        self.updates = updates
        self.consents = consents
    }

    package var template: String { "signed" }

    package func title(in words: Words) -> String {
        switch publication {
        case .published: words.text("signed.title")
        case .recorded: words.text("recorded.title")
        }
    }

    package func view(in words: Words) -> any Sendable {
        var answers = answers
        // What was taken back is no answer any more, and the page says that it was.
        let isTakenBack = answers.isShown && display == nil
        if isTakenBack { answers.isShown = false }
        var counted: String?
        var recorded: String?
        var check: String?
        switch publication {
        case .published(let number, let position, let moment):
            counted = words.text("signed.counted", ["number": words.number(number), "time": words.minute(moment)])
            check = words.text("signed.check.what", ["index": String(position)])
        case .recorded(let next):
            recorded = next.map { words.text("recorded.next", ["day": words.day($0)]) } ?? words.text("recorded.soon")
        }
        return View(
            petition: PetitionView(petition),
            token: token,
            answers: AnswersView(answers, words),
            heading: title(in: words),
            counted: counted,
            recorded: recorded,
            check: check,
            version: words.text("letter.version", ["number": words.number(textVersion)]),
            kept: keptUntil.map { words.text("signed.kept-until", ["day": words.day($0)]) },
            keptLonger: updates?.since != nil || !consents.isEmpty,
            privacy: PrivacyView(privacy, words),
            isDelivered: isDelivered,
            share: petition.isSensitive ? nil : ShareView(title: petition.title, address: address, words),
            change: change.map { TextChangeView($0, slug: petition.slug, words) },
            display: display.map { OwnDisplayView($0, token: token, words) },
            isTakenBack: isTakenBack,
            updates: updates.map { UpdateChoiceView($0, token: token, words) },
            hasConsents: !consents.isEmpty,
            consents: consents.map(PartnerConsentView.init)
        )
    }

    private struct View: Sendable {
        let petition: PetitionView
        let token: String
        let answers: AnswersView
        let heading: String
        let counted: String?
        let recorded: String?
        let check: String?
        let version: String
        let kept: String?
        /// Something ticked needs the address for longer.
        let keptLonger: Bool
        let privacy: PrivacyView
        let isDelivered: Bool
        let share: ShareView?
        let change: TextChangeView?
        let display: OwnDisplayView?
        /// Shown when it was signed, and taken back since.
        let isTakenBack: Bool
        let updates: UpdateChoiceView?
        let hasConsents: Bool
        let consents: [PartnerConsentView]
    }
}

/// A partner that may write, beside the button that ends it.
struct PartnerConsentView: Sendable {
    let recipient: String
    let partnerName: String
    /// Where the person reaches it; nil where it gives nothing.
    let partnerContact: String?

    init(_ partner: Partner) {
        (recipient, partnerName, partnerContact) = (partner.id.text, partner.name, partner.contact)
    }
}
