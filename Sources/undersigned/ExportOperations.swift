import UndersignedApp
import UndersignedCore

/// A petition's own contacts, for whoever runs the site.
struct ExportOperations {
    let site: Site

    func perform(_ operation: Operation, _ tell: Operations.Tell) async throws {
        guard case .exportContacts(let slug) = operation else { preconditionFailure("an operation of another kind") }
        try await ContactExport(site: site).run(slug) { done, total in
            await tell(.progress(done: done, of: total))
        } take: { rows in
            await tell(.contacts(rows))
        }
    }
}

extension ContactExport.Refusal: OperatorRefusal {
    var words: String {
        switch self {
        case .unknownPetition: "there is no opened petition of this name; see undersigned petition list"
        case .tooEarly(let ready):
            """
            the owners are told by mail that all contacts are asked for; \
            repeat this after \(CalendarDate(ready + .minutes(1)).minuteText), within a day
            """
        case .notAgreed:
            """
            the owners are told by mail that all contacts are asked for; \
            repeat this once one of them has agreed in the browser, within a day
            """
        case .refused(let until):
            "an owner has refused it; it can be asked for again after \(CalendarDate(until + .minutes(1)).minuteText)"
        }
    }

    /// Early is no fault: try again later.
    var exitCode: Int32 {
        switch self {
        case .unknownPetition, .refused: 1
        case .tooEarly, .notAgreed: 75
        }
    }
}
