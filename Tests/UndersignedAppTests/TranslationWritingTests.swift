import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// A draft's text in other languages, written by several people at once.
@Suite struct TranslationWritingTests {
    private static func form(_ language: String, _ letter: String) -> TranslationForm {
        var form = TranslationForm()
        (form.language, form.title, form.letter, form.from) = (language, "Titel", letter, "Name")
        return form
    }

    private static func save(
        _ site: WritingSite,
        _ form: TranslationForm,
        replacing old: String? = nil,
        mark: String,
        by accountID: Int64? = nil
    ) async throws -> String {
        let outcome = try await site.translating.save(
            form,
            of: try await site.petition(),
            replacing: old,
            mark: mark,
            by: accountID ?? site.dana
        )
        switch outcome {
        case .saved: return "saved"
        case .problems: return "problems"
        case .clash: return "clash"
        }
    }

    private static func mark(_ site: WritingSite, _ language: String?) async throws -> String {
        TranslationWriting.mark(of: try await site.petition().sheet, in: language)
    }

    @Test(arguments: TestDatabase.all)
    func `two languages are written at once, one language by one at a time`(_ kind: TestDatabase) async throws {
        let site = try await WritingSite(kind)
        let fresh = try await Self.mark(site, nil)
        #expect(try await Self.save(site, Self.form("de", "Bitte."), mark: fresh) == "saved")
        #expect(try await Self.save(site, Self.form("ar", "من فضلك"), mark: fresh, by: site.eli) == "saved")
        #expect(try await Self.save(site, Self.form("de", "Noch eine."), mark: fresh) == "problems")
        let seen = try await Self.mark(site, "de")
        #expect(try await Self.save(site, Self.form("de", "Von Dana."), replacing: "de", mark: seen) == "saved")
        let late = try await Self.save(site, Self.form("de", "Von Eli."), replacing: "de", mark: seen, by: site.eli)
        #expect(late == "clash")
        let sheet = try await site.petition().sheet
        #expect(sheet.translations?["de"]?.letter == "Von Dana." && sheet.translations?["ar"]?.letter == "من فضلك")
        let texts = try await site.draft().texts
        #expect(texts.first?.sheet.translations?["de"]?.letter == "Von Eli.", "kept beside the one that stands")
        let gone = try await site.translating.remove(
            "ar",
            of: try await site.petition(),
            mark: try await Self.mark(site, "ar"),
            by: site.dana
        )
        guard case .saved = gone else {
            Issue.record("the translation was not removed")
            return
        }
        #expect(try await site.petition().sheet.translations?.keys.sorted() == ["de"])
        #expect(try await site.acts().prefix(2) == [.translationRemoved, .translationSaved])
    }

    @Test func `a translation takes review and day back, and is part of what was looked at`() async throws {
        let site = try await WritingSite()
        try await site.writing.offer(try await site.petition(), mark: try await site.mark(), by: site.dana)
        let seen = try await site.mark()
        #expect(try await Self.save(site, Self.form("de", "Bitte."), mark: try await Self.mark(site, nil)) == "saved")
        #expect(try await site.draft().review == nil)
        #expect(try await site.mark() != seen)
        try await site.open(opensAt: site.test.now.day + .days(2))
        let mark = try await Self.mark(site, "de")
        #expect(try await Self.save(site, Self.form("de", "Anders."), replacing: "de", mark: mark) == "saved")
        let draft = try await site.draft()
        #expect(draft.schedule == nil && draft.petition.isPrivate)
        let former = try Samples.required(draft.formerOffer)
        #expect(draft.petition.sheet.languages(otherThanIn: former) == ["de"], "the reviewer is told")
    }

    @Test func `a translation of another text is not given to review`() async throws {
        let site = try await WritingSite()
        #expect(try await Self.save(site, Self.form("de", "Bitte."), mark: try await Self.mark(site, nil)) == "saved")
        let old = try await Self.mark(site, "de")
        _ = try await site.rewrite("Another text.")
        let (petition, mark) = (try await site.petition(), try await site.mark())
        await #expect(throws: Review.Refusal.staleTranslation) {
            try await site.writing.offer(petition, mark: mark, by: site.dana)
        }
        // Who translated the text before sees the new one first.
        #expect(try await Self.save(site, Self.form("de", "Bitte."), replacing: "de", mark: old) == "clash")
        let seen = try await Self.mark(site, "de")
        #expect(try await Self.save(site, Self.form("de", "Bitte."), replacing: "de", mark: seen) == "saved")
        try await site.open(opensAt: nil)
        try await site.test.expectSoundLog(try await site.petition(), size: 3)
        let late = try await site.petition()
        await #expect(throws: Review.Refusal.notADraft) {
            _ = try await site.translating.remove("de", of: late, mark: seen, by: site.dana)
        }
    }
}
