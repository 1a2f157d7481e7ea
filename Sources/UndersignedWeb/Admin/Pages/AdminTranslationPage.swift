package import UndersignedCore

/// The form of a draft's text in another language, beside the binding text.
package struct AdminTranslationPage: Page {
    package var bar: AdminBar
    package var campaign: Campaign
    package var petition: Petition
    package var form: TranslationForm
    /// The language whose translation the form replaces; nil for a new one.
    package var language: String?
    package var mark: String
    package var problems: [WritingProblem] = []
    /// What stands there, where somebody else changed it or the binding text.
    package var clash: TranslationForm?
    /// Shown to be looked at: what stands in the form is stored nowhere.
    package var isTrial = false
    /// The petition was opened meanwhile.
    package var isTooLate = false

    package init(
        bar: AdminBar,
        campaign: Campaign,
        petition: Petition,
        form: TranslationForm,
        language: String?,
        mark: String
    ) {
        self.bar = bar
        self.campaign = campaign
        self.petition = petition
        self.form = form
        self.language = language
        self.mark = mark
    }

    package var template: String { "admin-translation" }
    package var isForOrganisers: Bool { true }

    package func title(in words: Words) -> String {
        language.map { words.text("admin.translation.title", ["language": words.names([$0])]) }
            ?? words.text("admin.translation.new")
    }

    package func view(in words: Words) -> any Sendable {
        let base = "/admin/campaigns/\(campaign.slug)/petitions/\(petition.slug)"
        let action = "\(base)/translations" + (language.map { "/\($0.lowercased())" } ?? "")
        let wrong = ProblemWords(problems, words)
        let sheet = petition.sheet
        return View(
            bar: bar,
            heading: title(in: words),
            petitionAddress: base,
            petitionTitle: sheet.title,
            action: action,
            token: bar.token,
            mark: mark,
            isSaved: false,
            isWrong: !problems.isEmpty,
            isTrial: isTrial,
            isStale: language.map(sheet.staleTranslations.contains) ?? false,
            refusal: isTooLate ? words.text("error.petition.not-a-draft") : nil,
            clash: clash.map { clash in
                ClashView(rows: Self.fields(clash, words).map(ClashRow.init))
            },
            original: LetterText(sheet.bindingText, language: sheet.language),
            inputs: Self.fields(form, addressed: sheet.to.count, words).map {
                InputFieldView($0.wrong(wrong[$0.inputName]))
            },
            preview: PreviewView(form.letter, language: form.language, campaign: campaign.slug),
            removal: language == nil || isTooLate ? nil : action + "/removal"
        )
    }

    /// The fields, with as many lines for those addressed as there are.
    static func fields(_ form: TranslationForm, addressed: Int = 0, _ words: Words) -> [InputField] {
        let tag = LanguageTag(form.language)
        func field(_ name: String, _ value: String) -> InputField {
            InputField(name, words.text("admin.petition.\(name)"), value).written(in: tag)
        }
        return [
            InputField("language", words.text("admin.petition.language"), form.language).plain()
                .hinted(words.text("admin.petition.language.hint")),
            field("title", form.title),
            field("to", form.to).lines(max(2, addressed))
                .hinted(words.text("admin.translation.to.hint")),
            field("letter", form.letter).lines(14),
            field("from", form.from),
        ]
    }

    private struct View: Sendable {
        let bar: AdminBar
        let heading: String
        let petitionAddress: String
        let petitionTitle: String
        let action: String
        let token: String
        let mark: String
        let isSaved: Bool
        let isWrong: Bool
        let isTrial: Bool
        let isStale: Bool
        let refusal: String?
        let clash: ClashView?
        let original: LetterText
        let inputs: [InputFieldView]
        let preview: PreviewView
        let removal: String?
    }
}
