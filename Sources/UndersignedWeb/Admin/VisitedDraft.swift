import UndersignedApp
import UndersignedCore

extension Visit {
    /// The campaign of the address.
    ///
    /// - Throws: `Refused(.notFound)` where it names none.
    func place() throws -> NamedCampaign {
        guard let campaign else { throw Refused(.notFound) }
        return campaign
    }

    /// The petition of the address, a draft or not.
    ///
    /// - Throws: `Refused(.notFound)` where the campaign has none of that name, or a fault of the database.
    func draft(_ web: Web) async throws -> PetitionWriting.Draft {
        let place = try place()
        guard let slug = context.part("petition").flatMap(Slug.init),
            let draft = try await PetitionWriting(site: web.site).draft(slug, in: place.id, for: account.id)
        else { throw Refused(.notFound) }
        return draft
    }
}
