import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// Moderators look at names and comments, decide, and take decisions back.
struct AdminModerationRoutes {
    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/admin/campaigns/{campaign}/petitions/{petition}/moderation", for: .allowed(.moderate)) {
            request,
            visit in
            try await queue(request, visit)
        }
        routes.post("/admin/campaigns/{campaign}/petitions/{petition}/moderation", for: .allowed(.moderate)) {
            request,
            visit in
            try await decide(request, visit)
        }
        routes.get("/admin/campaigns/{campaign}/petitions/{petition}/moderation/decisions", for: .allowed(.moderate)) {
            request,
            visit in
            try await decisions(request, visit)
        }
        routes.post("/admin/campaigns/{campaign}/petitions/{petition}/moderation/reversal", for: .allowed(.moderate)) {
            request,
            visit in
            try await reverse(request, visit)
        }
        routes.post("/admin/campaigns/{campaign}/petitions/{petition}/moderation/rules", for: .allowed(.moderate)) {
            request,
            visit in
            try await setRules(request, visit)
        }
    }

    private var moderation: Moderation { Moderation(site: web.site) }

    private func petition(_ visit: Visit) async throws -> (campaign: Campaign, petition: Petition) {
        guard let place = visit.campaign, let slug = visit.context.part("petition").flatMap(Slug.init),
            let petition = try await moderation.petition(slug, in: place.id)
        else { throw Refused(.notFound) }
        return (place.campaign, petition)
    }

    private func queue(_ request: Request, _ visit: Visit) async throws -> Response {
        let (campaign, petition) = try await self.petition(visit)
        let place = try Self.place(request)
        let queue = try await moderation.queue(of: petition, after: place, for: visit.account.id)
        var page = AdminModerationPage(bar: visit.bar, campaign: campaign, petition: petition, queue: queue)
        page.skipped = request.uri.queryParameters["skipped"].flatMap { Int($0) } ?? 0
        return self.page(page, request)
    }

    private func decide(_ request: Request, _ visit: Visit) async throws -> Response {
        let (campaign, petition) = try await self.petition(visit)
        let fields = visit.fields
        guard let act = DisplayVerdict.Act(rawValue: fields["act"]) else { throw Refused(.badRequest) }
        let seen = fields["all"] == "yes" ? fields.cases("listed-") : fields.cases("case-")
        do {
            let verdict = try DisplayVerdict(act, because: DisplayReason(rawValue: fields["reason"]))
            let outcome = try await moderation.decide(seen, verdict, of: petition, by: visit.account.id)
            let query = outcome.skipped > 0 ? "?skipped=\(outcome.skipped)" : ""
            return .seeOther(Self.path(campaign, petition) + query)
        } catch let refusal as DisplayVerdict.Refusal {
            var page = try await queuePage(campaign, petition, visit)
            (page.refusal, page.ticked) = (refusal, Set(seen.map(\.place)))
            return self.page(page, request, status: .unprocessableContent)
        }
    }

    private func reverse(_ request: Request, _ visit: Visit) async throws -> Response {
        let (campaign, petition) = try await self.petition(visit)
        guard let batch = Int64(visit.fields["batch"]) else { throw Refused(.badRequest) }
        let one = PublicNameHandle(visit.fields["case"])
        guard one != nil || visit.fields["case"].isEmpty else { throw Refused(.badRequest) }
        let count = try await moderation.reverse(batch, of: one, in: petition, by: visit.account.id)
        let query = count == 0 ? "?skipped=1" : ""
        return .seeOther(Self.path(campaign, petition) + query)
    }

    private func setRules(_ request: Request, _ visit: Visit) async throws -> Response {
        let (campaign, petition) = try await self.petition(visit)
        let fields = visit.fields
        let form = DisplayForm(way: fields["display"], words: fields["words"], comments: fields["comments"])
        do {
            try await moderation.setRules(form, over: fields["seen"], of: petition, by: visit.account.id)
        } catch let problems as WritingProblems {
            var page = try await queuePage(campaign, petition, visit)
            (page.rules, page.problems, page.seen) = (form, problems.all, fields["seen"])
            return self.page(page, request, status: .unprocessableContent)
        } catch let changed as Moderation.RulesChanged {
            var page = try await queuePage(campaign, petition, visit)
            (page.rules, page.clash, page.seen) = (
                form, DisplayForm(changed.current), Moderation.mark(of: changed.current)
            )
            return self.page(page, request, status: .conflict)
        }
        return .seeOther(Self.path(campaign, petition))
    }

    private func queuePage(
        _ campaign: Campaign,
        _ petition: Petition,
        _ visit: Visit
    ) async throws -> AdminModerationPage {
        AdminModerationPage(
            bar: visit.bar,
            campaign: campaign,
            petition: petition,
            queue: try await moderation.queue(of: petition, after: nil, for: visit.account.id)
        )
    }

    private func decisions(_ request: Request, _ visit: Visit) async throws -> Response {
        let (campaign, petition) = try await self.petition(visit)
        let place = try Self.place(request)
        let (items, hasMore) = try await moderation.decided(of: petition, after: place)
        let page = AdminDecisionsPage(
            bar: visit.bar,
            campaign: campaign,
            petition: petition,
            items: items,
            hasMore: hasMore
        )
        return .personal(web.renderer.render(page, in: web.language(of: request)))
    }

    private static func path(_ campaign: Campaign, _ petition: Petition) -> String {
        "/admin/campaigns/\(campaign.slug)/petitions/\(petition.slug)/moderation"
    }

    /// The case after which a page begins; nil for the first page.
    private static func place(_ request: Request) throws -> DisplayCasePlace? {
        guard let text = request.uri.queryParameters["after"] else { return nil }
        guard let place = DisplayCasePlace(text) else { throw Refused(.notFound) }
        return place
    }

    private func page(
        _ page: AdminModerationPage,
        _ request: Request,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        .personal(web.renderer.render(page, in: web.language(of: request)), status: status)
    }
}

extension FieldBody {
    /// The cases that a form names, each once, with the decision that its sender saw.
    fileprivate func cases(_ prefix: String) -> [Moderation.Seen] {
        var named: Set<PublicNameHandle> = []
        return fields.compactMap { field in
            guard field.name.hasPrefix(prefix), let place = PublicNameHandle(field.name.dropFirst(prefix.count)),
                let batch = Int64(field.value), named.insert(place).inserted
            else { return nil }
            return Moderation.Seen(place: place, batch: batch)
        }
    }
}
