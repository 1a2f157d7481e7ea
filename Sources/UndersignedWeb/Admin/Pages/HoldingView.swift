import UndersignedApp
import UndersignedCore

/// What organisers decide on account of the figures, as the template reads it.
struct HoldingView: Sendable {
    let base: String
    let token: String
    let isOpen: Bool
    let held: String?
    let rules: [Rule]
    let running: [String]
    let proposals: [ProposalView]
    let holdInputs: [InputFieldView]
    let removalInputs: [InputFieldView]

    /// A rule that holds.
    struct Rule: Sendable {
        let ruleID: Int64
        let ruleWords: String
    }

    /// A removal that waits for a second organiser.
    struct ProposalView: Sendable {
        let proposalID: Int64
        let proposalWords: String
        let reason: String
        let canAgree: Bool
    }

    /// - Parameters:
    ///   - figures: What is decided about.
    ///   - petition: Whose figures.
    ///   - partners: What partners are called, by the names that their links have.
    ///   - token: Of the forms.
    ///   - base: The address of the figures.
    ///   - words: Of the page.
    init(
        _ figures: PetitionFigures,
        _ petition: Petition,
        _ partners: [String: String],
        token: String,
        base: String,
        _ words: Words
    ) {
        (self.base, self.token) = (base, token)
        isOpen = petition.state == .open
        held = figures.held > 0 ? words.plural("admin.hold.held", figures.held) : nil
        rules = figures.holds.map { Rule($0, words) }
        running = figures.removals.map { removal in
            words.text(
                "admin.removal.running",
                [
                    "rule": removal.name, "removed": words.number(removal.removed),
                    "found": words.number(removal.found),
                ]
            )
        }
        proposals = figures.proposals.map { ProposalView($0, words) }
        holdInputs = [
            InputField("domain", words.text("admin.hold.domain")).plain()
                .hinted(words.text("admin.hold.domain.hint")),
            InputField("per-hour", words.text("admin.hold.rate"), kind: .number)
                .hinted(words.text("admin.hold.rate.hint")),
        ].map(InputFieldView.init)
        let sources = figures.sources.filter { !$0.name.isEmpty }
            .map { (value: $0.name, label: partners[$0.name] ?? $0.name) }
        removalInputs = RuleWords.inputs(sources: sources, words)
    }
}

extension HoldingView.Rule {
    init(_ rule: HoldRule, _ words: Words) {
        ruleID = rule.id
        let since = words.minute(rule.beganAt)
        ruleWords =
            switch rule.scope {
            case .domain(let domain): words.text("admin.hold.domain.rule", ["domain": domain, "time": since])
            case .over(let perHour): words.plural("admin.hold.rate.rule", perHour, ["time": since])
            }
    }
}

extension HoldingView.ProposalView {
    init(_ proposal: PetitionFigures.Proposal, _ words: Words) {
        proposalID = proposal.id
        proposalWords = words.plural(
            "admin.removal.proposal",
            proposal.found,
            [
                "person": proposal.person ?? words.text("admin.trail.command"),
                "rule": RuleWords.text(proposal.order.rule, words),
            ]
        )
        reason = proposal.order.reason
        canAgree = !proposal.isOwn
    }
}

/// A rule by which signatures are taken out, in words and as a form.
enum RuleWords {
    static func text(_ rule: CorrectionRule, _ words: Words) -> String {
        var parts: [String] = []
        if let domain = rule.domain { parts.append(words.text("admin.rule.domain", ["domain": domain.text])) }
        if let source = rule.source { parts.append(words.text("admin.rule.source", ["source": source])) }
        if let from = rule.from { parts.append(words.text("admin.rule.from", ["time": words.minute(from)])) }
        if let until = rule.until { parts.append(words.text("admin.rule.until", ["time": words.minute(until)])) }
        return parts.joined(separator: " · ")
    }

    /// The form that a rule is looked for with.
    static func inputs(sources: [(value: String, label: String)], _ words: Words) -> [InputFieldView] {
        let none = [(value: "", label: words.text("admin.rule.any"))]
        let fields = [
            InputField("look-domain", words.text("admin.rule.field.domain")).plain()
                .hinted(words.text("admin.rule.field.domain.hint")),
            sources.isEmpty
                ? nil : InputField("source", words.text("admin.rule.field.source")).choosing(none + sources),
            InputField("from", words.text("admin.rule.field.from"), kind: .date),
            InputField("until", words.text("admin.rule.field.until"), kind: .date)
                .hinted(words.text("admin.rule.field.until.hint")),
        ]
        return fields.compactMap(\.self).map(InputFieldView.init)
    }
}
