/// What holds something back until somebody has looked at it.
package enum DisplayHold: String, Hashable, Sendable, CaseIterable {
    /// Everything of the petition is looked at first.
    case approval
    case link, mail, telephone
    /// A word of the organiser's own list.
    case word

    init(_ trace: ContactTrace) {
        self =
            switch trace {
            case .link: .link
            case .mail: .mail
            case .telephone: .telephone
            }
    }
}

/// How much of what a signatory chose to show is shown.
package enum DisplayExtent: String, Hashable, Sendable, CaseIterable {
    case all
    /// The name without its comment.
    case name
    case none
}

/// What a signatory chose to show, and how much of it is shown at first.
package struct ChosenDisplay: Hashable, Sendable {
    package var name: String
    package var comment: String?
    package var extent: DisplayExtent
    /// Nil where all of it is shown at once.
    package var rule: DisplayHold?

    package init(name: String, comment: String?, extent: DisplayExtent = .all, rule: DisplayHold? = nil) {
        self.name = name
        self.comment = comment
        self.extent = extent
        self.rule = rule
    }
}

/// A petition's rules of what is shown: they hold, they never refuse, and they change no number.
package struct DisplayRules: Sendable {
    private let way: PetitionSheet.Display.Way
    private let words: WordList?
    private let showsComments: Bool

    /// - Parameter display: Nil for the rules that every petition has.
    package init(_ display: PetitionSheet.Display?) {
        way = display?.way ?? .atOnce
        showsComments = display?.showsComments ?? false
        words = display.flatMap { $0.words.isEmpty ? nil : WordList($0.words) }
    }

    /// Says what of a name and a comment is shown at once.
    ///
    /// - Parameters:
    ///   - name: Of a person or an organisation.
    ///   - comment: Nil where none was given.
    /// - Returns: The two with what holds them; no comment where the petition shows none.
    package func display(of name: String, comment: String?) -> ChosenDisplay {
        let comment = showsComments ? comment : nil
        if way == .approved { return ChosenDisplay(name: name, comment: comment, extent: .none, rule: .approval) }
        if let rule = rule(in: name) {
            return ChosenDisplay(name: name, comment: comment, extent: .none, rule: rule)
        }
        if let rule = comment.flatMap(rule(in:)) {
            return ChosenDisplay(name: name, comment: comment, extent: .name, rule: rule)
        }
        return ChosenDisplay(name: name, comment: comment)
    }

    private func rule(in text: String) -> DisplayHold? {
        if !Self.isPlainName(text), let trace = ContactTrace.found(in: text) { return DisplayHold(trace) }
        guard let words, words.occurs(in: FoldedText(text)) else { return nil }
        return .word
    }

    /// One or two words of Latin letters, as most names are: they lead nowhere.
    private static func isPlainName(_ text: String) -> Bool {
        var spaces = 0
        return text.utf8.allSatisfy { byte in
            spaces += byte == 0x20 ? 1 : 0
            return (0x61...0x7A).contains(byte | 0x20) || byte == 0x20 && spaces < 2
        }
    }
}
