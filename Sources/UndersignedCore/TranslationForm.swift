/// A petition's text in another language than the binding one, as somebody writes it down in the browser.
package struct TranslationForm: Hashable, Sendable {
    package var language = ""
    package var title = ""
    /// Markdown.
    package var letter = ""
    /// How those addressed are called, one a line; empty where the lines of the binding text stay.
    package var to = ""
    package var from = ""

    package init() {}

    /// The form of a translation that is there.
    package init(_ translation: PetitionSheet.Translation, language: String) {
        self.language = language
        title = translation.title
        letter = translation.letter
        to = (translation.to ?? []).joined(separator: "\n")
        from = translation.from
    }

    /// The sheet with this translation in it, made of the binding text as it stands there.
    ///
    /// - Parameters:
    ///   - sheet: The draft.
    ///   - old: The language whose translation it replaces; nil for a new one.
    /// - Returns: The sheet.
    /// - Throws: All problems at once, in the form's order.
    package func applied(to sheet: PetitionSheet, replacing old: String?) throws(WritingProblems) -> PetitionSheet {
        var form = WrittenForm()
        let tag = LanguageTag(language)
        let others = Set(sheet.texts.keys).subtracting([old].compactMap(\.self))
        if tag.map({ others.contains($0.text) }) ?? true { form.note("language", .language) }
        let title = form.line("title", title, limit: WrittenForm.titleLimit)
        let letter = form.text("letter", letter, limit: PetitionAmendment.letterLimit)
        if letter.utf8.count > PetitionAmendment.letterLimit {
            form.note("letter", .tooLarge(limit: PetitionAmendment.letterLimit))
        }
        let to = form.lines("to", to, parts: 1).map { $0.parts[0] }
        if !to.isEmpty, to.count != sheet.to.count { form.note("to", .lines(count: sheet.to.count)) }
        let from = form.line("from", from, limit: WrittenForm.lineLimit)
        guard let tag, form.problems.isEmpty else { throw WritingProblems(form.problems) }
        var translated = sheet
        if let old { translated.translations?[old] = nil }
        translated.translations = (translated.translations ?? [:]).merging([
            tag.text: PetitionSheet.Translation(
                title: title,
                letter: letter,
                to: to.isEmpty ? nil : to,
                from: from,
                basis: sheet.textMark
            )
        ]) { $1 }
        return translated
    }
}
