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
    /// Days after the close when the address is deleted at the latest.
    package var deletionDays: Int
    /// A mail address for questions, where the organiser gives one.
    package var contact: String?
    /// Whether names can be shown.
    package var offersNames: Bool
    /// Whether there is a box for updates by mail.
    package var offersUpdates: Bool
    /// Whether there is a box of an organisation.
    package var offersPartners: Bool

    package init(
        organiser: String,
        deletionDays: Int,
        contact: String?,
        offersNames: Bool,
        offersUpdates: Bool,
        offersPartners: Bool
    ) {
        self.organiser = organiser
        self.deletionDays = deletionDays
        self.contact = contact
        self.offersNames = offersNames
        self.offersUpdates = offersUpdates
        self.offersPartners = offersPartners
    }

    /// Whether anything can be ticked that needs the address.
    var offersMail: Bool { offersUpdates || offersPartners }
}

/// What the privacy notice says, in one language.
struct PrivacyView: Sendable {
    let organiser: String
    let who: String
    let deadline: String
    let contact: String?

    /// Says nothing of boxes that the form has not.
    init(_ notice: PrivacyNotice, _ words: Words) {
        let why = words.text(notice.offersMail ? "privacy.why.ticked" : "privacy.why")
        organiser = words.text("privacy.organiser", ["organiser": notice.organiser]) + " " + why
        let who = [
            "privacy.who", notice.offersNames ? "privacy.who.shown" : nil,
            notice.offersPartners ? "privacy.who.partners" : nil, "privacy.who.network",
        ]
        self.who = who.compactMap(\.self).map { words.text($0) }.joined(separator: " ")
        let later = [
            notice.offersMail ? "privacy.deadline.ticked" : nil, notice.offersNames ? "privacy.deadline.names" : nil,
        ]
        let kept = words.plural("privacy.deadline", notice.deletionDays)
        deadline = ([kept] + later.compactMap(\.self).map { words.text($0) }).joined(separator: " ")
        contact = notice.contact
    }
}
