import UndersignedApp
import UndersignedCore

/// Where a draft stands on its way to being opened.
struct ReviewView: Sendable {
    let isOffered: Bool
    let mayOpen: Bool
    /// Who opens it alone is told so.
    let note: String
    /// What is not as it was when it was given to review before.
    let changed: String?
    let members: MembersLookView?
    let days: [InputFieldView]

    /// Nil for a draft that opens by itself.
    init?(_ draft: PetitionWriting.Draft, _ typed: (opens: String, closes: String), _ words: Words) {
        guard draft.schedule == nil else { return nil }
        isOffered = draft.review != nil
        mayOpen = draft.mayOpen
        note = words.text(draft.hasOthers ? "admin.review.second" : "admin.review.alone")
        let sheet = draft.petition.sheet
        members = MembersLookView(sheet, words)
        let languages = draft.formerOffer.map { sheet.languages(otherThanIn: $0) } ?? []
        changed = languages.isEmpty ? nil : words.text("admin.review.changed", ["languages": words.names(languages)])
        days = [("opens", typed.opens), ("closes", typed.closes)].map { name, value in
            InputFieldView(
                InputField(name, words.text("admin.petition.\(name)"), value, kind: .date)
                    .hinted(words.text("admin.petition.\(name).hint"))
            )
        }
    }
}

/// A draft that can be put away, or was.
struct DiscardView: Sendable {
    let isDiscarded: Bool

    /// Nil for one that people know of.
    init?(_ draft: PetitionWriting.Draft) {
        guard draft.petition.isPrivate else { return nil }
        isDiscarded = draft.isDiscarded
    }
}

/// A draft that opens by itself.
struct ScheduleView: Sendable {
    let opens: String
    let closes: String?

    init?(_ draft: PetitionWriting.Draft, _ words: Words) {
        guard draft.schedule != nil, let moment = draft.petition.opensAt else { return nil }
        opens = words.text("admin.schedule.opens", ["time": words.minute(moment)])
        closes = draft.petition.closesAt.map { words.text("admin.schedule.closes", ["time": words.minute($0)]) }
    }
}

/// A draft's texts in other languages than the binding one, each beside that one.
struct TranslationsView: Sendable {
    let translations: [Item]
    let newAddress: String
    let original: LetterText

    struct Item: Sendable {
        let translation: LetterText
        let editAddress: String
        let isStale: Bool
        let isChanged: Bool
    }

    init(_ draft: PetitionWriting.Draft, at address: String, _ words: Words) {
        let sheet = draft.petition.sheet
        let stale = sheet.staleTranslations
        let changed = draft.formerOffer.map { sheet.languages(otherThanIn: $0) } ?? []
        newAddress = address + "/translations"
        original = LetterText(sheet.bindingText, language: sheet.language)
        translations = sheet.texts.filter { $0.key != sheet.language }.sorted { $0.key < $1.key }.map {
            language,
            text in
            Item(
                translation: LetterText(text, language: language),
                editAddress: "\(address)/translations/\(language.lowercased())",
                isStale: stale.contains(language),
                isChanged: changed.contains(language)
            )
        }
    }
}

/// A petition's text in one language, as organisers look it through.
struct LetterText: Sendable {
    let textLang: String
    let textDir: String
    let languageName: String
    let textTitle: String
    let textTo: [String]
    let textFrom: String
    let textHTML: String
    /// As it was typed.
    let source: String

    init(_ text: PetitionDocument.Text, language: String) {
        let tag = LanguageTag(language)
        textLang = tag?.text ?? language
        textDir = tag?.direction ?? "auto"
        languageName = tag?.nativeName ?? language
        textTitle = text.title
        textTo = text.to.map(\.line)
        textFrom = text.from
        textHTML = Markdown(text.letter, topHeading: 3).html
        source = "\(text.title)\n\n\(text.letter)"
    }
}

/// Every text of a draft that somebody saved, newest first.
struct TextsView: Sendable {
    let texts: [TextView]

    struct TextView: Sendable {
        let about: String
        /// What is not as in the text before.
        let changed: String?
        let parts: [LetterText]
    }

    init(_ draft: PetitionWriting.Draft, _ words: Words) {
        texts = draft.texts.enumerated().map { place, text in
            let older = draft.texts.dropFirst(place + 1).first
            let languages = older.map { text.sheet.languages(otherThanIn: $0.sheet) } ?? []
            let person = text.person ?? words.text("admin.trail.command")
            return TextView(
                about: words.text("admin.petition.text", ["time": words.minute(text.savedAt), "person": person]),
                changed: languages.isEmpty
                    ? nil : words.text("admin.petition.text.changed", ["languages": words.names(languages)]),
                parts: text.sheet.texts.sorted { left, right in
                    let binding = text.sheet.language
                    return (left.key == binding ? 0 : 1, left.key) < (right.key == binding ? 0 : 1, right.key)
                }.map { LetterText($0.value, language: $0.key) }
            )
        }
    }
}

extension Words {
    /// Languages by their own names: `English · العربية`.
    func names(_ languages: [String]) -> String {
        languages.map { LanguageTag($0)?.nativeName ?? $0 }.joined(separator: " · ")
    }

    /// Draft, open or closed; of a draft that opens by itself, when.
    func state(of petition: Petition) -> String {
        if petition.state == .draft, !petition.isPrivate, let opensAt = petition.opensAt {
            return text("admin.state.scheduled", ["time": minute(opensAt)])
        }
        return text("admin.state.\(petition.state.rawValue)")
    }
}
