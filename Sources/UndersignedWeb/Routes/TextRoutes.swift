import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// The versions of a petition's text: how many signed which, and what changed.
struct TextRoutes {
    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/petitions/{slug}/texts") { request, context in try await all(request, context) }
        routes.get("/petitions/{slug}/texts/{number}") { request, context in try await one(request, context) }
    }

    private func all(_ request: Request, _ context: WebContext) async throws -> Response {
        let snapshot = try await web.snapshot(context)
        guard !snapshot.versions.isEmpty else { throw Refused(.notFound) }
        let petition = snapshot.petition
        let reasons = try await PetitionTexts(site: web.site).reasons(of: snapshot.versions, petition)
        let page = TextsPage(
            petition: PetitionReference(petition),
            versions: snapshot.versions.map { TextsPage.Version($0, reason: reasons[$0.version]) },
            isDaily: petition.sheet.publication == .daily,
            count: CountItem(count: snapshot.counts.total, asOf: snapshot.readAt)
        )
        let path = "/petitions/\(petition.slug)/texts"
        let html = web.renderer.render(page, in: web.language(of: request), at: path)
        let body = SharedBody(Array(html.utf8))
        return Response(body, type: MediaTypes.html, cache: PetitionRoutes.pageCache, for: request)
    }

    /// A version never changes, but comparing two costs something: the page is kept as long as no newer version comes.
    private func one(_ request: Request, _ context: WebContext) async throws -> Response {
        let snapshot = try await web.snapshot(context)
        let petition = snapshot.petition
        guard let number = context.parameters.get("number").flatMap({ Self.number($0) }),
            (1...petition.textVersion).contains(number), petition.log != nil
        else { throw Refused(.notFound) }
        let asked = request.uri.queryParameters["from"].map { Self.number($0) } ?? max(number - 1, 1)
        guard let base = asked, base >= 1, base < number || number == 1 else { throw Refused(.notFound) }
        let language = web.language(of: request)
        let path = "/petitions/\(petition.slug)/texts/\(number)"
        let name = PageCache.Name(path: "\(path)?from=\(base)", language: language)
        let version = "\(petition.textVersion)"
        if let known = web.pages.known(name, version: version) {
            return Response(known, type: MediaTypes.html, cache: PetitionRoutes.pageCache, for: request)
        }
        let texts = PetitionTexts(site: web.site)
        guard let reading = try await texts.reading(number, of: petition) else { throw Refused(.notFound) }
        let older = base < number ? try await texts.reading(base, of: petition) : nil
        let body = web.pages.body(name, version: version) {
            web.renderer.render(Self.page(petition, reading, older), in: language, at: path)
        }
        return Response(body, type: MediaTypes.html, cache: PetitionRoutes.pageCache, for: request)
    }

    private static func page(
        _ petition: Petition,
        _ reading: PetitionTexts.Reading,
        _ older: PetitionTexts.Reading?
    ) -> TextPage {
        TextPage(
            petition: PetitionReference(petition),
            version: reading.version.version,
            since: reading.version.since,
            isDaily: petition.sheet.publication == .daily,
            currentVersion: petition.textVersion,
            reason: reading.reason,
            documentHash: Hexadecimal.encode(reading.version.hash),
            texts: TextPage.texts(of: reading.document),
            change: older.map { older in
                TextPage.Change(
                    from: older.version.version,
                    sections: PetitionDifference(from: older.document, to: reading.document).sections
                )
            }
        )
    }

    /// `7`, not `07` or `+7`: an address has one spelling.
    private static func number(_ text: some StringProtocol) -> Int? {
        guard let number = Int(text), String(number) == text else { return nil }
        return number
    }
}
