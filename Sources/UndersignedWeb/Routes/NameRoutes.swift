import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// A petition's public names and comments, and what readers say of one of them.
struct NameRoutes {
    static let namesPerPage = 100
    /// Each may have a thousand letters beside it.
    static let commentsPerPage = 25

    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/petitions/{slug}/names") { request, context in try await names(request, context) }
        routes.get("/petitions/{slug}/names/{place}/reports") { request, context in
            try await form(request, context)
        }
        routes.post("/petitions/{slug}/names/{place}/reports") { request, context in
            try await report(request, context)
        }
    }

    private func names(_ request: Request, _ context: WebContext) async throws -> Response {
        let snapshot = try await web.snapshot(context)
        let petition = snapshot.petition
        let showsComments = petition.sheet.showsComments
        let start = try Self.start(request)
        let reach = try await PublicNames(site: web.site).reach(of: petition, from: start)
        guard reach > 0 else { throw Refused(.notFound) }
        let some = try await PublicNames(site: web.site).some(
            of: petition,
            from: start,
            limit: showsComments ? Self.commentsPerPage : Self.namesPerPage
        )
        var page = NamesPage(
            petition: PetitionReference(petition),
            entries: some.names.map { NamesPage.Entry(name: $0.name, comment: $0.comment, place: $0.place) },
            shownCount: min(some.count, PublicNames.countLimit),
            isMore: some.count > PublicNames.countLimit,
            showsComments: showsComments,
            earlier: some.hasEarlier ? some.names.first?.place : nil,
            later: some.hasLater && reach > some.names.count ? some.names.last?.place : nil
        )
        page.isOver = Retention.isOver(petition, at: web.site.ambient.now())
        page.isForMembers = petition.sheet.signatories == .members
        page.reveal = snapshot.members.flatMap { $0.isRevealed ? nil : $0.reveal }
        let html = web.renderer.render(page, in: web.language(of: request), at: "/petitions/\(petition.slug)/names")
        return Self.unlisted(.personal(html))
    }

    /// Where the page begins.
    private static func start(_ request: Request) throws -> PublicNames.Start {
        let (after, before) = (request.uri.queryParameters["after"], request.uri.queryParameters["before"])
        switch (after, before) {
        case (nil, nil): return .top
        case (let after?, nil):
            guard let place = PublicNameHandle(after) else { throw Refused(.notFound) }
            return .after(place)
        case (nil, let before?):
            guard let place = PublicNameHandle(before) else { throw Refused(.notFound) }
            return .before(place)
        case (_?, _?): throw Refused(.notFound)
        }
    }

    private func form(_ request: Request, _ context: WebContext) async throws -> Response {
        let petition = try await web.snapshot(context).petition
        let place = try Self.place(context)
        if request.uri.queryParameters["sent"] == "yes" {
            let sent = NameReportPage(petition: PetitionReference(petition), place: place, state: .sent)
            return page(sent, request)
        }
        return try await page(petition, place, NameReportForm(), request)
    }

    private func report(_ request: Request, _ context: WebContext) async throws -> Response {
        try request.refuseOtherSites(than: web.site.address.base)
        let petition = try await web.snapshot(context).petition
        let place = try Self.place(context)
        let fields = try await request.fields()
        var form = NameReportForm(reason: fields["reason"], words: fields["words"])
        let path = "/petitions/\(petition.slug)/names/\(place.text)/reports"
        let kept = FailurePage.KeptForm(
            action: path,
            fields: fields.fields.map { FailurePage.KeptForm.Field(name: $0.name, value: $0.value) }
        )
        if let limiter = web.limiter, let seconds = limiter.take(web.prefix(of: request, context)) {
            throw Refused(.tooMany, kept: kept, retryAfter: seconds)
        }
        // Open for too long, or from elsewhere: shown again with everything kept and a fresh token.
        guard web.formTokens.accepts(fields["t"], petitionID: petition.id, now: web.site.ambient.now()) else {
            form.isStale = true
            return try await page(petition, place, form, request)
        }
        let report: NameReport
        do throws(NameReport.Problem) {
            report = try NameReport(reason: form.reason, words: form.words)
        } catch {
            form.problem = error
            return try await page(petition, place, form, request)
        }
        do {
            guard try await PublicNames(site: web.site).add(report, at: place, of: petition) else {
                return try await page(petition, place, form, request)
            }
        } catch {
            throw Refused(passing: error, kept: kept) ?? error
        }
        return .seeOther(path + "?sent=yes")
    }

    private static func place(_ context: WebContext) throws -> PublicNameHandle {
        guard let place = context.part("place").flatMap({ PublicNameHandle($0) }) else { throw Refused(.notFound) }
        return place
    }

    private func page(
        _ petition: Petition,
        _ place: PublicNameHandle,
        _ form: NameReportForm,
        _ request: Request
    ) async throws -> Response {
        let reference = PetitionReference(petition)
        guard let name = try await PublicNames(site: web.site).name(at: place, of: petition) else {
            let gone = NameReportPage(petition: reference, place: place, state: .gone)
            return self.page(gone, request, status: .gone)
        }
        let page = NameReportPage(
            petition: reference,
            place: place,
            state: .open(name),
            token: web.formTokens.issue(petitionID: petition.id, now: web.site.ambient.now()),
            reason: form.reason,
            text: form.words,
            problem: form.problem,
            isStale: form.isStale
        )
        let isFine = form.problem == nil && !form.isStale
        return self.page(page, request, status: isFine ? .ok : .unprocessableContent)
    }

    private func page(_ page: NameReportPage, _ request: Request, status: HTTPResponse.Status = .ok) -> Response {
        Self.unlisted(.personal(web.renderer.render(page, in: web.language(of: request)), status: status))
    }

    private static func unlisted(_ response: Response) -> Response {
        var response = response
        response.headers[.robots] = "noindex"
        return response
    }
}

/// A report as typed, and what is wrong with it.
private struct NameReportForm {
    var reason = ""
    var words = ""
    var problem: NameReport.Problem?
    var isStale = false
}
