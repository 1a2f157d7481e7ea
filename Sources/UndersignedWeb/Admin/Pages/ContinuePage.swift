import UndersignedCore

/// What was sent before is shown in words, with one button: a person sends it, not the sign-in.
package struct ContinuePage: Page {
    let kept: KeptForm
    /// The mark of the person who is signed in now.
    let token: String

    /// A longer text is behind a heading that opens.
    private static let excerptLimit = 300
    /// Nothing of it is to be read by people.
    private static let unread: Set<String> = ["mark", "answer", "seen", "preview", "alike", "batch"]

    package init(kept: KeptForm, token: String) {
        self.kept = kept
        self.token = token
    }

    package var template: String { "admin-continue" }
    package var isForOrganisers: Bool { true }

    package func title(in words: Words) -> String { words.text("admin.continue.title") }

    package func view(in words: Words) -> any Sendable {
        let matter = KeptMatter(kept.path)
        let inputs = matter?.fields(in: words) ?? []
        let known = Set(inputs.map(\.inputName))
        let addressed = kept.fields.filter { $0.name.hasPrefix("to-") }.map { String($0.name.dropFirst(3)) }
        var rows = inputs.compactMap(row)
        if matter == .petition, !addressed.isEmpty {
            let text = addressed.joined(separator: "\n")
            rows.append(Row(label: words.text("admin.petition.to"), text: text))
        }
        let others = kept.fields.filter { field in
            !field.value.isEmpty && !known.contains(field.name) && !Self.unread.contains(field.name)
                && !(matter == .petition && field.name.hasPrefix("to-"))
        }
        return View(
            path: kept.path,
            token: token,
            isUnsigned: kept.writer == .nobody,
            matter: matter?.title(in: words),
            step: matter?.step(in: words),
            rows: places(words) + rows,
            others: others.isEmpty
                ? nil : Others(list: others.map { FieldView(fieldName: $0.name, fieldValue: $0.value) }),
            fields: kept.fields.map { FieldView(fieldName: $0.name, fieldValue: $0.value) }
        )
    }

    /// Campaign and petition by their short names.
    private func places(_ words: Words) -> [Row] {
        let parts = kept.path.split(separator: "/").map(String.init)
        guard parts.count > 2, parts[1] == "campaigns" else { return [] }
        var rows = [Row(label: words.text("admin.continue.campaign"), text: parts[2])]
        if parts.count > 4, parts[3] == "petitions" {
            rows.append(Row(label: words.text("admin.continue.petition"), text: parts[4]))
        }
        if parts.count > 4, parts[3] == "targets" {
            rows.append(Row(label: words.text("admin.petition.to"), text: parts[4]))
        }
        return rows
    }

    private func row(_ input: InputField) -> Row? {
        guard let value = kept.fields.first(where: { $0.name == input.inputName })?.value, !value.isEmpty else {
            return nil
        }
        let chosen = input.choices?.first { $0.choiceValue == value }?.choiceLabel
        return Row(label: input.inputLabel, text: chosen ?? value)
    }

    private struct View: Sendable {
        let path: String
        let token: String
        let isUnsigned: Bool
        let matter: String?
        let step: String?
        let rows: [Row]
        let others: Others?
        let fields: [FieldView]
    }

    private struct Row: Sendable {
        let label: String
        let text: String
        /// All of it, where the text is the beginning of a long one.
        let whole: String?

        init(label: String, text: String) {
            self.label = label
            let isLong = text.count > ContinuePage.excerptLimit
            self.text = isLong ? text.prefix(ContinuePage.excerptLimit) + "…" : text
            whole = isLong ? text : nil
        }
    }

    /// What no form of ours has a word for, or a step carries along.
    private struct Others: Sendable {
        let list: [FieldView]
    }

    private struct FieldView: Sendable {
        let fieldName: String
        let fieldValue: String
    }
}
