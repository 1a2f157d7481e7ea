import FoundationEssentials
import Testing
import UndersignedCore

struct PetitionAmendmentTests {
    private let sheet: PetitionSheet

    init() throws {
        let council = Target(
            id: try #require(Slug("council")),
            name: "The town council",
            role: nil,
            organisation: nil,
            standing: .noAnswer,
            answer: nil
        )
        sheet = PetitionSheet(
            slug: try #require(Slug("save-the-library")),
            title: "Keep the library open",
            letter: "Please keep the library open.",
            to: [council],
            from: "Your name",
            language: "en"
        )
    }

    private let german = PetitionSheet.Translation(title: "Titel", letter: "Brief", to: nil, from: "Ihr Name")

    private func refusal(
        of sheet: PetitionSheet? = nil,
        count: Int = 0,
        _ change: (inout PetitionAmendment) -> Void
    ) -> PetitionAmendment.Refusal? {
        var changes = PetitionAmendment()
        change(&changes)
        do {
            _ = try changes.applied(to: sheet ?? self.sheet, count: count)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a text without translations is written as before there were any`() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = String(decoding: try encoder.encode(sheet), as: UTF8.self)
        #expect(!text.contains("translation"))
        #expect(try JSONDecoder().decode(PetitionSheet.self, from: Data(text.utf8)) == sheet)
    }

    @Test func `nothing changed, empty parts and a letter beyond the limit are refused`() {
        #expect(refusal { _ in } == .nothingChanged)
        #expect(refusal { $0.title = sheet.title } == .nothingChanged)
        #expect(refusal { $0.title = " \n" } == .empty(.title))
        #expect(refusal { $0.letter = "" } == .empty(.letter))
        #expect(refusal { $0.to = [] } == .empty(.to))
        #expect(refusal { $0.letter = String(repeating: "a", count: 65_537) } == .tooLong(limit: 65_536))
        #expect(refusal { $0.letter = "Another letter" } == nil)
    }

    @Test func `translations are of one binding text: when it changes, each is given again or given up`() throws {
        var changes = PetitionAmendment()
        changes.translations["de"] = german
        let translated = try changes.applied(to: sheet, count: 0)
        #expect(translated.translations == ["de": german] && translated.texts.keys.sorted() == ["de", "en"])
        #expect(translated.texts["de"]?.to == translated.texts["en"]?.to)
        #expect(refusal(of: translated) { $0.title = "New" } == .staleTranslations(["de"]))
        #expect(refusal(of: translated) { $0.milestones = [.init(count: 10, what: "x")] } == nil)
        #expect(
            refusal(of: translated) {
                $0.title = "New"
                $0.droppedTranslations = ["de"]
            } == nil
        )
        #expect(
            refusal(of: translated) {
                $0.title = "New"
                $0.translations["de"] = german
            } == nil
        )
        #expect(refusal { $0.translations["en"] = german } == .translation("en"))
        #expect(refusal { $0.translations["no language"] = german } == .translation("no language"))
        #expect(refusal { $0.translations["DE"] = german } == .translation("DE"))
        #expect(refusal { $0.droppedTranslations = ["fr"] } == .translation("fr"))
        var crowded = german
        crowded.to = ["Rat", "Amt"]
        #expect(refusal { $0.translations["de"] = crowded } == .addressees(language: "de"))
    }

    @Test func `a reader gets their own language, else the binding text`() throws {
        var changes = PetitionAmendment()
        for tag in ["de", "pt-BR", "zh-Hant"] { changes.translations[tag] = german }
        let translated = try changes.applied(to: sheet, count: 0)
        let choices = ["en": "en", "en-GB": "en", "de": "de", "de-AT": "de", "pt": "pt-BR", "fr": "en"]
        for (reader, language) in choices {
            #expect(translated.language(for: try #require(LanguageTag(reader))) == language, "\(reader)")
        }
    }

    // U-12
    @Test func `the next goal appears only after the last is reached, and a goal that stands is not moved`() {
        var sheet = sheet
        sheet.milestones = [.init(count: 100, what: "The council answers"), .init(count: 200, what: "It debates")]
        func goals(_ count: Int, _ goals: [(Int, String)], corrects: Bool = false) -> PetitionAmendment.Refusal? {
            refusal(of: sheet, count: count) {
                $0.milestones = goals.map { .init(count: $0.0, what: $0.1) }
                $0.correctsMilestones = corrects
            }
        }
        let (first, second) = ((100, "The council answers"), (200, "It debates"))
        #expect(goals(150, [first, second, (300, "A vote")]) == .milestoneTooEarly(300))
        #expect(goals(200, [first, second, (300, "A vote")]) == nil)
        #expect(goals(200, [first, second, (150, "A vote")]) == .milestoneCount(150))
        #expect(goals(150, [second]) == .milestoneStands(100))
        #expect(goals(150, [first]) == .milestoneStands(200))
        #expect(goals(150, [(100, "Something else"), second]) == .milestoneStands(100))
        #expect(goals(150, [first, (200, "It votes")]) == nil)
        #expect(goals(0, [first, second, (100, "twice")]) == .milestoneCount(100))
        #expect(goals(150, [(50, "Another")], corrects: true) == nil)
    }
}
