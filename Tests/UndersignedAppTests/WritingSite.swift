import Logging
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// A site with a campaign of two organisers, Dana and Eli, and a draft that Dana wrote.
struct WritingSite {
    let test: TestSite
    let campaignID: Int64
    let campaign: Campaign
    let slug: Slug
    let (dana, eli): (Int64, Int64)

    init(_ kind: TestDatabase = .chosen, logger: Logger = .silent) async throws {
        test = try await TestSite(kind, logger: logger)
        let accounts = try Accounts(site: test.site, cost: Samples.cheap)
        for name in ["dana", "eli"] {
            _ = try await SampleOwner(accounts, "\(name)@example.org", now: test.now)
        }
        var campaign = try Samples.libraries(spoke: nil)
        campaign.targets = Samples.library.to
        let hub = campaign
        let (id, people) = try await test.database.write { (try $0.saveCampaign(hub), try $0.accounts().map(\.id)) }
        (campaignID, self.campaign, slug) = (id, campaign, Samples.library.slug)
        (dana, eli) = (people[0], people[1])
        _ = try await save(PetitionForm(Samples.library), replacing: nil, mark: "")
    }

    var writing: PetitionWriting { PetitionWriting(site: test.site) }
    var translating: TranslationWriting { TranslationWriting(site: test.site) }

    func petition() async throws -> Petition {
        try Samples.required(try await test.database.read { [slug] in try $0.petition(slug) })
    }

    func draft() async throws -> PetitionWriting.Draft {
        try Samples.required(try await writing.draft(slug, in: campaignID, for: dana))
    }

    func mark() async throws -> String { PetitionWriting.mark(of: try await petition().sheet) }

    /// Saves a text as Dana.
    func save(_ form: PetitionForm, replacing old: Petition?, mark: String) async throws -> PetitionWriting.Outcome {
        try await writing.save(form, in: (campaignID, campaign), replacing: old, mark: mark, by: dana)
    }

    /// Dana writes another letter.
    func rewrite(_ letter: String) async throws -> PetitionWriting.Outcome {
        let petition = try await petition()
        var form = PetitionForm(petition.sheet)
        form.letter = letter
        return try await save(form, replacing: petition, mark: try await mark())
    }

    /// Dana offers the draft, and Eli opens it on a day, or at once.
    func open(opensAt: Moment?, closesAt: Moment? = nil) async throws {
        try await writing.offer(try await petition(), mark: try await mark(), by: dana)
        try await writing.open(
            try await petition(),
            mark: try await mark(),
            dates: OpeningDates(opensAt: opensAt, closesAt: closesAt),
            by: eli
        )
    }

    func acts() async throws -> [TrailEvent.Act] {
        try await Trail(site: test.site).lines(before: nil, limit: 20).map(\.event.act)
    }
}
