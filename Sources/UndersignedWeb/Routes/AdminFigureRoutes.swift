import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// How petitions go, for those who run them, and what they decide on account of it.
struct AdminFigureRoutes {
    private static let base = "/admin/campaigns/{campaign}/petitions/{petition}/figures"

    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/admin/campaigns/{campaign}/figures", for: .allowed(.see)) { request, visit in
            guard let place = visit.campaign else { throw Refused(.notFound) }
            let rows = try await CampaignFigures(site: web.site).rows(of: place.id)
            let page = AdminCampaignFiguresPage(bar: visit.bar, campaign: place.campaign, rows: rows)
            return .personal(web.renderer.render(page, in: web.language(of: request)))
        }
        routes.get(Self.base, for: .allowed(.see)) { request, visit in try await show(request, visit) }
        routes.post(Self.base + "/holds", for: .proven(.write)) { request, visit in
            try await decide(request, visit) { holding, petition in
                let (domain, perHour) = (visit.fields["domain"], visit.fields["per-hour"])
                try await holding.begin(petition, domain: domain, perHour: perHour, by: visit.account.id)
            }
        }
        routes.post(Self.base + "/holds/end", for: .proven(.write)) { request, visit in
            guard let ruleID = Int64(visit.fields["hold"]) else { throw Refused(.badRequest) }
            return try await decide(request, visit) { holding, petition in
                try await holding.end(ruleID, of: petition, by: visit.account.id)
            }
        }
        routes.post(Self.base + "/release", for: .proven(.write)) { request, visit in
            try await decide(request, visit) { holding, petition in
                try await holding.release(petition, by: visit.account.id)
            }
        }
    }

    private func show(_ request: Request, _ visit: Visit, refusal: Holding.Refusal? = nil) async throws -> Response {
        let (place, petition) = try await web.petition(of: visit)
        let page = AdminFiguresPage(
            bar: visit.bar,
            campaign: place.campaign,
            petition: petition,
            figures: try await figures(of: petition, visit),
            decides: visit.may(.write),
            // What a partner brings is shown to it alone, on a page of its own.
            seesSources: visit.may(.moderate) || visit.may(.readTrail),
            refusal: refusal
        )
        let status: HTTPResponse.Status = refusal == nil ? .ok : .unprocessableContent
        return .personal(web.renderer.render(page, in: web.language(of: request)), status: status)
    }

    private func figures(of petition: Petition, _ visit: Visit) async throws -> PetitionFigures? {
        guard petition.log != nil, let snapshot = try await web.board.snapshot(petition.slug), snapshot.size > 0 else {
            return nil
        }
        let hours = try await web.series.series(of: snapshot).hours(upTo: snapshot)
        return try await FigureReading(site: web.site).figures(of: snapshot, hours: hours, for: visit.account.id)
    }

    private func decide(
        _ request: Request,
        _ visit: Visit,
        _ work: (Holding, Petition) async throws -> Void
    ) async throws -> Response {
        let (place, petition) = try await web.petition(of: visit)
        do {
            try await work(Holding(site: web.site), petition)
        } catch let refusal as Holding.Refusal {
            return try await show(request, visit, refusal: refusal)
        }
        return .seeOther("/admin/campaigns/\(place.campaign.slug)/petitions/\(petition.slug)/figures")
    }
}

extension Web {
    /// The petition that an organisers' address names, in the campaign that it names.
    func petition(of visit: Visit) async throws -> (place: NamedCampaign, petition: Petition) {
        guard let place = visit.campaign, let slug = visit.context.part("petition").flatMap(Slug.init),
            let petition = try await Desk(site: site).petitions(of: place.id).first(where: { $0.slug == slug })
        else { throw Refused(.notFound) }
        return (place, petition)
    }
}
