/// The text changed after somebody signed, or asked to.
package struct TextChange: Sendable {
    /// The version that the person was shown.
    package var signed: Int
    package var current: Int

    /// Nil where nothing changed.
    package init?(signed: Int, current: Int) {
        guard signed >= 1, signed < current else { return nil }
        self.signed = signed
        self.current = current
    }
}

/// The change as templates read it.
struct TextChangeView: Sendable {
    let changeWhat: String
    let changeAddress: String

    init(_ change: TextChange, slug: String, _ words: Words) {
        let values = ["signed": words.number(change.signed), "current": words.number(change.current)]
        changeWhat = words.text("changed.since", values)
        changeAddress = "/petitions/\(slug)/texts/\(change.current)?from=\(change.signed)"
    }
}
