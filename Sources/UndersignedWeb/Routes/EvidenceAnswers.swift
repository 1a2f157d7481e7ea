import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// Answers about contract records: pages, and the same for programs.
extension Web {
    // Without a path where it must not be repeated.
    func page(_ page: some Page, at path: String?, for request: Request) -> Response {
        let html = renderer.render(page, in: language(of: request), at: path)
        return Response(
            SharedBody(Array(html.utf8)),
            type: MediaTypes.html,
            cache: PetitionRoutes.pageCache,
            for: request
        )
    }

    func file(_ value: JSONValue, for request: Request) -> Response {
        .open(SharedBody(JSONText.encode(value)), type: MediaTypes.json, cache: FigureRoutes.cache, for: request)
    }

    // A table has no place for where it goes on: `Link` names it (RFC 8288).
    func table(_ text: String, next: String? = nil, for request: Request) -> Response {
        var response = Response.open(
            SharedBody(Array(text.utf8)),
            type: MediaTypes.csv,
            cache: FigureRoutes.cache,
            for: request
        )
        if let next, let name = HTTPField.Name("Link") {
            response.headers[name] = "<\(site.address.base)\(next)>; rel=\"next\""
        }
        return response
    }

    /// What a page is cited by.
    ///
    /// - Parameters:
    ///   - path: The page's own.
    ///   - files: The numbers of those whose statements it shows; nil for all that are published.
    /// - Returns: Each file once.
    /// - Throws: A fault of the database.
    func citation(at path: String, files: Set<Int64>? = nil) async throws -> DossierCitation {
        let published = try await DossierReading(site: site).files()
        return DossierCitation(
            siteName: renderer.site.name,
            address: site.address.base + path,
            readAt: site.ambient.now(),
            files: published.filter { files?.contains($0.id) ?? true }
        )
    }
}
