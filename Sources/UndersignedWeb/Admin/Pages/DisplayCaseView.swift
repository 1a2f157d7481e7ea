import UndersignedApp
import UndersignedCore

/// A name and its comment as moderators see them: never an address, no time but the day, and no number that tells an order.
struct DisplayCaseView: Sendable {
    let caseID: String
    let listedID: String
    /// The decision that stands; what is sent back says which one was seen.
    let seen: Int64
    let name: String
    let comment: String?
    let about: String
    let reports: ReportsView?
    let decision: DecisionView?

    /// What the public said of it.
    struct ReportsView: Sendable {
        let summary: String
        let lines: [LineView]
    }

    struct LineView: Sendable {
        let reason: String
        let text: String?
    }

    /// What was decided, and the form that takes it back.
    struct DecisionView: Sendable {
        let what: String
        let batch: Int64
        let caseHandle: String
        let backName: String
    }

    init(_ item: Moderation.Item, _ words: Words) {
        let held = item.held
        caseID = "case-\(held.place.text)"
        listedID = "listed-\(held.place.text)"
        seen = held.batch
        name = held.name
        comment = held.comment
        let isHeld = held.isWaiting && held.extent != .all && held.reason == nil
        let rule = isHeld ? held.rule.map { words.text("admin.moderation.rule.\($0.rawValue)") } : nil
        let extent = words.text("admin.moderation.extent.\(held.extent.rawValue)")
        let since = words.text("admin.moderation.since", ["day": words.day(held.since)])
        about = [rule, extent, since].compactMap(\.self).joined(separator: " · ")
        reports =
            held.reports == 0
            ? nil
            : ReportsView(
                summary: words.plural("admin.moderation.reports", held.reports),
                lines: item.reports.map { report in
                    LineView(reason: words.text("report.reason.\(report.reason.rawValue)"), text: report.words)
                }
            )
        decision = item.decision.map { DecisionView($0, of: held, words) }
    }
}

extension DisplayCaseView.DecisionView {
    fileprivate init(_ decision: Moderation.Decision, of held: DisplayCase, _ words: Words) {
        let done = DecisionWords.text(decision.batch.verdict, words)
        let person = decision.person ?? words.text("admin.moderation.nobody")
        what = "\(done) · \(person) · \(words.minute(decision.batch.decidedAt))"
        batch = decision.batch.number
        caseHandle = held.place.text
        backName = held.name
    }
}

/// What was decided, in words.
enum DecisionWords {
    static func text(_ verdict: DisplayVerdict, _ words: Words) -> String {
        let act = words.text("admin.moderation.done.\(verdict.act.rawValue)")
        guard let reason = verdict.reason else { return act }
        return "\(act): \(words.text("report.reason.\(reason.rawValue)"))"
    }
}
