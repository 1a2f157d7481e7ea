/// What was typed before is shown as one button: a person sends it, not the sign-in.
package struct ContinuePage: Page {
    let kept: KeptForm
    /// The mark of the person who is signed in now.
    let token: String

    package init(kept: KeptForm, token: String) {
        self.kept = kept
        self.token = token
    }

    package var template: String { "admin-continue" }
    package var isForOrganisers: Bool { true }

    package func title(in words: Words) -> String { words.text("admin.continue.title") }

    package func view(in words: Words) -> any Sendable {
        View(
            path: kept.path,
            token: token,
            fields: kept.fields.map { FieldView(fieldName: $0.name, fieldValue: $0.value) }
        )
    }

    private struct View: Sendable {
        let path: String
        let token: String
        let fields: [FieldView]
    }

    private struct FieldView: Sendable {
        let fieldName: String
        let fieldValue: String
    }
}
