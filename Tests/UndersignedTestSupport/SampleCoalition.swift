package import UndersignedApp
package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// A campaign with two partners that have keys, and one that has none.
package struct SampleCoalition: Sendable {
    package let campaignID: Int64
    package let campaign: Campaign
    package let petition: Petition
    /// By partner.
    package let keys: [Slug: CustodyPrivateKey]

    /// Saves the campaign and opens a petition of it.
    ///
    /// - Parameters:
    ///   - test: Where.
    ///   - name: The campaign's short name; its petition's is `<name>-library`.
    ///   - isDaily: Whether the petition publishes once a day.
    /// - Throws: A fault of the database.
    package init(
        _ test: TestSite,
        named name: String = "coalition",
        isDaily: Bool = false
    ) async throws {
        var keys: [Slug: CustodyPrivateKey] = [:]
        var partners: [Partner] = []
        for id in ["readers", "teachers", "club"] {
            let slug = try Samples.required(Slug(id))
            if id != "club" {
                keys[slug] = try Samples.required(CustodyPrivateKey(bytes: Samples.randomBytes(32)))
            }
            let wording = "Yes, the \(id) may write to me"
            partners.append(Partner(id: slug, name: id, url: nil, optIn: wording, key: keys[slug]?.publicKey))
        }
        var sheet = Samples.petition("\(name)-library")
        sheet.partners = partners
        sheet.publication = isDaily ? .daily : .atOnce
        let campaign = Campaign(
            slug: try Samples.required(Slug(name)),
            title: "Libraries for everybody",
            summary: "One petition.",
            description: nil,
            started: nil,
            language: "en",
            sponsor: Partner(id: try Samples.required(Slug("sponsor")), name: "Sponsor", url: nil, optIn: nil),
            partners: partners,
            targets: sheet.to,
            demands: [],
            sources: []
        )
        let (campaignID, petitionID) = try await test.database.write { [sheet] transaction in
            let id = try transaction.saveCampaign(campaign)
            return (id, try Samples.required(try transaction.saveDraft(sheet, campaignID: id)))
        }
        _ = try await Opening(site: test.site).open(sheet.slug)
        (self.campaignID, self.campaign, self.keys) = (campaignID, campaign, keys)
        petition = try await test.petition(id: petitionID)
    }

    /// A person who ticks partners.
    package static func person(_ number: Int, agreeingTo partners: [String]) -> SignatureForm {
        SignatureForm(name: "Person \(number)", email: "person\(number)@example.org", partners: partners)
    }
}
