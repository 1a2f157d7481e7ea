import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// Organisers write campaigns down.
struct AdminCampaignRoutes {
    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/admin/campaigns/new", for: .allowed(.write)) { request, visit in
            page(AdminCampaignPage(bar: visit.bar, slug: nil, form: CampaignForm(), mark: ""), request)
        }
        routes.post("/admin/campaigns", for: .allowed(.write)) { request, visit in
            try await save(request, visit, old: nil)
        }
        routes.get("/admin/campaigns/{campaign}", for: .allowed(.write)) { request, visit in
            guard let place = visit.campaign else { throw Refused(.notFound) }
            let isSaved = request.uri.queryParameters["saved"] == "yes"
            return page(try await form(place, visit, isSaved: isSaved), request)
        }
        routes.post("/admin/campaigns/{campaign}", for: .allowed(.write)) { request, visit in
            try await save(request, visit, old: visit.campaign)
        }
    }

    private func form(_ place: NamedCampaign, _ visit: Visit, isSaved: Bool) async throws -> AdminCampaignPage {
        AdminCampaignPage(
            bar: visit.bar,
            slug: place.campaign.slug,
            form: CampaignForm(place.campaign),
            mark: CampaignWriting.mark(of: place.campaign),
            petitions: try await Desk(site: web.site).petitions(of: place.id),
            targets: place.campaign.targets,
            partners: place.campaign.members,
            discarded: try await Desk(site: web.site).discarded(in: place.id),
            isSaved: isSaved
        )
    }

    private func save(_ request: Request, _ visit: Visit, old: NamedCampaign?) async throws -> Response {
        let form = CampaignForm(visit.fields)
        let outcome = try await CampaignWriting(site: web.site).save(
            form,
            replacing: old?.campaign.slug,
            mark: visit.fields["mark"],
            by: visit.account.id
        )
        var again = AdminCampaignPage(
            bar: visit.bar,
            slug: old?.campaign.slug,
            form: form,
            mark: visit.fields["mark"],
            petitions: try await old.asyncMap { try await Desk(site: web.site).petitions(of: $0.id) } ?? [],
            targets: old?.campaign.targets ?? [],
            partners: old?.campaign.members ?? [],
            discarded: try await old.asyncMap { try await Desk(site: web.site).discarded(in: $0.id) } ?? []
        )
        switch outcome {
        case .saved(let slug):
            return .seeOther("/admin/campaigns/\(slug)?saved=yes")
        case .problems(let problems):
            again.problems = problems.all
        case .clash(let current):
            // Sent once more it stands: whoever does that has seen the other one.
            again.clash = CampaignForm(current)
            again.mark = CampaignWriting.mark(of: current)
        }
        return page(again, request, status: .unprocessableContent)
    }

    private func page(
        _ page: AdminCampaignPage,
        _ request: Request,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        .personal(web.renderer.render(page, in: web.language(of: request)), status: status)
    }
}

extension CampaignForm {
    fileprivate init(_ fields: FieldBody) {
        self.init()
        (slug, title, summary) = (fields["slug"], fields["title"], fields["summary"])
        (description, language) = (fields["description"], fields["language"])
        (sponsor, sponsorAddress) = (fields["sponsor"], fields["sponsor-address"])
        (partners, targets) = (fields["partners"], fields["targets"])
        (demands, sources) = (fields["demands"], fields["sources"])
    }
}

extension Optional {
    /// What a step makes of the value, where there is one.
    fileprivate func asyncMap<T>(_ transform: (Wrapped) async throws -> T) async rethrows -> T? {
        guard let self else { return nil }
        return try await transform(self)
    }
}
