import UndersignedApp
import UndersignedCore

extension PetitionPageMaker {
    /// The letter as the page shows it.
    ///
    /// - Parameters:
    ///   - snapshot: The petition.
    ///   - language: A key of the sheet's texts.
    /// - Returns: The text in that language, its version and what is said about earlier ones.
    func letter(_ snapshot: PetitionSnapshot, in language: String) -> Letter {
        let petition = snapshot.petition
        let sheet = petition.sheet
        let texts = sheet.texts
        let text = texts[language]
        let current = snapshot.versions.last
        return Letter(
            to: (text?.to ?? []).map(\.line),
            from: text?.from ?? sheet.from,
            body: Markdown(text?.letter ?? sheet.letter),
            language: LanguageTag(language) ?? .english,
            version: petition.textVersion,
            documentHash: current.map { Hexadecimal.encode($0.hash) } ?? "",
            history: current.flatMap { history($0, snapshot) },
            // The other languages are on the page of the version, which is there from the opening on.
            binding: current == nil || language == sheet.language ? nil : LanguageTag(sheet.language),
            others: current == nil
                ? []
                : texts.keys.filter { $0 != language && $0 != sheet.language }.sorted().compactMap { LanguageTag($0) }
        )
    }

    private func history(_ current: TextVersion, _ snapshot: PetitionSnapshot) -> Letter.History? {
        guard current.version > 1 else { return nil }
        return Letter.History(
            since: current.since,
            isDaily: snapshot.petition.sheet.publication == .daily,
            earlier: snapshot.versions.dropLast().map { ($0.version, $0.standing) }
        )
    }
}

extension Target {
    /// `Name, role, organisation`, as the letter's first line names a target.
    var line: String { [name, role, organisation].compactMap { $0 }.joined(separator: ", ") }
}
