import Hummingbird
import UndersignedApp
import UndersignedCore

/// What organisers wrote about a petition, as pages and as feeds.
struct UpdateRoutes {
    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/petitions/{slug}/updates") { request, context in try await list(request, context) }
        routes.get("/petitions/{slug}/updates/{number}") { request, context in
            try await update(request, context, isEarlier: false)
        }
        routes.get("/petitions/{slug}/updates/{number}/texts/{text}") { request, context in
            try await update(request, context, isEarlier: true)
        }
        routes.get("/petitions/{slug}/updates.atom") { request, context in try await feed(request, context) }
        routes.get("/n/{petition}/{number}") { _, context in try await named(context) }
        routes.get("/campaigns/{slug}/updates.atom") { request, context in try await hubFeed(request, context) }
    }

    /// The address in mails about a sensitive petition, which says nothing; it leads on.
    private func named(_ context: WebContext) async throws -> Response {
        guard let id = context.parameters.get("petition").flatMap({ Int64($0) }),
            let number = context.parameters.get("number").flatMap({ Int($0) }),
            let petition = try await reading.petition(id), petition.sheet.isSensitive,
            // Whoever counts through the numbers learns no more than that what was published is public.
            try await reading.whole(number, of: petition) != nil
        else { throw Refused(.notFound) }
        return .seeOther("/petitions/\(petition.slug)/updates/\(number)")
    }

    private var reading: UpdateReading { UpdateReading(site: web.site) }

    private func list(_ request: Request, _ context: WebContext) async throws -> Response {
        let petition = try await web.loggedSnapshot(context).petition
        let page = UpdatesPage(
            petition: PetitionReference(petition),
            updates: try await reading.published(of: petition)
        )
        return answer(page, "/petitions/\(petition.slug)/updates", request)
    }

    /// The page of an update, or of a text in it that was corrected since.
    private func update(_ request: Request, _ context: WebContext, isEarlier: Bool) async throws -> Response {
        let snapshot = try await web.loggedSnapshot(context)
        let (petition, language) = (snapshot.petition, web.language(of: request))
        guard let number = context.parameters.get("number").flatMap({ Int($0) }) else { throw Refused(.notFound) }
        let text = context.parameters.get("text").flatMap { Int($0) }
        guard !isEarlier || text != nil else { throw Refused(.notFound) }
        let address = "/petitions/\(petition.slug)/updates/\(number)"
        let path = text.map { "\(address)/texts/\($0)" } ?? address
        let version = "\(petition.textVersion) \(snapshot.updatesMark)"
        // Its text is written as HTML: once for everybody who reads it.
        let name = PageCache.Name(path: path, language: language)
        if let known = web.pages.known(name, version: version) {
            return Response(known, type: MediaTypes.html, cache: PetitionRoutes.pageCache, for: request)
        }
        guard let whole = try await reading.whole(number, of: petition) else { throw Refused(.notFound) }
        let sender = try await PublicReading(site: web.site).campaign(of: petition)?.sponsor.name
        guard let page = UpdatePage(whole, text: text, of: PetitionReference(petition), sender: sender) else {
            throw Refused(.notFound)
        }
        let body = web.pages.body(name, version: version) { web.renderer.render(page, in: language, at: path) }
        return Response(body, type: MediaTypes.html, cache: PetitionRoutes.pageCache, for: request)
    }

    private func answer(_ page: some Page, _ path: String, _ request: Request) -> Response {
        let html = web.renderer.render(page, in: web.language(of: request), at: path)
        let body = SharedBody(Array(html.utf8))
        return Response(body, type: MediaTypes.html, cache: PetitionRoutes.pageCache, for: request)
    }

    private func feed(_ request: Request, _ context: WebContext) async throws -> Response {
        let snapshot = try await web.loggedSnapshot(context)
        let petition = snapshot.petition
        // Readers of feeds show titles beside those of other people's feeds (P-25).
        guard let log = petition.log, !petition.sheet.isSensitive else { throw Refused(.notFound) }
        let name = "/petitions/\(petition.slug)/updates"
        let body = try await web.files.value("\(name).atom", version: snapshot.updatesMark) { [web] _ in
            let campaign = try await PublicReading(site: web.site).campaign(of: petition)
            let updates = try await UpdateReading(site: web.site).published(of: petition)
            let feed = AtomFeed(
                name: LogOrigin(log.origin).first,
                title: petition.sheet.title,
                author: campaign?.sponsor.name ?? web.renderer.site.name,
                address: "\(web.site.address.base)\(name).atom",
                page: "\(web.site.address.base)\(name)",
                language: petition.sheet.language,
                begun: snapshot.versions.first?.since ?? petition.opensAt ?? snapshot.readAt,
                entries: updates.map { AtomFeed.Entry(update: $0, petition: petition) },
                site: web.site.address
            )
            return SharedBody(feed.xml)
        }
        return Response(body, type: AtomFeed.mediaType, cache: FigureRoutes.cache, for: request)
    }

    private func hubFeed(_ request: Request, _ context: WebContext) async throws -> Response {
        guard let slug = context.part("slug").flatMap(Slug.init),
            let hub = try await PublicReading(site: web.site).hub(slug)
        else { throw Refused(.notFound) }
        let snapshots = try await web.snapshots(of: hub.petitions)
            .filter { $0.size > 0 && !$0.petition.sheet.isSensitive }
        guard let begun = snapshots.compactMap({ $0.versions.first?.since }).min(),
            let log = snapshots.first?.petition.log
        else { throw Refused(.notFound) }
        let name = "/campaigns/\(slug)"
        let version = snapshots.map(\.updatesMark).joined(separator: "|")
        let body = try await web.files.value("\(name)/updates.atom", version: version) { [web] _ in
            var entries: [AtomFeed.Entry] = []
            for petition in snapshots.map(\.petition) {
                let updates = try await UpdateReading(site: web.site).published(of: petition)
                entries += updates.map { AtomFeed.Entry(update: $0, petition: petition) }
            }
            let newest = entries.sorted { ($0.update.publishedAt ?? begun) > ($1.update.publishedAt ?? begun) }
            let feed = AtomFeed(
                // Both stay: the campaign's name, and that of its first petition's log.
                name: "\(LogOrigin(log.origin).first) campaign \(slug)",
                title: hub.campaign.title,
                author: hub.campaign.sponsor.name,
                address: "\(web.site.address.base)\(name)/updates.atom",
                page: "\(web.site.address.base)\(name)",
                language: hub.campaign.language,
                begun: begun,
                entries: Array(newest.prefix(UpdateReading.listLimit)),
                site: web.site.address
            )
            return SharedBody(feed.xml)
        }
        return Response(body, type: AtomFeed.mediaType, cache: FigureRoutes.cache, for: request)
    }
}

extension Web {
    /// The snapshots of petitions that are there.
    func snapshots(of slugs: [Slug]) async throws -> [PetitionSnapshot] {
        var snapshots: [PetitionSnapshot] = []
        for slug in slugs {
            if let snapshot = try await board.snapshot(slug) { snapshots.append(snapshot) }
        }
        return snapshots
    }
}

extension PetitionSnapshot {
    /// Changes whenever what is public of the updates does.
    var updatesMark: String {
        let newest = updates.map { "\($0.number).\($0.text.number)" }
        return (newest + ["\(shownUpdateTexts)"]).joined(separator: " ")
    }

    /// The newest updates, for another page.
    var updateItems: [UpdateItem] { updates.map { UpdateItem(petition: PetitionReference(petition), update: $0) } }
}

extension UpdatePage {
    /// The text that stands now, or an earlier one by its number; nil where there is no such text.
    fileprivate init?(_ whole: UpdateReading.Whole, text: Int?, of petition: PetitionReference, sender: String?) {
        guard let text else {
            let earlier = whole.earlier.map { item in
                Earlier(number: item.text.number, title: item.text.title, since: item.shownAt)
            }
            let body = Markdown(whole.update.text.body)
            self.init(petition: petition, update: whole.update, body: body, earlier: earlier, sender: sender)
            return
        }
        guard let earlier = whole.earlier.first(where: { $0.text.number == text }) else { return nil }
        var update = whole.update
        (update.text, update.correctedAt) = (earlier.text, nil)
        let body = Markdown(earlier.text.body)
        self.init(petition: petition, update: update, body: body, earlier: [], shownAt: earlier.shownAt, sender: sender)
    }
}
