package import UndersignedApp
package import UndersignedCore

/// The form of a claim, and what can be done with it.
package struct AdminClaimPage: Page {
    /// What a claim may be about.
    package struct Ground: Sendable {
        package var campaign: Campaign
        package var petitions: [Petition]

        package init(campaign: Campaign, petitions: [Petition]) {
            (self.campaign, self.petitions) = (campaign, petitions)
        }
    }

    /// What a step leaves behind on the page.
    package struct News: Sendable {
        package var problems: [WritingProblem] = []
        /// What somebody else saved meanwhile.
        package var clash: Claim?
        package var refusal: Claim.Refusal?
        /// Why a file was not kept, and of which document, from 0.
        package var copy: (place: Int, problem: KeptCopy.Problem)?
        /// Why it was to be withdrawn, as typed.
        package var reason = ""
        package var isSaved = false

        package init() {}

        var isFine: Bool { problems.isEmpty && clash == nil && refusal == nil && copy == nil }
    }

    package var bar: AdminBar
    package var ground: Ground
    /// Nil for a new claim.
    package var file: ClaimWriting.File?
    package var form: ClaimForm
    /// What the form was made of; empty for a new claim.
    package var mark: String
    package var news: News

    package init(
        bar: AdminBar,
        ground: Ground,
        file: ClaimWriting.File?,
        form: ClaimForm,
        mark: String,
        news: News = News()
    ) {
        (self.bar, self.ground, self.file) = (bar, ground, file)
        (self.form, self.mark, self.news) = (form, mark, news)
    }

    package var template: String { "admin-claim" }
    package var isForOrganisers: Bool { true }

    package func title(in words: Words) -> String {
        file.map { words.text("claim.heading", ["number": words.number($0.claim.number)]) }
            ?? words.text("admin.claim.new")
    }

    package func view(in words: Words) -> any Sendable {
        let base = "/admin/campaigns/\(ground.campaign.slug)/claims"
        let claim = file?.claim
        // What is published is what was saved, so it is offered only where that is what is shown.
        let isSettled = news.problems.allSatisfy { $0.field == "reason" } && news.clash == nil
        return View(
            bar: bar,
            heading: title(in: words),
            listAddress: base,
            state: claim.map { words.text("admin.claim.state.\($0.state.rawValue)") },
            publicAddress: claim.flatMap { claim in
                claim.publishedAt.map { _ in ClaimAddress.page(claim.number, of: ground.campaign.slug) }
            },
            action: claim.map { "\(base)/\($0.number)" } ?? base,
            token: bar.token,
            mark: mark,
            isSaved: news.isSaved,
            isWrong: !news.problems.isEmpty,
            refusal: news.refusal.map { words.claim($0) },
            clash: news.clash.map { ClashView(rows: AdminClaimFields.rows($0.version.text, ground, words)) },
            withdrawn: claim?.withdrawal.map { withdrawal in
                let values = ["day": words.day(withdrawal.at), "reason": withdrawal.reason]
                return WithdrawnView(
                    withdrawal: words.text("claim.withdrawn", values),
                    rows: claim.map { AdminClaimFields.rows($0.version.text, ground, words) } ?? []
                )
            },
            writing: claim?.state == .withdrawn ? nil : writing(words),
            difference: isSettled ? difference(words) : nil,
            publishing: claim?.state == .draft && isSettled,
            copies: isSettled ? copies(words) : [],
            others: isSettled ? otherCopies(words) : [],
            withdrawing: claim?.state == .published && isSettled ? withdrawing(words) : nil
        )
    }

    private func writing(_ words: Words) -> WritingView {
        let wrong = ProblemWords(news.problems, words)
        let isCorrection = file?.claim.publishedAt != nil
        let fields = AdminClaimFields.fields(form, isCorrection: isCorrection, words)
        return WritingView(
            inputs: fields.map { InputFieldView($0.wrong(wrong[$0.inputName])) },
            groups: AdminClaimFields.boxes(form, ground, words),
            isCorrection: isCorrection
        )
    }

    private func difference(_ words: Words) -> String? {
        guard let file, file.claim.state != .withdrawn, let ground = file.contradicting,
            let figure = file.claim.version.text.figure
        else { return nil }
        var values = ["claimed": words.amount(of: figure)]
        guard let stated = ground.stated(figure.kind) else { return words.text("admin.claim.differs.none", values) }
        values["stated"] = words.amount(of: stated)
        return words.text("admin.claim.differs", values)
    }

    private func withdrawing(_ words: Words) -> WithdrawingView {
        let field = InputField("reason", words.text("admin.claim.reason"), news.reason)
            .hinted(words.text("admin.claim.reason.hint"))
        return WithdrawingView(reasonInput: InputFieldView(field.wrong(ProblemWords(news.problems, words)["reason"])))
    }

    private func copies(_ words: Words) -> [AdminCopyView] {
        guard let file, file.claim.state != .withdrawn else { return [] }
        return file.claim.version.text.documents.enumerated().map { place, document in
            AdminCopyView(
                document,
                place,
                in: file,
                problem: news.copy.flatMap { $0.place == place ? $0.problem : nil },
                words
            )
        }
    }

    /// Copies of what the claim does not rest on any more: they are public until somebody takes them away.
    private func otherCopies(_ words: Words) -> [OtherCopyView] {
        guard let file else { return [] }
        let documents = file.claim.state == .withdrawn ? [] : file.claim.version.text.documents
        let shown = documents.compactMap { $0.sha256.flatMap(Hexadecimal.decode) }
        return file.copies.filter { !shown.contains($0.key) }.map { hash, kind in
            OtherCopyView(hash: Hexadecimal.encode(hash), kept: words.text("claim.copy.\(kind.rawValue)"))
        }.sorted { $0.hash < $1.hash }
    }

    private struct OtherCopyView: Sendable {
        let hash: String
        let kept: String
    }

    private struct View: Sendable {
        let bar: AdminBar
        let heading: String
        let listAddress: String
        let state: String?
        let publicAddress: String?
        let action: String
        let token: String
        let mark: String
        let isSaved: Bool
        let isWrong: Bool
        let refusal: String?
        let clash: ClashView?
        let withdrawn: WithdrawnView?
        let writing: WritingView?
        let difference: String?
        let publishing: Bool
        let copies: [AdminCopyView]
        let others: [OtherCopyView]
        let withdrawing: WithdrawingView?
    }

    private struct WritingView: Sendable {
        let inputs: [InputFieldView]
        let groups: [AdminClaimFields.BoxesView]
        let isCorrection: Bool
    }

    private struct WithdrawnView: Sendable {
        let withdrawal: String
        let rows: [ClashRow]
    }

    private struct WithdrawingView: Sendable {
        let reasonInput: InputFieldView
    }
}

/// A document of a claim, and the copy of it.
struct AdminCopyView: Sendable {
    let copyTitle: String
    let place: Int
    let hash: String?
    /// What is kept; nil for nothing.
    let kept: String?
    let problem: String?
    /// Whether the upload changes what is public, and has to say why.
    let needsNote: Bool
    let fieldName: String
    let noteName: String
    let hint: String

    init(
        _ document: ClaimDocument,
        _ place: Int,
        in file: ClaimWriting.File,
        problem: KeptCopy.Problem?,
        _ words: Words
    ) {
        copyTitle = document.title
        self.place = place
        hash = document.sha256
        kept = document.sha256.flatMap(Hexadecimal.decode).flatMap { file.copies[$0] }
            .map { words.text("claim.copy.\($0.rawValue)") }
        self.problem = problem.map { words.copy($0) }
        needsNote = file.claim.publishedAt != nil && document.sha256 == nil
        (fieldName, noteName) = ("copy-\(place)", "note-\(place)")
        hint = words.text("admin.claim.copy.hint", ["limit": words.number(KeptCopy.lengthLimit / 1_048_576)])
    }
}
