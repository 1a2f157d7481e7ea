import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// Organisers take signatures out by rule: looked for, shown, ordered, and agreed to by a second one.
struct AdminRemovalRoutes {
    private static let base = "/admin/campaigns/{campaign}/petitions/{petition}/figures/removal"

    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.post(Self.base, for: .proven(.write)) { request, visit in try await preview(request, visit) }
        routes.post(Self.base + "/order", for: .proven(.write)) { request, visit in try await order(request, visit) }
        routes.post(Self.base + "/agreement", for: .proven(.write)) { request, visit in
            try await answer(request, visit) { removal, id, petition in
                try await removal.agree(to: id, of: petition, by: visit.account)
            }
        }
        routes.post(Self.base + "/refusal", for: .proven(.write)) { request, visit in
            try await answer(request, visit) { removal, id, petition in
                try await removal.refuse(id, of: petition, by: visit.account)
            }
        }
    }

    private var removal: RuleRemoval { RuleRemoval(site: web.site) }

    /// Shows what a rule finds; a POST, because it reads every signature.
    private func preview(
        _ request: Request,
        _ visit: Visit,
        refusal: AdminRemovalPage.Refusal? = nil
    ) async throws -> Response {
        let (place, petition) = try await web.petition(of: visit)
        var page = AdminRemovalPage(
            bar: visit.bar,
            campaign: place.campaign,
            petition: petition,
            rule: CorrectionRule(),
            preview: nil,
            name: visit.fields["name"],
            reason: visit.fields["reason"],
            hasOthers: try await removal.hasOthers(than: visit.account.id, in: place.id),
            refusal: refusal
        )
        guard let rule = CorrectionRule(visit.fields) else {
            page.refusal = .badRule
            return answer(page, request)
        }
        page.rule = rule
        do {
            // It opens the contact data of everybody: who looked is known, also where nothing comes of it.
            let trail = Trail(site: web.site)
            try await trail.add(.removalSearched, of: petition.slug, rule.words, by: visit.account.id)
            page.preview = try await removal.preview(petition, rule)
        } catch RuleRemoval.Refusal.correction(let refusal) {
            page.refusal = page.refusal ?? AdminRemovalPage.Refusal(refusal)
        }
        return answer(page, request)
    }

    private func order(_ request: Request, _ visit: Visit) async throws -> Response {
        let (_, petition) = try await web.petition(of: visit)
        guard let rule = CorrectionRule(visit.fields) else { return try await preview(request, visit) }
        do {
            _ = try await removal.order(
                petition,
                rule,
                name: visit.fields["name"],
                reason: visit.fields["reason"],
                typed: visit.fields["typed"],
                by: visit.account
            )
        } catch let refusal as RuleRemoval.Refusal {
            return try await preview(request, visit, refusal: AdminRemovalPage.Refusal(refusal))
        }
        return back(visit, petition)
    }

    private func answer(
        _ request: Request,
        _ visit: Visit,
        _ work: (RuleRemoval, Int64, Petition) async throws -> Void
    ) async throws -> Response {
        let (place, petition) = try await web.petition(of: visit)
        guard let id = Int64(visit.fields["proposal"]) else { throw Refused(.badRequest) }
        do {
            try await work(removal, id, petition)
        } catch let refusal as RuleRemoval.Refusal {
            let page = AdminRemovalPage(
                bar: visit.bar,
                campaign: place.campaign,
                petition: petition,
                rule: CorrectionRule(),
                preview: nil,
                hasOthers: true,
                refusal: AdminRemovalPage.Refusal(refusal)
            )
            return answer(page, request)
        }
        return back(visit, petition)
    }

    private func answer(_ page: AdminRemovalPage, _ request: Request) -> Response {
        let status: HTTPResponse.Status = page.refusal == nil ? .ok : .unprocessableContent
        return .personal(web.renderer.render(page, in: web.language(of: request)), status: status)
    }

    private func back(_ visit: Visit, _ petition: Petition) -> Response {
        let campaign = visit.campaign.map { "/admin/campaigns/\($0.campaign.slug)" } ?? ""
        return .seeOther("\(campaign)/petitions/\(petition.slug)/figures")
    }
}

extension AdminRemovalPage.Refusal {
    fileprivate init(_ refusal: RuleRemoval.Refusal) {
        self =
            switch refusal {
            case .correction(let refusal): AdminRemovalPage.Refusal(refusal)
            case .gone: .gone
            case .ownProposal: .ownProposal
            case .proposerGone: .proposerGone
            case .foundMore: .foundMore
            }
    }

    fileprivate init(_ refusal: Corrections.Refusal) {
        self =
            switch refusal {
            case .emptyRule: .emptyRule
            case .badName: .badName
            case .noReason: .noReason
            case .badReason: .badReason
            case .nothingFound: .nothingFound
            case .needsSecondPerson: .needsName
            case .foundMore: .foundMore
            case .sealed: .sealed
            case .clockInDoubt: .clockInDoubt
            case .unknownPetition, .notRunning: .gone
            }
    }
}

extension CorrectionRule {
    /// Reads a rule from a form; nil where a field does not read, or the end is before the beginning.
    fileprivate init?(_ fields: FieldBody) {
        let domain = fields["look-domain"]
        let (from, until) = (CalendarDate(fields["from"]), CalendarDate(fields["until"]))
        guard domain.isEmpty || WildcardPattern(domain) != nil, fields["from"].isEmpty == (from == nil),
            fields["until"].isEmpty == (until == nil)
        else { return nil }
        let source = fields["source"]
        // A day that is named is in it as a whole.
        let end = until.map { fields["until"].utf8.count == 10 ? $0.moment + .days(1) : $0.moment }
        if let start = from?.moment, let end, end <= start { return nil }
        self.init(
            source: source.isEmpty ? nil : source,
            domain: WildcardPattern(domain.lowercased()),
            from: from?.moment,
            until: end
        )
    }
}
