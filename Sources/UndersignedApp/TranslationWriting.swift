package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Somebody writes a draft's text in another language.
package struct TranslationWriting: Sendable {
    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// The mark of what a translation's form shows: the binding text, and the translation where there is one.
    ///
    /// Two people who translate into two languages are not in each other's way.
    package static func mark(of sheet: PetitionSheet, in language: String?) -> String {
        let translation = language.flatMap { language in
            sheet.translations?[language].map { FormFingerprint.parts(of: $0, in: language) }
        }
        return FormFingerprint.text([sheet.textMark] + (translation ?? []))
    }

    /// Saves a translation.
    ///
    /// - Parameters:
    ///   - form: As typed.
    ///   - petition: The draft.
    ///   - old: The language whose translation it replaces; nil for a new one.
    ///   - mark: What the form was made of.
    ///   - accountID: Who writes.
    /// - Returns: What became of it.
    /// - Throws: `Review.Refusal.notADraft`, or a fault of the database.
    package func save(
        _ form: TranslationForm,
        of petition: Petition,
        replacing old: String?,
        mark: String,
        by accountID: Int64
    ) async throws -> PetitionWriting.Outcome {
        let detail = LanguageTag(form.language)?.text ?? ""
        return try await change(petition, .translationSaved, detail, old, mark, accountID) {
            sheet throws(WritingProblems) in
            try form.applied(to: sheet, replacing: old)
        }
    }

    /// Removes a translation; the texts that were saved before keep it.
    ///
    /// - Returns: What became of it.
    /// - Throws: `Review.Refusal.notADraft`, or a fault of the database.
    package func remove(
        _ language: String,
        of petition: Petition,
        mark: String,
        by accountID: Int64
    ) async throws -> PetitionWriting.Outcome {
        try await change(petition, .translationRemoved, language, language, mark, accountID) {
            sheet throws(WritingProblems) in
            sheet.withoutTranslation(language) ?? sheet
        }
    }

    private func change(
        _ petition: Petition,
        _ act: TrailEvent.Act,
        _ detail: String,
        _ language: String?,
        _ mark: String,
        _ accountID: Int64,
        _ write: @escaping @Sendable (PetitionSheet) throws(WritingProblems) -> PetitionSheet
    ) async throws -> PetitionWriting.Outcome {
        let now = site.ambient.now()
        let (campaignID, slug) = (petition.campaignID, petition.slug)
        let event = PetitionWriting.event(act, slug, campaignID, accountID, now, detail: detail)
        return try await site.database.write { transaction in
            guard let current = try transaction.lockedPetition(id: petition.id), current.state == .draft else {
                throw Review.Refusal.notADraft
            }
            let sheet: PetitionSheet
            do throws(WritingProblems) {
                sheet = try write(current.sheet)
            } catch {
                return .problems(error)
            }
            let isSeen = Self.mark(of: current.sheet, in: language) == mark
            // Both texts are kept, also the one that does not stand.
            _ = try transaction.replaceDraft(current.id, with: isSeen ? sheet : current.sheet)
            try transaction.keepText(sheet, of: current, stands: isSeen, by: accountID, at: now)
            guard isSeen else { return .clash(current: current.sheet) }
            // What was looked at is not what stands here now.
            try transaction.setReview(nil, of: current.id)
            try transaction.unschedule(current.id)
            try transaction.addToTrail(event)
            return .saved(current.slug)
        }
    }
}
