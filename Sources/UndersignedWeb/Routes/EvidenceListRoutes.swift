import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore
import UndersignedEvidence

/// Lists of contract records: everybody who sells or buys, awards and records by a filter, what has some words.
struct EvidenceListRoutes {
    let web: Web

    /// Rows in one answer to a program.
    static let mostRows = 1_000

    func add(to routes: inout SiteRouter) {
        routes.get("/evidence/suppliers") { request, _ in try await parties(.suppliers, request) }
        routes.get("/evidence/suppliers.json") { request, _ in try await partiesFile(.suppliers, request) }
        routes.get("/evidence/suppliers.csv") { request, _ in try await partiesTable(.suppliers, request) }
        routes.get("/evidence/agencies") { request, _ in try await parties(.agencies, request) }
        routes.get("/evidence/agencies.json") { request, _ in try await partiesFile(.agencies, request) }
        routes.get("/evidence/agencies.csv") { request, _ in try await partiesTable(.agencies, request) }
        routes.get("/evidence/records") { request, _ in try await records(try address(.records, request), request) }
        routes.get("/evidence/records.json") { request, _ in try await recordsFile(request) }
        routes.get("/evidence/records.csv") { request, _ in try await recordsTable(request) }
        routes.get("/evidence/awards") { request, _ in try await awards(request) }
        routes.get("/evidence/awards.json") { request, _ in try await awardsFile(request) }
        routes.get("/evidence/awards.csv") { request, _ in try await awardsTable(request) }
        routes.get("/evidence/search") { request, _ in try await search(request) }
    }

    private var reading: DossierReading { DossierReading(site: web.site) }

    private var text: EvidenceText { EvidenceText(base: web.site.address.base) }

    // Everybody who sells, or who buys.

    private func order(_ request: Request) throws -> DossierParties.Order {
        let group = request.uri.queryParameters["by"].map(String.init) ?? ""
        guard group.isEmpty else {
            guard let group = DossierGroup(key: group), group.currency != nil else { throw Refused(.notFound) }
            return .obligated(group)
        }
        return .name(from: typed("from", 80, request))
    }

    /// What somebody typed, as a form sends it.
    private func typed(_ field: Substring, _ longest: Int, _ request: Request) -> String {
        let text = request.uri.queryParameters[field].map(String.init) ?? ""
        return String(text.replacing("+", with: " ").prefix(longest)).trimmingBlanks
    }

    private func parties(
        _ side: Dossier.Side,
        _ order: DossierParties.Order,
        _ request: Request,
        limit: Int
    ) async throws -> DossierParties {
        let after = request.uri.queryParameters["after"].map(String.init)
        let found = try await reading.parties(side, by: order, after: after, limit: limit)
        guard let found else { throw Refused(.notFound) }
        return found
    }

    private func parties(_ side: Dossier.Side, _ request: Request) async throws -> Response {
        let order = try order(request)
        let after = request.uri.queryParameters["after"].map(String.init)
        let found = try await parties(side, order, request, limit: DossierPartiesPage.perPage)
        let path = DossierPartiesPage.address(side, order, after: after)
        let page = DossierPartiesPage(
            side: side,
            order: order,
            parties: found,
            isFirst: after == nil,
            citation: try await web.citation(at: path)
        )
        return web.page(page, at: path, for: request)
    }

    private func partiesFile(_ side: Dossier.Side, _ request: Request) async throws -> Response {
        let order = try order(request)
        let found = try await parties(side, order, request, limit: Self.mostRows)
        let next = found.last.map { DossierPartiesPage.address(side, order, after: $0, suffix: ".json") }
        return web.file(text.file(found, side, next: next), for: request)
    }

    private func partiesTable(_ side: Dossier.Side, _ request: Request) async throws -> Response {
        let order = try order(request)
        let found = try await parties(side, order, request, limit: Self.mostRows)
        let next = found.last.map { DossierPartiesPage.address(side, order, after: $0, suffix: ".csv") }
        return web.table(EvidenceTable.totals(found.totals), next: next, for: request)
    }

    // Records and awards by a filter.

    private func address(_ list: EvidenceAddress.List, _ request: Request) throws -> EvidenceAddress {
        guard let address = EvidenceAddress(list, request) else { throw Refused(.notFound) }
        return address
    }

    private func records(
        _ address: EvidenceAddress,
        limit: Int
    ) async throws -> DossierListing<Dossier.Record> {
        let found = try await reading.records(address.filter, after: address.after, limit: limit)
        guard let found else { throw Refused(.notFound) }
        return found
    }

    /// The page of records that fit a filter.
    func records(_ address: EvidenceAddress, _ request: Request) async throws -> Response {
        guard let scope = try await reading.scope(of: address.filter) else { throw Refused(.notFound) }
        let found = try await records(address, limit: DossierListPage.perPage)
        guard found.count > 0 || !found.kinds.isEmpty || scope == DossierScope() else { throw Refused(.notFound) }
        let files = Set(found.items.map(\.file.id))
        let page = DossierListPage(
            address: address,
            scope: scope,
            listing: .records(found),
            citation: try await web.citation(at: address.path(), files: files)
        )
        return web.page(page, at: address.path(), for: request)
    }

    private func recordsFile(_ request: Request) async throws -> Response {
        let address = try address(.records, request)
        let found = try await records(address, limit: Self.mostRows)
        return web.file(text.file(found, next: address.going(on: found.last)?.path(".json")), for: request)
    }

    private func recordsTable(_ request: Request) async throws -> Response {
        let address = try address(.records, request)
        let found = try await records(address, limit: Self.mostRows)
        let next = address.going(on: found.last)?.path(".csv")
        return web.table(EvidenceTable.records(found.items), next: next, for: request)
    }

    private func awards(_ address: EvidenceAddress, limit: Int) async throws -> DossierListing<Dossier.Award> {
        let found = try await reading.awards(address.filter, after: address.after, limit: limit)
        guard let found else { throw Refused(.notFound) }
        return found
    }

    private func awards(_ request: Request) async throws -> Response {
        let address = try address(.awards, request)
        guard let scope = try await reading.scope(of: address.filter) else { throw Refused(.notFound) }
        let found = try await awards(address, limit: DossierListPage.perPage)
        guard found.count > 0 || !found.kinds.isEmpty || scope == DossierScope() else { throw Refused(.notFound) }
        let page = DossierListPage(
            address: address,
            scope: scope,
            listing: .awards(found),
            citation: try await web.citation(at: address.path(), files: try await reading.files(ofAwards: found.items))
        )
        return web.page(page, at: address.path(), for: request)
    }

    private func awardsFile(_ request: Request) async throws -> Response {
        let address = try address(.awards, request)
        let found = try await awards(address, limit: Self.mostRows)
        return web.file(text.file(found, next: address.going(on: found.last)?.path(".json")), for: request)
    }

    private func awardsTable(_ request: Request) async throws -> Response {
        let address = try address(.awards, request)
        let found = try await awards(address, limit: Self.mostRows)
        let next = address.going(on: found.last)?.path(".csv")
        return web.table(EvidenceTable.awards(found.items), next: next, for: request)
    }

    // By words.

    private func search(_ request: Request) async throws -> Response {
        let query = typed("q", DossierSearchPage.longestQuery, request)
        let number = request.uri.queryParameters["page"].map { Int($0) ?? 0 } ?? 1
        guard (1...DossierSearch.most / DossierSearchPage.perPage).contains(number) else { throw Refused(.notFound) }
        var found: DossierSearch?
        if !query.isEmpty {
            found = try await reading.search(query, page: number, perPage: DossierSearchPage.perPage)
        }
        return web.page(DossierSearchPage(query: query, found: found, page: number), at: nil, for: request)
    }
}

extension String {
    fileprivate var trimmingBlanks: String {
        let rest = drop { $0.isWhitespace }
        return String(rest.reversed().drop { $0.isWhitespace }.reversed())
    }
}
