import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// Who sells whose products: whoever writes the site's campaigns decides.
struct AdminResellerRoutes {
    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/admin/evidence/resellers", for: .allowed(.write)) { request, visit in
            try await page(request, visit)
        }
        routes.post("/admin/evidence/resellers", for: .allowed(.write)) { request, visit in
            try await decide(request, visit)
        }
    }

    private var reselling: Reselling { Reselling(site: web.site) }

    private func page(
        _ request: Request,
        _ visit: Visit,
        _ refusal: Reselling.Refusal? = nil
    ) async throws -> Response {
        var page = AdminResellerPage(
            bar: visit.bar,
            waiting: try await reselling.waiting(),
            decisions: try await reselling.decisions(),
            refusal: refusal
        )
        if refusal != nil { (page.reseller, page.vendor) = (visit.fields["reseller"], visit.fields["vendor"]) }
        let status: HTTPResponse.Status =
            switch refusal {
            case nil: .ok
            case .saidToBeOne, .otherWayRound, .saidOtherwise: .conflict
            default: .unprocessableContent
            }
        return .personal(web.renderer.render(page, in: web.language(of: request)), status: status)
    }

    private func decide(_ request: Request, _ visit: Visit) async throws -> Response {
        let fields = visit.fields
        guard ["accept", "refuse", "undo"].contains(fields["say"]) else { throw Refused(.badRequest) }
        // Typed by hand: what is no number is nobody's.
        let (reseller, vendor) = (number(fields["reseller"]), number(fields["vendor"]))
        do {
            for id in [reseller, vendor] where id <= 0 { throw Reselling.Refusal.unknownSupplier(id) }
            if fields["say"] == "undo" {
                try await reselling.undo(reseller, sells: vendor, by: visit.account.id)
            } else {
                let isAccepted = fields["say"] == "accept"
                _ = try await reselling.decide(reseller, sells: vendor, accepted: isAccepted, by: visit.account.id)
            }
        } catch Reselling.Refusal.undecided {
            // Taken back in another window: it is as it was asked for.
        } catch let refusal as Reselling.Refusal {
            return try await page(request, visit, refusal)
        }
        return .seeOther("/admin/evidence/resellers")
    }

    private func number(_ typed: String) -> Int64 { Int64(typed.filter { $0 != " " }) ?? 0 }
}
