package import UndersignedApp
package import UndersignedCore

/// The form of an update, how it reads, and what can be done with it.
package struct AdminUpdatePage: Page {
    package var bar: AdminBar
    package var campaign: Campaign
    package var petition: Petition
    /// Nil for a new update.
    package var file: UpdateWriting.File?
    package var form: UpdateForm
    /// What a new update starts as, where organisers come to ask those who signed.
    package var question: AnswerQuestion?
    /// The number of the text that the form was made of; 0 for a new update.
    package var mark: Int
    package var problems: [WritingProblem]
    package var clash: UpdateText?
    package var refusal: Update.Refusal?
    package var isSaved: Bool
    /// Where a test mail was sent just now.
    package var testAddress: String?
    /// What a mail to a signatory says, as plain text.
    package var mailText: String?

    package init(
        bar: AdminBar,
        campaign: Campaign,
        petition: Petition,
        file: UpdateWriting.File?,
        form: UpdateForm,
        question: AnswerQuestion? = nil,
        mark: Int,
        problems: [WritingProblem] = [],
        clash: UpdateText? = nil,
        refusal: Update.Refusal? = nil,
        isSaved: Bool = false,
        testAddress: String? = nil,
        mailText: String? = nil
    ) {
        self.bar = bar
        self.campaign = campaign
        self.petition = petition
        self.file = file
        self.form = form
        self.question = question
        self.mark = mark
        self.problems = problems
        self.clash = clash
        self.refusal = refusal
        self.isSaved = isSaved
        self.testAddress = testAddress
        self.mailText = mailText
    }

    package var template: String { "admin-update" }
    package var isForOrganisers: Bool { true }

    package func title(in words: Words) -> String {
        file == nil || form.title.isEmpty ? words.text("admin.update.new") : form.title
    }

    package func view(in words: Words) -> any Sendable {
        let base = "/admin/campaigns/\(campaign.slug)/petitions/\(petition.slug)/updates"
        // What is sent or published is the text that stands, so it is offered only where that is what is shown.
        let isSettled = problems.isEmpty && clash == nil
        return View(
            bar: bar,
            heading: title(in: words),
            listAddress: base,
            state: file.map { Self.state(of: $0.update, words) },
            publicAddress: file.flatMap { file in
                file.update.publishedAt.map { _ in "/petitions/\(petition.slug)/updates/\(file.update.number)" }
            },
            action: file.map { "\(base)/\($0.update.number)" } ?? base,
            token: bar.token,
            mark: mark,
            isSaved: isSaved,
            isWrong: !problems.isEmpty,
            refusal: refusal.map { UpdateRefusalWords.text($0, words) },
            tested: testAddress.map { words.text("admin.update.tested", ["address": $0]) },
            clash: clash.map { ClashView(rows: Self.rows($0, words)) },
            progress: file.flatMap { UpdateProgressView($0, isSettled: isSettled, words) },
            inputs: inputs(words).map(InputFieldView.init),
            isCorrection: file?.update.publishedAt != nil,
            preview: isSettled ? file.map { PreviewView($0.update, petition, mailText) } : nil,
            sending: isSettled ? file.map { UpdateSendingView($0, words) } : nil,
            texts: (file?.texts ?? []).map { TextView($0, words) }
        )
    }

    /// `Draft`, `Published on 20 June 2018`, and that it was corrected.
    static func state(of update: Update, _ words: Words) -> String {
        guard let published = update.publishedAt else { return words.text("admin.update.draft") }
        let text = words.text("admin.update.published", ["day": words.day(published)])
        guard let corrected = update.correctedAt else { return text }
        return text + " · " + words.text("updates.corrected", ["day": words.day(corrected)])
    }

    private func inputs(_ words: Words) -> [InputField] {
        let wrong = ProblemWords(problems, words)
        let fields = Self.fields(question?.form(in: words) ?? form, isSensitive: petition.sheet.isSensitive, words)
        return fields.map { $0.wrong(wrong[$0.inputName]) }
    }

    static func fields(_ form: UpdateForm, isSensitive: Bool = false, _ words: Words) -> [InputField] {
        // The mails about a sensitive petition say that there is news, and not what.
        let hint = isSensitive ? "admin.update.title.hint.sensitive" : "admin.update.title.hint"
        return [
            InputField("title", words.text("admin.update.title"), form.title)
                .hinted(words.text(hint)),
            InputField("body", words.text("admin.update.body"), form.body).lines(12)
                .hinted(words.text("admin.update.body.hint")),
        ]
    }

    private static func rows(_ text: UpdateText, _ words: Words) -> [ClashRow] {
        fields(UpdateForm(title: text.title, body: text.body), words).map(ClashRow.init)
    }

    private struct View: Sendable {
        let bar: AdminBar
        let heading: String
        let listAddress: String
        let state: String?
        let publicAddress: String?
        let action: String
        let token: String
        let mark: Int
        let isSaved: Bool
        let isWrong: Bool
        let refusal: String?
        let tested: String?
        let clash: ClashView?
        let progress: UpdateProgressView?
        let inputs: [InputFieldView]
        let isCorrection: Bool
        let preview: PreviewView?
        let sending: UpdateSendingView?
        let texts: [TextView]
    }

    private struct PreviewView: Sendable {
        let previewTitle: String
        let previewHTML: String
        let previewLang: String
        let mailText: String?

        init(_ update: Update, _ petition: Petition, _ mailText: String?) {
            previewTitle = update.text.title
            previewHTML = Markdown(update.text.body, topHeading: 3).html
            previewLang = petition.sheet.language
            self.mailText = mailText
        }
    }

    private struct TextView: Sendable {
        let about: String
        let text: String

        init(_ saved: UpdateWriting.File.Text, _ words: Words) {
            about = words.text(
                "admin.petition.text",
                ["time": words.minute(saved.savedAt), "person": saved.person ?? words.text("admin.trail.command")]
            )
            text = "\(saved.text.title)\n\n\(saved.text.body)"
        }
    }
}

/// Why something was not done with an update, in words.
enum UpdateRefusalWords {
    static func text(_ refusal: Update.Refusal, _ words: Words) -> String {
        switch refusal {
        case .notOpen: words.text("error.update.not-open")
        case .changed: words.text("error.update.changed")
        case .published: words.text("error.update.published")
        case .mailed: words.text("error.update.mailed")
        case .sending: words.text("error.update.sending")
        case .nobody: words.text("error.update.nobody")
        case .tooOften(let moment): words.text("error.update.too-often", ["time": words.minute(moment)])
        case .noKey: words.text("error.update.no-key")
        case .sealed: words.text("error.update.sealed")
        }
    }
}
