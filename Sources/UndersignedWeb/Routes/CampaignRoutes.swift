import Hummingbird
import UndersignedApp
import UndersignedCore

/// The front page and the hubs.
struct CampaignRoutes {
    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/") { request, _ in try await home(request) }
        routes.get("/how-we-count") { request, _ in
            let language = web.language(of: request)
            let body = web.pages.body(.init(path: "/how-we-count", language: language), version: "") {
                web.renderer.render(HowWeCountPage(), in: language, at: "/how-we-count")
            }
            return Response(body, type: MediaTypes.html, cache: PetitionRoutes.pageCache, for: request)
        }
        routes.get("/campaigns/{slug}") { request, context in try await hub(request, context) }
    }

    /// So many claims stand on the hub.
    private static let claimLimit = 5

    private func home(_ request: Request) async throws -> Response {
        let language = web.language(of: request)
        let query = (request.uri.queryParameters["q"].map(String.init) ?? "").replacing("+", with: " ").prefix(200)
        if !query.allSatisfy(\.isWhitespace) { return try await found(String(query), request) }
        let (hubs, single) = try await PublicReading(site: web.site).home()
        var campaigns: [HomePage.Campaign] = []
        for hub in hubs {
            campaigns.append(
                HomePage.Campaign(
                    slug: hub.campaign.slug,
                    title: hub.campaign.title,
                    summary: hub.campaign.summary,
                    language: LanguageTag(hub.campaign.language) ?? web.renderer.site.defaultLanguage,
                    petitions: try await items(hub.petitions)
                )
            )
        }
        var page = HomePage(
            siteName: web.renderer.site.name,
            campaigns: campaigns,
            petitions: try await items(single)
        )
        page.hasEvidence = try await DossierReading(site: web.site).isThereAny()
        let version =
            "\(page.hasEvidence) \(page.campaigns.map { "\($0.slug) \(figures($0.petitions))" }) \(figures(page.petitions))"
        let body = web.pages.body(.init(path: "/", language: language), version: version) { [page] in
            web.renderer.render(page, in: language, at: "/")
        }
        return Response(body, type: MediaTypes.html, cache: PetitionRoutes.pageCache, for: request)
    }

    private func found(_ query: String, _ request: Request) async throws -> Response {
        var page = HomePage(siteName: web.renderer.site.name, campaigns: [])
        page.search = (query, try await items(try await PetitionSearch(site: web.site).find(query)))
        let html = web.renderer.render(page, in: web.language(of: request))
        return Response(
            SharedBody(Array(html.utf8)),
            type: MediaTypes.html,
            cache: PetitionRoutes.pageCache,
            for: request
        )
    }

    private func hub(_ request: Request, _ context: WebContext) async throws -> Response {
        guard let slug = context.part("slug").flatMap(Slug.init) else { throw Refused(.notFound) }
        let language = web.language(of: request)
        guard let hub = try await PublicReading(site: web.site).hub(slug) else { throw Refused(.notFound) }
        let items = try await items(hub.petitions)
        let records = try await StandingReading(site: web.site).records(of: hub)
        let now = web.site.ambient.now()
        let updates = try await updates(of: hub)
        let hasEvidence = try await DossierReading(site: web.site).isThereAny()
        let logos = try await PartnerLogos(site: web.site).marks(in: hub.id)
        let (claims, claimCount) = try await ClaimReading(site: web.site).shown(in: hub.id, limit: Self.claimLimit)
        let version = """
            \(figures(items)) \(now.minute.seconds) \(hub.campaign.hashValue) \(records.hashValue) \
            \(updates.map(\.update).hashValue) \(logos.hashValue) \(claims.hashValue) \(claimCount) \(hasEvidence)
            """
        let path = "/campaigns/\(slug)"
        let body = web.pages.body(.init(path: path, language: language), version: version) {
            var page = page(hub.campaign, records, items, now)
            (page.updates, page.slug, page.logos, page.hasEvidence) = (updates, slug, logos, hasEvidence)
            (page.claims, page.hasMoreClaims) = (claims, claimCount > claims.count)
            return web.renderer.render(page, in: language, at: path)
        }
        return Response(body, type: MediaTypes.html, cache: PetitionRoutes.pageCache, for: request)
    }

    /// The newest of all its petitions but sensitive ones, whose news stand on their own pages; the board has them at hand.
    private func updates(of hub: PublicReading.Hub) async throws -> [UpdateItem] {
        let all = try await web.snapshots(of: hub.petitions).filter { !$0.petition.sheet.isSensitive }
            .flatMap(\.updateItems)
        let newest = all.sorted { ($0.update.publishedAt?.seconds ?? 0) > ($1.update.publishedAt?.seconds ?? 0) }
        return Array(newest.prefix(3))
    }

    /// What can change on a line of the list.
    private func figures(_ items: [PetitionItem]) -> [String] {
        items.map { "\($0.petition.slug) \($0.count) \($0.standing)" }
    }

    private func page(
        _ campaign: Campaign,
        _ records: [TargetRecord],
        _ items: [PetitionItem],
        _ now: Moment
    ) -> CampaignPage {
        CampaignPage(
            title: campaign.title,
            summary: campaign.summary,
            language: LanguageTag(campaign.language) ?? web.renderer.site.defaultLanguage,
            description: campaign.description.map { Markdown($0) },
            started: campaign.started.flatMap { CalendarDate($0)?.moment },
            sponsor: campaign.sponsor,
            partners: campaign.partners,
            targets: records,
            demands: campaign.demands,
            petitions: items,
            sum: CountItem(count: items.reduce(0) { $0 + $1.count }, asOf: now),
            sources: campaign.sources
        )
    }

    private func items(_ petitions: [Slug]) async throws -> [PetitionItem] {
        var items: [PetitionItem] = []
        for slug in petitions {
            guard let snapshot = try await web.board.snapshot(slug) else { continue }
            items.append(PetitionItem(snapshot, now: web.site.ambient.now()))
        }
        return items
    }
}

extension PetitionItem {
    init(_ snapshot: PetitionSnapshot, now: Moment) {
        let petition = snapshot.petition
        self.init(
            petition: PetitionReference(petition),
            to: petition.sheet.to.map { [$0.name, $0.organisation].compactMap { $0 }.joined(separator: ", ") },
            count: snapshot.counts.total,
            standing: Standing(petition, now: now),
            signatories: petition.sheet.signatories
        )
        hasLog = snapshot.size > 0
    }
}

extension PetitionItem.Standing {
    init(_ petition: Petition, now: Moment) {
        do {
            try petition.gate.accept(at: now)
            self = .open
        } catch {
            switch error {
            case .notOpenYet(let opens?): self = .opens(opens)
            case .notOpenYet, .membersOnly: self = .draft
            case .closed: self = .closed(petition.closesAt ?? now)
            }
        }
    }
}

extension PetitionReference {
    /// - Parameters:
    ///   - petition: The petition.
    ///   - language: In which its title is given, where it is translated; nil for the binding one.
    init(_ petition: Petition, in language: String? = nil) {
        let sheet = petition.sheet
        self.init(
            slug: petition.slug,
            title: language.flatMap { sheet.texts[$0]?.title } ?? sheet.title,
            language: LanguageTag(language ?? sheet.language) ?? .english,
            hasLosses: (petition.log?.number ?? 1) > 1
        )
        (isSensitive, exit) = (sheet.isSensitive, sheet.discretion?.exit)
        isClosed = petition.state == .closed
    }
}
