package import UndersignedApp
package import UndersignedCore

/// Whether a signatory wants updates, as the page of a link shows it and lets it be changed.
package struct UpdateChoice: Sendable {
    package var sentence: ConsentSentence
    /// Since when they are wanted; nil where they are not.
    package var since: Moment?

    package init(sentence: ConsentSentence, since: Moment?) {
        self.sentence = sentence
        self.since = since
    }
}

/// The same as the template reads it.
struct UpdateChoiceView: Sendable {
    let choiceAction: String
    let since: String?
    let sentence: String
    let sentenceLang: String
    let wording: String

    init(_ choice: UpdateChoice, token: String, _ words: Words) {
        choiceAction = "/s/\(token)/updates"
        since = choice.since.map { words.text("updates.choice.since", ["day": words.day($0)]) }
        sentence = choice.sentence.text
        sentenceLang = choice.sentence.language
        wording = Base64URL.encode(choice.sentence.consent.wordingHash)
    }
}

/// The box for updates on a petition's form; never ticked unless the person ticked it.
struct UpdatesBox: Sendable {
    let error: String?
    let describedBy: String?
    let isWanted: Bool
    let sentence: String

    /// Nil where nobody could write updates: the server can't open the addresses of a sealed petition.
    init?(_ form: SignForm, page: PetitionPage, _ errors: FormErrors, _ words: Words) {
        guard page.hub != nil, !page.custody.isSealed, let organiser = page.sponsor?.name else { return nil }
        let field = errors.field(.updates, form.input.updates)
        (error, describedBy) = (field.error, field.describedBy)
        isWanted = form.input.updates == "yes"
        sentence = words.text(ConsentSentences.updatesKey, ["organiser": organiser])
    }
}
