import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore
import UndersignedEvidence

/// What was published of contract records: pages, and the same for programs.
struct EvidenceRoutes {
    let web: Web

    /// Records in one answer to a program.
    private static let mostRecords = 1_000

    func add(to routes: inout SiteRouter) {
        routes.get("/evidence") { request, _ in try await overview(request) }
        routes.get("/evidence.json") { request, _ in try await overviewFile(request) }
        routes.get("/evidence/suppliers/{id}") { request, context in
            try await party(.suppliers, request, context)
        }
        routes.get("/evidence/suppliers/{id}.json") { request, context in
            try await partyFile(.suppliers, request, context)
        }
        routes.get("/evidence/suppliers/{id}.csv") { request, context in
            try await partyTable(.suppliers, request, context)
        }
        routes.get("/evidence/suppliers/{id}/records") { request, context in
            try await records(.suppliers, request, context)
        }
        routes.get("/evidence/agencies/{id}") { request, context in try await party(.agencies, request, context) }
        routes.get("/evidence/agencies/{id}.json") { request, context in
            try await partyFile(.agencies, request, context)
        }
        routes.get("/evidence/agencies/{id}.csv") { request, context in
            try await partyTable(.agencies, request, context)
        }
        routes.get("/evidence/agencies/{id}/records") { request, context in
            try await records(.agencies, request, context)
        }
        routes.get("/evidence/awards/{id}") { request, context in try await award(request, context) }
        routes.get("/evidence/awards/{id}.json") { request, context in try await awardFile(request, context) }
        routes.get("/evidence/awards/{id}.csv") { request, context in try await awardTable(request, context) }
    }

    private var reading: DossierReading { DossierReading(site: web.site) }

    private func overview(_ request: Request) async throws -> Response {
        let overview = try await reading.overview(limit: DossierPage.mostAwards)
        let citation = try await web.citation(at: "/evidence")
        return web.page(DossierPage(overview: overview, citation: citation), at: "/evidence", for: request)
    }

    private func overviewFile(_ request: Request) async throws -> Response {
        let overview = try await reading.overview(limit: DossierPage.mostAwards)
        return web.file(EvidenceText(base: web.site.address.base).file(overview), for: request)
    }

    private func party(_ side: Dossier.Side, _ request: Request, _ context: WebContext) async throws -> Response {
        let party = try await party(side, context)
        let path = "/evidence/\(side.rawValue)/\(party.name.id)"
        let citation = try await web.citation(at: path, files: party.files)
        return web.page(DossierPartyPage(party: party, side: side, citation: citation), at: path, for: request)
    }

    private func partyFile(_ side: Dossier.Side, _ request: Request, _ context: WebContext) async throws -> Response {
        let party = try await party(side, context)
        return web.file(EvidenceText(base: web.site.address.base).file(party, side), for: request)
    }

    private func partyTable(_ side: Dossier.Side, _ request: Request, _ context: WebContext) async throws -> Response {
        web.table(EvidenceTable.sums(try await party(side, context).sums), for: request)
    }

    private func party(_ side: Dossier.Side, _ context: WebContext) async throws -> Dossier.Party {
        let found = try await reading.party(try number(context), side, limit: DossierPartyPage.mostAwards)
        guard let found else { throw Refused(.notFound) }
        return found
    }

    /// The address of the records behind the sums of a year, from before there were other filters.
    private func records(_ side: Dossier.Side, _ request: Request, _ context: WebContext) async throws -> Response {
        guard var address = EvidenceAddress(.records, request), address.filter.year != nil else {
            throw Refused(.notFound)
        }
        switch side {
        case .suppliers: address.filter.supplierID = try number(context)
        case .agencies: address.filter.agencyID = try number(context)
        }
        return try await EvidenceListRoutes(web: web).records(address, request)
    }

    private func award(_ request: Request, _ context: WebContext) async throws -> Response {
        let slice = try await slice(request, context, perPage: DossierAwardPage.perPage)
        let award = slice.found.award
        let path = "/evidence/awards/\(award.id)" + (slice.page > 1 ? "?page=\(slice.page)" : "")
        var shown = DossierAwardPage(
            award: award,
            records: slice.found.records,
            page: slice.page,
            pageCount: slice.pageCount,
            citation: try await web.citation(at: path, files: Set(slice.found.records.map(\.file.id)))
        )
        shown.obligation = slice.found.obligation
        if slice.page == 1 { shown.timeline = slice.found.timeline }
        return web.page(shown, at: path, for: request)
    }

    private func awardFile(_ request: Request, _ context: WebContext) async throws -> Response {
        let slice = try await slice(request, context, perPage: Self.mostRecords)
        let text = EvidenceText(base: web.site.address.base)
        let next = slice.page < slice.pageCount ? slice.page + 1 : nil
        return web.file(text.file(slice.found, next: next), for: request)
    }

    private func awardTable(_ request: Request, _ context: WebContext) async throws -> Response {
        let slice = try await slice(request, context, perPage: Self.mostRecords)
        return web.table(EvidenceTable.records(slice.found.records), for: request)
    }

    /// A page of an award's records.
    private struct Slice {
        let found: DossierAward
        let page: Int
        let pageCount: Int
    }

    private func slice(_ request: Request, _ context: WebContext, perPage: Int) async throws -> Slice {
        let page = request.uri.queryParameters["page"].map { Int($0) ?? 0 } ?? 1
        guard (1...1_000_000).contains(page) else { throw Refused(.notFound) }
        let found = try await reading.award(try number(context), skipping: (page - 1) * perPage, limit: perPage)
        guard let found, !found.records.isEmpty else { throw Refused(.notFound) }
        return Slice(found: found, page: page, pageCount: (found.award.recordCount + perPage - 1) / perPage)
    }

    private func number(_ context: WebContext) throws -> Int64 {
        // One address each: `01` is none.
        guard let text = context.part("id"), let number = Int64(text), number > 0, String(number) == text else {
            throw Refused(.notFound)
        }
        return number
    }
}
