import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// Organisers record what those addressed have answered.
struct AdminTargetRoutes {
    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/admin/campaigns/{campaign}/targets/{target}", for: .allowed(.write)) { request, visit in
            let target = try await target(visit)
            let isSaved = request.uri.queryParameters["saved"] == "yes"
            let draft = StandingDraft(
                state: target.standing,
                date: target.answer?.date ?? "",
                text: target.answer?.text ?? "",
                source: target.answer?.source
            )
            return try page(visit, target, draft, request, isSaved: isSaved)
        }
        routes.post("/admin/campaigns/{campaign}/targets/{target}", for: .allowed(.write)) { request, visit in
            try await record(request, visit)
        }
    }

    /// The target of the address, as it stands now.
    private func target(_ visit: Visit) async throws -> Target {
        guard let place = visit.campaign, let id = visit.context.part("target").flatMap(Slug.init),
            let hub = try await PublicReading(site: web.site).hub(place.campaign.slug)
        else { throw Refused(.notFound) }
        let records = try await StandingReading(site: web.site).records(of: hub)
        guard let target = records.first(where: { $0.target.id == id })?.target else { throw Refused(.notFound) }
        return target
    }

    private func record(_ request: Request, _ visit: Visit) async throws -> Response {
        let target = try await target(visit)
        guard let place = visit.campaign, let draft = StandingDraft(visit.fields) else { throw Refused(.badRequest) }
        do {
            _ = try await Standings(site: web.site).record(draft, of: target.id, in: place.campaign.slug)
        } catch Standings.Refusal.draft(let problems) {
            return try page(visit, target, draft, request, problems: problems)
        } catch is Standings.Refusal {
            return try page(visit, target, draft, request, isUnrecorded: true)
        }
        try await Trail(site: web.site).add(.answerRecorded, target.id.text, in: place.id, by: visit.account.id)
        return .seeOther("/admin/campaigns/\(place.campaign.slug)/targets/\(target.id)?saved=yes")
    }

    private func page(
        _ visit: Visit,
        _ target: Target,
        _ draft: StandingDraft,
        _ request: Request,
        problems: [StandingDraft.Problem] = [],
        isUnrecorded: Bool = false,
        isSaved: Bool = false
    ) throws -> Response {
        guard let place = visit.campaign else { throw Refused(.notFound) }
        let page = AdminTargetPage(
            bar: visit.bar,
            campaign: place.campaign,
            target: target,
            draft: draft,
            problems: problems,
            isUnrecorded: isUnrecorded,
            isSaved: isSaved
        )
        let status: HTTPResponse.Status = problems.isEmpty && !isUnrecorded ? .ok : .unprocessableContent
        return .personal(web.renderer.render(page, in: web.language(of: request)), status: status)
    }
}

extension StandingDraft {
    /// What was sent; nil where the state is none, or the source is no number.
    fileprivate init?(_ fields: FieldBody) {
        guard let state = Target.Standing(rawValue: fields["state"]) else { return nil }
        let source = Int(fields["source"])
        guard fields["source"].isEmpty == (source == nil) else { return nil }
        self.init(
            state: state,
            date: fields["date"],
            text: fields["text"],
            source: source,
            correction: fields["correction"]
        )
    }
}
