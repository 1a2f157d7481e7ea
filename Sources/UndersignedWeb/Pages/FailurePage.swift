/// A request that could not be served, with what to do next, and what was typed where there was something.
package struct FailurePage: Page {
    /// What went wrong, by HTTP status.
    package enum Status: Int, Sendable, CaseIterable {
        case badRequest = 400
        case forbidden = 403
        case notFound = 404
        case methodNotAllowed = 405
        case conflict = 409
        case gone = 410
        case tooLarge = 413
        case wrongMediaType = 415
        case tooMany = 429
        case fault = 500
        case busy = 503
        /// Nothing can be stored: a 503 on the wire, with words of its own.
        case unwritable = 507

        /// The HTTP status: programs and proxies try again after either 503.
        package var code: Int { self == .unwritable ? Status.busy.rawValue : rawValue }
    }

    /// A form kept for another try: it is posted again to the same address.
    package struct KeptForm: Sendable {
        /// One field, as it was sent.
        package struct Field: Sendable {
            package var name: String
            package var value: String

            package init(name: String, value: String) {
                self.name = name
                self.value = value
            }
        }

        package var action: String
        package var fields: [Field]

        package init(action: String, fields: [Field]) {
            self.action = action
            self.fields = fields
        }
    }

    package var status: Status
    /// Names the incident in the operator's log; shown with a fault.
    package var incident: String?
    package var kept: KeptForm?
    /// The way out that the petition chose whose address was asked for.
    package var exit: String?

    package init(_ status: Status, incident: String? = nil, kept: KeptForm? = nil, exit: String? = nil) {
        self.status = status
        self.incident = incident
        self.kept = kept
        self.exit = exit
    }

    package var template: String { "failure" }

    package func title(in words: Words) -> String { words.text("failure.\(status.rawValue).title") }

    package func view(in words: Words) -> any Sendable {
        View(
            heading: title(in: words),
            what: words.text("failure.\(status.rawValue).what"),
            incident: incident,
            kept: kept.map { form in
                KeptView(
                    action: form.action,
                    fields: form.fields.map { FieldView(fieldName: $0.name, fieldValue: $0.value) }
                )
            }
        )
    }

    private struct View: Sendable {
        let heading: String
        let what: String
        let incident: String?
        let kept: KeptView?
    }

    private struct KeptView: Sendable {
        let action: String
        let fields: [FieldView]
    }

    private struct FieldView: Sendable {
        let fieldName: String
        let fieldValue: String
    }
}
