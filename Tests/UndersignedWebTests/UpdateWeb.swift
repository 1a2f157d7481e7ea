import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

extension WebSite {
    /// The sample campaign with its petition, written and opened through the pages by one organiser alone.
    @discardableResult
    func openLibrary(_ visitor: Visitor) async throws -> Petition {
        try await openLibrary(Organiser(self, visitor))
    }

    /// The same by somebody who is signed in.
    func openLibrary(_ dana: Organiser) async throws -> Petition {
        _ = try await dana.post("/admin/campaigns", Libraries.campaign)
        _ = try await dana.post(Libraries.path + "/petitions", Libraries.petition)
        let draft = Libraries.path + "/petitions/keep-the-library-open"
        for step in ["offer", "open"] {
            let answer = try await dana.post("\(draft)/\(step)", [("mark", try await Libraries.mark(dana, draft))])
            #expect(answer.status == .seeOther, "\(answer.text)")
        }
        let slug = try Samples.required(Slug("keep-the-library-open"))
        // Moments of the tests are whole minutes.
        test.advance(.seconds(60 - test.now.seconds % 60))
        return try Samples.required(try await test.database.read { try $0.petition(slug) })
    }

    /// How many people asked for updates.
    func readers(_ petition: Petition) async throws -> Int {
        try await test.database.read { try $0.updateReaderCount(in: petition.id) }
    }

    /// The signature of a link.
    func id(of token: LinkToken) async throws -> Int64 {
        let row = try await test.database.read { try $0.signature(tokenHash: token.hash, in: token.petitionID) }
        return try Samples.required(row).id
    }

    func draftUpdate(_ title: String, of petition: Petition, _ body: String = "Something.") async throws -> Int {
        let form = UpdateForm(title: title, body: body)
        let outcome = try await UpdateWriting(site: test.site)
            .save(form, of: petition, replacing: nil, mark: 0, by: UpdateSite.organiser.id)
        guard case .saved(let number) = outcome else { return 0 }
        return number
    }

    func publish(_ title: String, of petition: Petition, _ body: String) async throws {
        let number = try await draftUpdate(title, of: petition, body)
        try await UpdateWriting(site: test.site)
            .publish(number, of: petition, mark: 1, by: UpdateSite.organiser.id)
    }

    func correct(_ number: Int, of petition: Petition, _ body: String) async throws {
        let update = try await test.database.read { try $0.update(number, in: petition.id) }
        let text = try Samples.required(update).text
        _ = try await UpdateWriting(site: test.site).save(
            UpdateForm(title: text.title, body: body),
            of: petition,
            replacing: number,
            mark: text.number,
            by: UpdateSite.organiser.id
        )
    }
}

extension PageMarkup {
    /// The value of a form's field; nil where there is none.
    func input(_ name: String) -> String? {
        let field = elements.first { element in
            element.name == "input" && element.attributes.contains { $0.name == "name" && $0.value == name }
        }
        return field?.attributes.first { $0.name == "value" }?.value
    }
}
