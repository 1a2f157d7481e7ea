import Testing
import UndersignedCore

struct TranslationFormTests {
    static var german: TranslationForm {
        var form = TranslationForm()
        (form.language, form.title, form.letter) = ("de", "Die Bücherei bleibt", "Bitte **offen** lassen.")
        form.from = "Ihr Name"
        return form
    }

    @Test func `a translation is added, changed, and given another tag`() throws {
        let sheet = try Self.german.applied(to: WritingSamples.library(), replacing: nil)
        #expect(sheet.translations?["de"]?.title == "Die Bücherei bleibt" && sheet.staleTranslations == [])
        let translation = try #require(sheet.translations?["de"])
        #expect(TranslationForm(translation, language: "de") == Self.german)
        var swiss = Self.german
        swiss.language = "DE-ch"
        let moved = try swiss.applied(to: sheet, replacing: "de")
        #expect(moved.translations?.keys.sorted() == ["de-CH"])
        #expect(moved.withoutTranslation("de-CH")?.translations == nil && moved.withoutTranslation("de") == nil)
    }

    @Test func `what does not fit is said at its field`() throws {
        var form = TranslationForm()
        form.language = "en"
        form.letter = String(repeating: "я", count: PetitionAmendment.letterLimit)
        form.to = "Der Rat\nDie Bürgermeisterin"
        let problems = try #require(throws: WritingProblems.self) {
            try form.applied(to: WritingSamples.library(), replacing: nil)
        }
        #expect(
            problems.all.map(\.reason) == [
                .language, .empty, .tooLarge(limit: PetitionAmendment.letterLimit), .lines(count: 1), .empty,
            ]
        )
        let sheet = try Self.german.applied(to: WritingSamples.library(), replacing: nil)
        let twice = try #require(throws: WritingProblems.self) { try Self.german.applied(to: sheet, replacing: nil) }
        #expect(twice.all == [WritingProblem("language", .language)])
        form.language = "no tag!"
        #expect(throws: WritingProblems.self) { try form.applied(to: sheet, replacing: nil) }
    }

    @Test func `a binding text that changes leaves its translations, and each says that it is of another text`() throws
    {
        let campaign = try WritingSamples.campaign()
        let sheet = try Self.german.applied(to: WritingSamples.library(), replacing: nil)
        var form = PetitionForm(sheet)
        #expect(try form.sheet(in: campaign, replacing: sheet).staleTranslations == [])
        form.letter = "Another text."
        let changed = try form.sheet(in: campaign, replacing: sheet)
        #expect(changed.translations?["de"]?.letter == "Bitte **offen** lassen." && changed.staleTranslations == ["de"])
        // Written back it fits again; looked at and saved it does too.
        form.letter = sheet.letter
        #expect(try form.sheet(in: campaign, replacing: changed).staleTranslations == [])
        #expect(try Self.german.applied(to: changed, replacing: "de").staleTranslations == [])
        #expect(changed.languages(otherThanIn: sheet) == ["en"])
    }

    @Test func `a translation from a file is of the text that it came with`() throws {
        var sheet = try WritingSamples.library()
        let translation = PetitionSheet.Translation(title: "T", letter: "L", to: ["Der Rat"], from: "F")
        sheet.translations = ["de": translation]
        #expect(sheet.staleTranslations == [])
        var campaign = try WritingSamples.campaign()
        campaign.targets[0].name = "The new council"
        let refreshed = try #require(sheet.refreshed(from: campaign))
        #expect(refreshed.staleTranslations == ["de"], "it names somebody else")
        var other = PetitionForm(sheet)
        other.language = "de"
        let problems = try #require(throws: WritingProblems.self) { try other.sheet(in: campaign, replacing: sheet) }
        #expect(problems.all == [WritingProblem("language", .language)])
    }
}
