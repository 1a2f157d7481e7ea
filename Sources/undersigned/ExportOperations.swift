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
        }
    }
}
