package import UndersignedApp
package import UndersignedCore
import UndersignedDatabase
package import UndersignedStore

/// A campaign with an open petition, an organiser, and people who sign it.
package struct UpdateSite: Sendable {
    package static let organiser = Account(
        id: 7,
        address: "dana@example.org",
        name: "Dana Quist",
        state: .active,
        memberships: []
    )

    package let test: TestSite
    package let petition: Petition
    package let campaignID: Int64

    /// - Parameters:
    ///   - kind: Which database.
    ///   - bounceAddress: The form of return addresses; nil for none.
    /// - Throws: When the site can't be made.
    package init(_ kind: TestDatabase = .chosen, bounceAddress: BounceAddress? = nil) async throws {
        test = try await TestSite(kind, limits: .off, bounceAddress: bounceAddress)
        let campaign = try Samples.libraries()
        let ids = try await test.database.write { transaction in
            let campaignID = try transaction.saveCampaign(campaign)
            return (campaignID, try transaction.saveDraft(Samples.library, campaignID: campaignID))
        }
        campaignID = ids.0
        _ = try await Opening(site: test.site).open(Samples.library.slug, opensAt: nil, closesAt: nil)
        petition = try await test.petition(id: Samples.required(ids.1))
    }

    package var site: Site { test.site }

    /// The form of a person of a number who wants updates, or does not.
    package static func person(_ number: Int, wantsUpdates: Bool = true) -> SignatureForm {
        var form = Samples.person(number)
        form.updates = wantsUpdates ? "yes" : ""
        return form
    }

    /// Signs; the mails of it are gone afterwards.
    @discardableResult
    package func sign(_ number: Int, wantsUpdates: Bool = true) async throws -> LinkToken {
        let form = Self.person(number, wantsUpdates: wantsUpdates)
        let token = try Samples.required(try await test.ask(form, petition))
        _ = try await Links(site: site).confirm(token, textVersion: 1)
        try await forgetMails()
        return token
    }

    /// As if a mail server had taken all that waits.
    package func forgetMails() async throws {
        try await test.database.write { _ = try $0.rows("DELETE FROM outbox") }
    }

    /// Writes an update and begins to mail it; gives its number.
    package func mail(_ title: String = "The council met") async throws -> Int {
        let form = UpdateForm(title: title, body: "It **listened**. See [the minutes](https://example.org/minutes).")
        let outcome = try await UpdateWriting(site: site)
            .save(form, of: petition, replacing: nil, mark: 0, by: Self.organiser.id)
        guard case .saved(let number) = outcome else { throw Samples.Missing(what: "a saved update") }
        try await UpdateMailing(site: site).begin(number, of: petition, mark: 1, by: Self.organiser.id)
        return number
    }

    /// How many people are on the list.
    package func consentCount() async throws -> Int {
        try await test.database.read { [petition] in try $0.updateReaderCount(in: petition.id) }
    }

    /// The row of a link.
    package func row(_ token: LinkToken) async throws -> SignatureRow {
        let found = try await test.database.read { try $0.signature(tokenHash: token.hash, in: token.petitionID) }
        return try Samples.required(found)
    }

    /// The addresses of all updates that wait.
    package func waiting() async throws -> [String] {
        try await test.mails().filter { $0.kind == .update }.map(\.payload.address)
    }

    /// How many updates wait, those included that nobody is to get.
    package func waitingCount() async throws -> Int {
        try await test.database.read { [petition] in try $0.waitingUpdateCount(of: petition.id) }
    }

    /// How far an update has come.
    package func progress(_ number: Int) async throws -> UpdateProgress {
        let file = try await UpdateWriting(site: site).file(number, of: petition.slug, in: campaignID)
        return try Samples.required(file?.progress)
    }
}
