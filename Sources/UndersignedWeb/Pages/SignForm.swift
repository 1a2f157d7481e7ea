package import UndersignedCore

/// The form people sign with: what it asks, what was typed, and what is wrong with that.
package struct SignForm: Sendable {
    /// Exactly as typed; an empty form the first time.
    package var input: SignatureForm
    package var problems: [SignatureDraft.Problem]
    package var asks: [PetitionSheet.Ask]
    package var privacy: PrivacyNotice
    /// A near miss of a big mail provider, offered and never applied: `gmail.com`.
    package var suggestedDomain: String?
    /// Whether somebody looks at names and comments before they are shown.
    package var looksFirst: Bool
    /// Whether a comment is shown beside the name.
    package var showsComments: Bool
    /// Whether a name may be shown at all.
    package var offersNames = true

    package init(
        input: SignatureForm,
        problems: [SignatureDraft.Problem] = [],
        asks: [PetitionSheet.Ask] = [],
        privacy: PrivacyNotice,
        suggestedDomain: String? = nil,
        looksFirst: Bool = false,
        showsComments: Bool = false
    ) {
        self.input = input
        self.problems = problems
        self.asks = asks
        self.privacy = privacy
        self.suggestedDomain = suggestedDomain
        self.looksFirst = looksFirst
        self.showsComments = showsComments
    }
}

/// What becomes of the data a form asks for.
package struct PrivacyNotice: Sendable {
    /// Who runs the petition and answers for the data.
    package var organiser: String
    /// Months after the close when the address is deleted at the latest.
    package var deletionMonths: Int
    /// A mail address for questions, where the organiser gives one.
    package var contact: String?

    package init(organiser: String, deletionMonths: Int, contact: String?) {
        self.organiser = organiser
        self.deletionMonths = deletionMonths
        self.contact = contact
    }
}

/// What the privacy notice says, in one language.
struct PrivacyView: Sendable {
    let organiser: String
    let deadline: String
    let contact: String?

    init(_ notice: PrivacyNotice, _ words: Words) {
        organiser = words.text("privacy.organiser", ["organiser": notice.organiser])
        deadline = words.plural("privacy.deadline", notice.deletionMonths)
        contact = notice.contact
    }
}
