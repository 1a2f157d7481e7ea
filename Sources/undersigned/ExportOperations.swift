import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// A petition's own contacts, for whoever runs the site.
struct ExportOperations {
    let site: Site

    func perform(_ operation: Operation, _ tell: Operations.Tell) async throws {
        switch operation {
        case .exportContacts(let slug): try await contacts(slug, tell)
        case .exportSealed(let slug): try await sealed(slug, tell)
        default: preconditionFailure("an operation of another kind")
        }
    }

    /// Nobody here can read them, so nobody waits for the owners.
    private func sealed(_ slug: Slug, _ tell: Operations.Tell) async throws {
        guard let petition = try await site.database.read({ try $0.petition(slug) }), petition.log != nil else {
            throw ContactExport.Refusal.unknownPetition
        }
        guard var records = try await SealedRecords(of: petition, site) else {
            throw Declined("\(slug) is not sealed; leave out --sealed")
        }
        try await SealedNotice(site: site).note(petition, by: nil)
        while let lines = try await records.page() { await tell(.records(lines)) }
    }

    private func contacts(_ slug: Slug, _ tell: Operations.Tell) async throws {
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
        case .sealed:
            """
            its contacts are sealed to its organiser's key, which this server never has. Write them down as they are \
            with --sealed, and let the organiser open the file with undersigned export --key
            """
        case .deleted: "its contacts were deleted on time, and the key that opened them was destroyed"
        }
    }

    /// Early is no fault: try again later.
    var exitCode: Int32 {
        switch self {
        case .unknownPetition, .refused, .sealed, .deleted: 1
        case .tooEarly, .notAgreed: 75
        }
    }
}
