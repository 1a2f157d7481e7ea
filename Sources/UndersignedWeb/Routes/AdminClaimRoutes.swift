import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// Organisers write claims, publish and correct them, keep copies of their sources, and take claims back.
struct AdminClaimRoutes {
    /// More than a copy may have, so that somebody with a long scan is told how much that is.
    private static let uploadLimit = 16 * 1_024 * 1_024

    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/admin/campaigns/{campaign}/claims", for: .allowed(.write)) { request, visit in
            let place = try place(visit)
            let claims = try await writing.shelf(in: place.id)
            let page = AdminClaimsPage(bar: visit.bar, campaign: place.campaign, claims: claims)
            return .personal(web.renderer.render(page, in: web.language(of: request)))
        }
        routes.get("/admin/campaigns/{campaign}/claims/new", for: .allowed(.write)) { request, visit in
            try await page(visit, request, nil, ClaimForm(), "", .init())
        }
        routes.post("/admin/campaigns/{campaign}/claims", for: .allowed(.write)) { request, visit in
            try await save(request, visit, nil)
        }
        routes.get("/admin/campaigns/{campaign}/claims/{claim}", for: .allowed(.write)) { request, visit in
            var news = AdminClaimPage.News()
            news.isSaved = request.uri.queryParameters["saved"] == "yes"
            return try await page(visit, request, try await file(visit), news)
        }
        routes.post("/admin/campaigns/{campaign}/claims/{claim}", for: .allowed(.write)) { request, visit in
            try await save(request, visit, try await file(visit))
        }
        addSteps(to: &routes)
    }

    private func addSteps(to routes: inout SiteRouter) {
        routes.post("/admin/campaigns/{campaign}/claims/{claim}/publication", for: .allowed(.write)) { request, visit in
            try await step(request, visit) { number, id in
                try await writing.publish(number, in: id, mark: visit.fields["mark"], by: visit.account.id)
            }
        }
        routes.post("/admin/campaigns/{campaign}/claims/{claim}/withdrawal", for: .allowed(.write)) { request, visit in
            try await step(request, visit) { number, id in
                try await writing.withdraw(number, in: id, reason: visit.fields["reason"], by: visit.account.id)
            }
        }
        routes.post(
            "/admin/campaigns/{campaign}/claims/{claim}/copies",
            for: .allowed(.write),
            limit: Self.uploadLimit
        ) { request, visit in
            try await step(request, visit) { number, id in
                try await ClaimCopying(site: web.site).keep(
                    visit.fields.file,
                    ofDocument: Self.document(visit),
                    of: number,
                    in: id,
                    note: visit.fields["note"],
                    mark: visit.fields["mark"],
                    by: visit.account.id
                )
            }
        }
        routes.post("/admin/campaigns/{campaign}/claims/{claim}/copies/removal", for: .allowed(.write)) {
            request,
            visit in
            try await step(request, visit) { number, id in
                guard let hash = Hexadecimal.decode(visit.fields["hash"]) else { throw Refused(.badRequest) }
                try await ClaimCopying(site: web.site).remove(hash, of: number, in: id, by: visit.account.id)
            }
        }
    }

    private var writing: ClaimWriting { ClaimWriting(site: web.site) }

    private static func document(_ visit: Visit) -> Int { Int(visit.fields["place"]) ?? -1 }

    private func place(_ visit: Visit) throws -> NamedCampaign {
        guard let place = visit.campaign else { throw Refused(.notFound) }
        return place
    }

    private func file(_ visit: Visit) async throws -> ClaimWriting.File {
        guard let number = visit.context.part("claim").flatMap({ Int32($0) }),
            let file = try await writing.file(Int(number), in: try place(visit).id)
        else { throw Refused(.notFound) }
        return file
    }

    private func save(_ request: Request, _ visit: Visit, _ file: ClaimWriting.File?) async throws -> Response {
        let place = try place(visit)
        let petitions = try await writing.petitions(in: place.id).map(\.slug)
        let form = ClaimForm(visit.fields, place.campaign, petitions)
        var (news, mark) = (AdminClaimPage.News(), visit.fields["mark"])
        let outcome = try await writing.save(
            form,
            in: place.id,
            replacing: file?.claim.number,
            mark: mark,
            by: visit.account.id
        )
        switch outcome {
        case .saved(let number): return .seeOther(address(place, number) + "?saved=yes")
        case .problems(let problems): news.problems = problems.all
        case .refused(let refusal): news.refusal = refusal
        case .clash(let current):
            // Sent once more it stands: whoever does that has seen the other one.
            (news.clash, mark) = (current, ClaimWriting.mark(of: current))
        }
        return try await page(visit, request, file, form, mark, news)
    }

    private func step(
        _ request: Request,
        _ visit: Visit,
        _ work: (_ number: Int, _ campaignID: Int64) async throws -> Void
    ) async throws -> Response {
        let place = try place(visit)
        let number = try await file(visit).claim.number
        var news = AdminClaimPage.News()
        do {
            try await work(number, place.id)
            return .seeOther(address(place, number))
        } catch let refusal as Claim.Refusal {
            news.refusal = refusal
        } catch let problem as KeptCopy.Problem {
            news.copy = (Self.document(visit), problem)
        } catch let problems as WritingProblems {
            (news.problems, news.reason) = (problems.all, visit.fields["reason"])
        }
        return try await page(visit, request, try await file(visit), news)
    }

    private func address(_ place: NamedCampaign, _ number: Int) -> String {
        "/admin/campaigns/\(place.campaign.slug)/claims/\(number)"
    }

    private func page(
        _ visit: Visit,
        _ request: Request,
        _ file: ClaimWriting.File,
        _ news: AdminClaimPage.News
    ) async throws -> Response {
        let form = ClaimForm(file.claim.version.text)
        return try await page(visit, request, file, form, ClaimWriting.mark(of: file.claim), news)
    }

    private func page(
        _ visit: Visit,
        _ request: Request,
        _ file: ClaimWriting.File?,
        _ form: ClaimForm,
        _ mark: String,
        _ news: AdminClaimPage.News
    ) async throws -> Response {
        let place = try place(visit)
        let petitions = try await writing.petitions(in: place.id)
        let page = AdminClaimPage(
            bar: visit.bar,
            ground: AdminClaimPage.Ground(campaign: place.campaign, petitions: petitions),
            file: file,
            form: form,
            mark: mark,
            news: news
        )
        let html = web.renderer.render(page, in: web.language(of: request))
        return .personal(html, status: news.isFine ? .ok : .unprocessableContent)
    }
}
