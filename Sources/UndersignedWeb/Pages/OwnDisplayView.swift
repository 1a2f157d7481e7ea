import UndersignedApp
import UndersignedCore

/// What the public sees of a signatory, why the rest is not shown, and what he or she can do about it.
struct OwnDisplayView: Sendable {
    let action: String
    /// What is shown, what is not, and why.
    let sentences: [String]
    /// Nil where there is no comment to take back.
    let commentButton: String?

    /// - Parameters:
    ///   - state: Nil where nothing is to be shown.
    ///   - token: Of the link.
    ///   - isMember: Whether a role, a team or a name of a member is shown, which is one text.
    ///   - words: Of the page.
    init(_ state: OwnDisplay.State, token: String, isMember: Bool = false, _ words: Words) {
        action = "/s/\(token)/display"
        let what = isMember ? "member" : state.comment == nil ? "name" : "both"
        let key =
            switch state.extent {
            case .all: "display.shown.\(what)"
            case .name: state.isHeld ? "display.held.comment" : "display.hidden.comment"
            case .none where state.isUncounted: "display.waiting.\(what)"
            case .none: state.isHeld ? "display.held.\(what)" : "display.hidden.\(what)"
            }
        let rule = state.rule.map { words.text("display.rule.\($0.rawValue)") }
        let reason = state.reason.map { words.text("display.reason.\($0.rawValue)") }
        let objection = state.reason == nil || state.extent == .all ? nil : words.text("display.objection")
        let why = state.extent == .all ? nil : rule ?? reason
        let counted = state.isUncounted ? nil : words.text("display.counted")
        sentences = [words.text(key), why, objection, counted].compactMap(\.self)
        commentButton = state.comment == nil ? nil : words.text("display.take-comment")
    }
}
