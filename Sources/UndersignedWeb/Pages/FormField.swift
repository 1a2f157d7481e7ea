import UndersignedCore

/// A field of a form: what was typed, and what is wrong with it.
struct FormField: Sendable {
    let fieldID: String
    let value: String
    let hint: String?
    let errorID: String
    let error: String?
    /// The ids for `aria-describedby`; nil when nothing describes the field.
    let describedBy: String?
}

/// A line of the summary above the form.
struct FormProblem: Sendable {
    let anchor: String
    let message: String
}

/// A form's problems with their sentences.
struct FormErrors: Sendable {
    private let messages: [SignatureDraft.Field: String]
    private let problems: [SignatureDraft.Problem]
    /// Fields whose label always has a hint below it.
    private static let hinted: Set<SignatureDraft.Field> = [
        .email, .comment, .place, .country, .organisation, .shown,
    ]
    /// The order in which the page shows the fields.
    private static let order: [SignatureDraft.Field] = [
        .key, .organisation, .name, .role, .email, .place, .country, .comment, .shown, .updates, .partner,
    ]

    init(_ problems: [SignatureDraft.Problem], _ words: Words) {
        let placed = problems.sorted { Self.place(of: $0.field) < Self.place(of: $1.field) }
        self.problems = placed
        messages = Dictionary(placed.map { ($0.field, ErrorWords.message(for: $0, in: words)) }) { first, _ in first }
    }

    var summary: [FormProblem] {
        var seen: Set<SignatureDraft.Field> = []
        return problems.compactMap { problem in
            guard seen.insert(problem.field).inserted, let message = messages[problem.field] else { return nil }
            return FormProblem(anchor: anchors[problem.field] ?? problem.field.rawValue, message: message)
        }
    }

    func field(
        _ field: SignatureDraft.Field,
        _ value: String,
        hint: String? = nil,
        anchor: String? = nil
    ) -> FormField {
        let name = field.rawValue
        let error = messages[field]
        let describers = (Self.hinted.contains(field) ? ["\(name)-hint"] : []) + (error == nil ? [] : ["\(name)-error"])
        return FormField(
            fieldID: anchor ?? name,
            value: value,
            hint: hint,
            errorID: "\(name)-error",
            error: error,
            describedBy: describers.isEmpty ? nil : describers.joined(separator: " ")
        )
    }

    /// Where the summary leads to: the first box for opt-ins, the button for what has no field.
    private let anchors: [SignatureDraft.Field: String] = [.partner: "partners", .key: "send"]

    private static func place(of field: SignatureDraft.Field) -> Int {
        order.firstIndex(of: field) ?? order.count
    }
}
