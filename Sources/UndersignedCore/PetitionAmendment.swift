/// What is to change of a published text; nil leaves a part as it is.
///
/// Nothing else of a published document ever changes: its name, log and keys, who may sign and how signatures are
/// counted and published, the partners' wordings and the deadline of deletion are what earlier signatories relied on.
package struct PetitionAmendment: Hashable, Sendable {
    /// Why the text can't be changed like this.
    package enum Refusal: Error, Hashable, Sendable {
        case nothingChanged
        case empty(PetitionDifference.Part)
        /// A letter of more bytes than `letterLimit`.
        case tooLong(limit: Int)
        /// Translations of the text as it was: each is given anew, or dropped.
        case staleTranslations([String])
        /// No language tag, or that of the binding text, or no translation that could be dropped.
        case translation(String)
        /// As many lines as the binding text names addressees, or none.
        case addressees(language: String)
        /// A milestone that stands was removed, or one that was reached was changed.
        case milestoneStands(Int)
        /// A milestone above the ones that stand, before the last of them is reached.
        case milestoneTooEarly(Int)
        /// Not above the count, or given twice.
        case milestoneCount(Int)
    }

    /// The longest letter, in bytes of UTF-8.
    package static let letterLimit = 65_536

    package var title: String?
    package var letter: String?
    package var to: [Target]?
    package var from: String?
    package var asks: [PetitionSheet.Ask]?
    package var milestones: [PetitionSheet.Milestone]?
    /// By language tag; those not named stay, unless the binding text changes.
    package var translations: [String: PetitionSheet.Translation] = [:]
    package var droppedTranslations: Set<String> = []
    /// A milestone was published by mistake: then any may be changed or removed.
    package var correctsMilestones = false

    package init() {}

    /// The sheet with the changes in it.
    ///
    /// - Parameters:
    ///   - sheet: The published sheet.
    ///   - count: The petition's count: which milestones are reached.
    /// - Returns: The sheet of the next version.
    /// - Throws: `Refusal`.
    package func applied(to sheet: PetitionSheet, count: Int) throws(Refusal) -> PetitionSheet {
        var changed = sheet
        changed.title = title ?? sheet.title
        changed.letter = letter ?? sheet.letter
        changed.to = to ?? sheet.to
        changed.from = from ?? sheet.from
        changed.asks = asks ?? sheet.asks
        try checkText(of: changed)
        try translate(&changed, was: sheet)
        if let milestones {
            try check(milestones, were: sheet.milestones, count: count)
            changed.milestones = milestones.sorted { $0.count < $1.count }
        }
        guard changed != sheet else { throw .nothingChanged }
        return changed
    }

    private func checkText(of sheet: PetitionSheet) throws(Refusal) {
        let parts: [(PetitionDifference.Part, String)] = [
            (.title, sheet.title), (.letter, sheet.letter), (.from, sheet.from),
            (.to, sheet.to.map(\.name).joined()),
        ]
        for (part, text) in parts where text.allSatisfy(\.isWhitespace) { throw .empty(part) }
        guard sheet.letter.utf8.count <= Self.letterLimit else { throw .tooLong(limit: Self.letterLimit) }
    }

    private func translate(_ sheet: inout PetitionSheet, was old: PetitionSheet) throws(Refusal) {
        var all = old.translations ?? [:]
        for language in droppedTranslations.sorted() {
            guard all.removeValue(forKey: language) != nil else { throw .translation(language) }
        }
        let stale = all.keys.filter { translations[$0] == nil }.sorted()
        let isSameText =
            (sheet.title, sheet.letter, sheet.from) == (old.title, old.letter, old.from) && sheet.to == old.to
        guard stale.isEmpty || isSameText else { throw .staleTranslations(stale) }
        for (language, translation) in translations.sorted(by: { $0.key < $1.key }) {
            guard let tag = LanguageTag(language), tag.text == language, tag != LanguageTag(old.language) else {
                throw .translation(language)
            }
            for text in [translation.title, translation.letter, translation.from]
            where text.allSatisfy(\.isWhitespace) {
                throw .empty(.letter)
            }
            guard translation.letter.utf8.count <= Self.letterLimit else { throw .tooLong(limit: Self.letterLimit) }
            guard (translation.to?.count ?? sheet.to.count) == sheet.to.count else {
                throw .addressees(language: language)
            }
            all[language] = translation
        }
        sheet.translations = all.isEmpty ? nil : all
    }

    /// The next threshold may appear only after the last is passed (U-12).
    private func check(
        _ milestones: [PetitionSheet.Milestone],
        were old: [PetitionSheet.Milestone],
        count: Int
    ) throws(Refusal) {
        var seen: Set<Int> = []
        for milestone in milestones {
            guard milestone.count > 0, seen.insert(milestone.count).inserted else {
                throw .milestoneCount(milestone.count)
            }
        }
        guard !correctsMilestones else { return }
        for standing in old {
            let kept = milestones.first { $0.count == standing.count }
            guard let kept, kept == standing || standing.count > count else { throw .milestoneStands(standing.count) }
        }
        let known = Set(old.map(\.count))
        let isLastReached = old.allSatisfy { $0.count <= count }
        for milestone in milestones where !known.contains(milestone.count) {
            guard milestone.count > count else { throw .milestoneCount(milestone.count) }
            guard isLastReached else { throw .milestoneTooEarly(milestone.count) }
        }
    }
}
