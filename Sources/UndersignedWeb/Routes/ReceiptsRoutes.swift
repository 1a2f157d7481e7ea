import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// Receipts of entries that were lost are presented here (DESIGN 11.19).
struct ReceiptsRoutes {
    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/petitions/{slug}/receipts") { request, context in try await form(request, context) }
        routes.post("/petitions/{slug}/receipts") { request, context in try await present(request, context) }
    }

    private func form(_ request: Request, _ context: WebContext) async throws -> Response {
        let petition = try await petition(context)
        return page(petition, request)
    }

    private func present(_ request: Request, _ context: WebContext) async throws -> Response {
        let petition = try await petition(context)
        let fields = try await request.fields()
        if let limiter = web.limiter, let seconds = limiter.take(web.prefix(of: request, context)) {
            throw Refused(.tooMany, retryAfter: seconds)
        }
        let isOurs = web.formTokens.accepts(fields["t"], petitionID: petition.id, now: web.site.ambient.now())
        // Open for too long, or from elsewhere: shown again with the receipt kept and a fresh token.
        guard isOurs || request.wantsJSON && fields["t"].isEmpty else {
            let receipt = fields["receipt"]
            return page(petition, request, receipt: receipt, isStale: true, status: .unprocessableContent)
        }
        do {
            let presenting = ReceiptPresenting(site: web.site)
            try await presenting.present(
                Self.file(fields["receipt"]),
                petition: petition,
                language: web.language(of: request)
            )
        } catch let refusal as ReceiptPresenting.Refusal {
            if request.wantsJSON { return .json(["error": "\(refusal)"], status: .unprocessableContent) }
            let status: HTTPResponse.Status = .unprocessableContent
            return page(petition, request, receipt: fields["receipt"], refusal: refusal, status: status)
        } catch is Sequencer.Overloaded {
            throw Refused(.busy, retryAfter: 5)
        }
        return request.wantsJSON
            ? .json(["state": "sent"], status: .accepted) : .seeOther("/petitions/\(petition.slug)/sent")
    }

    /// Only where something was lost is there such a page.
    private func petition(_ context: WebContext) async throws -> Petition {
        let petition = try await web.snapshot(context).petition
        guard let log = petition.log, log.number > 1 else { throw Refused(.notFound) }
        return petition
    }

    /// A browser sends the lines of a text area with CR LF, and people paste more or fewer empty lines at the ends.
    private static func file(_ pasted: String) -> [UInt8] {
        let lines = pasted.split(omittingEmptySubsequences: false) { $0 == "\r\n" || $0 == "\n" }
        let text = lines.drop { $0.isEmpty }.reversed().drop { $0.isEmpty }.reversed()
        return Array((text.joined(separator: "\n") + "\n").utf8)
    }

    private func page(
        _ petition: Petition,
        _ request: Request,
        receipt: String = "",
        refusal: ReceiptPresenting.Refusal? = nil,
        isStale: Bool = false,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let page = ReceiptsPage(
            petition: PetitionReference(petition),
            token: web.formTokens.issue(petitionID: petition.id, now: web.site.ambient.now()),
            receipt: receipt,
            refusal: refusal,
            isStale: isStale
        )
        return .personal(web.renderer.render(page, in: web.language(of: request)), status: status)
    }
}
