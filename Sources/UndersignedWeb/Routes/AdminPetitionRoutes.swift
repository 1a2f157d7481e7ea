import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// Organisers write petitions, look at each other's, open and close them.
struct AdminPetitionRoutes {
    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/admin/campaigns/{campaign}/petitions/new", for: .allowed(.write)) { request, visit in
            var form = PetitionForm()
            form.language = try visit.place().campaign.language
            return try page(visit, request, draft: nil, form: form, mark: "")
        }
        routes.post("/admin/campaigns/{campaign}/petitions", for: .allowed(.write)) { request, visit in
            try await save(request, visit, draft: nil)
        }
        routes.get("/admin/campaigns/{campaign}/petitions/{petition}", for: .allowed(.write)) { request, visit in
            let draft = try await visit.draft(web)
            let isSaved = request.uri.queryParameters["saved"] == "yes"
            // With the first text of a new one, those that are like it.
            let isNew = isSaved && draft.petition.state == .draft && draft.texts.count == 1
            let alike =
                isNew ? try await alike(PetitionForm(draft.petition.sheet), atLeast: PetitionLikeness.striking) : []
            return try show(draft, visit, request, isSaved: isSaved, alike: alike.isEmpty ? nil : alike)
        }
        routes.post("/admin/campaigns/{campaign}/petitions/{petition}", for: .allowed(.write)) { request, visit in
            try await save(request, visit, draft: try await visit.draft(web))
        }
        addSteps(to: &routes)
    }

    private func addSteps(to routes: inout SiteRouter) {
        routes.post("/admin/campaigns/{campaign}/petitions/{petition}/offer", for: .allowed(.write)) { request, visit in
            try await step(request, visit) {
                try await $0.offer($1.petition, mark: visit.fields["mark"], by: visit.account.id)
            }
        }
        routes.post("/admin/campaigns/{campaign}/petitions/{petition}/return", for: .allowed(.write)) {
            request,
            visit in
            try await step(request, visit) { try await $0.giveBack($1.petition, by: visit.account.id) }
        }
        routes.post("/admin/campaigns/{campaign}/petitions/{petition}/discard", for: .allowed(.write)) {
            request,
            visit in
            try await step(request, visit) { writing, draft in
                switch visit.fields["discard"] {
                case "yes": try await writing.discard(draft.petition, by: visit.account.id)
                case "no": try await writing.bringBack(draft.petition, by: visit.account.id)
                default: throw Refused(.badRequest)
                }
            }
        }
        routes.post("/admin/campaigns/{campaign}/petitions/{petition}/open", for: .allowed(.write)) { request, visit in
            try await open(request, visit)
        }
        routes.post("/admin/campaigns/{campaign}/petitions/{petition}/schedule/removal", for: .allowed(.write)) {
            request,
            visit in
            try await step(request, visit) { try await $0.unschedule($1.petition, by: visit.account.id) }
        }
        routes.post("/admin/campaigns/{campaign}/petitions/{petition}/close", for: .proven(.write)) { request, visit in
            try await step(request, visit) { _ = try await $0.close($1.petition, by: visit.account.id) }
        }
    }

    private func save(_ request: Request, _ visit: Visit, draft: PetitionWriting.Draft?) async throws -> Response {
        let place = try visit.place()
        let form = PetitionForm(visit.fields, targets: place.campaign.targets)
        if visit.fields["preview"] == "yes" || visit.fields["alike"] == "yes" {
            return try await trial(request, visit, draft: draft, form: form)
        }
        let writing = PetitionWriting(site: web.site)
        if draft == nil, let shown = try await alikeFirst(request, visit, form, writing) { return shown }
        let outcome: PetitionWriting.Outcome
        do {
            outcome = try await writing.save(
                form,
                in: (place.id, place.campaign),
                replacing: draft?.petition,
                mark: visit.fields["mark"],
                by: visit.account.id
            )
        } catch Review.Refusal.notADraft {
            guard let draft else { throw Refused(.conflict) }
            return try show(draft, visit, request, refusal: .notADraft)
        }
        switch outcome {
        case .saved(let slug):
            return .seeOther("/admin/campaigns/\(place.campaign.slug)/petitions/\(slug)?saved=yes")
        case .problems(let problems):
            let mark = visit.fields["mark"]
            return try page(visit, request, draft: draft, form: form, mark: mark, problems: problems.all)
        case .clash(let current):
            // Sent once more it stands: whoever does that has seen the other one.
            let mark = PetitionWriting.mark(of: current)
            return try page(visit, request, draft: draft, form: form, mark: mark, clash: PetitionForm(current))
        }
    }

    /// Those that are like a new petition, before there is one more; nil where there is none, or they were seen.
    private func alikeFirst(
        _ request: Request,
        _ visit: Visit,
        _ form: PetitionForm,
        _ writing: PetitionWriting
    ) async throws -> Response? {
        let campaign = try visit.place().campaign
        guard visit.fields["seen"] != "yes", try writing.problems(of: form, in: campaign) == nil else { return nil }
        let alike = try await alike(form, atLeast: PetitionLikeness.striking)
        guard !alike.isEmpty else { return nil }
        return try page(visit, request, draft: nil, form: form, mark: visit.fields["mark"]) { page in
            (page.isTrial, page.alike, page.hasSeenAlike) = (true, alike, true)
        }
    }

    /// Shows what was typed, as it reads or beside petitions like it; stores nothing.
    private func trial(
        _ request: Request,
        _ visit: Visit,
        draft: PetitionWriting.Draft?,
        form: PetitionForm
    ) async throws -> Response {
        let alike = visit.fields["alike"] == "yes" ? try await alike(form) : nil
        return try page(visit, request, draft: draft, form: form, mark: visit.fields["mark"]) { page in
            (page.isTrial, page.alike, page.hasSeenAlike) = (true, alike, alike != nil)
        }
    }

    private func alike(_ form: PetitionForm, atLeast degree: Int = 1) async throws -> [PetitionItem] {
        var items: [PetitionItem] = []
        for slug in try await PetitionSearch(site: web.site).alike(form, atLeast: degree) {
            guard let snapshot = try await web.board.snapshot(slug) else { continue }
            items.append(PetitionItem(snapshot, now: web.site.ambient.now()))
        }
        return items
    }

    private func open(_ request: Request, _ visit: Visit) async throws -> Response {
        let dates: OpeningDates
        do throws(OpeningDates.Refusal) {
            let (opens, closes) = (visit.fields["opens"], visit.fields["closes"])
            dates = try OpeningDates(opens: opens, closes: closes, now: web.site.ambient.now())
        } catch {
            let refusal: AdminPetitionPage.Refusal = error == .opening ? .opening : .closing
            return try show(try await visit.draft(web), visit, request, refusal: refusal)
        }
        return try await step(request, visit) { writing, draft in
            let mark = visit.fields["mark"]
            try await writing.open(draft.petition, mark: mark, dates: dates, by: visit.account.id)
            // What the campaign says of those addressed becomes the first line of their record.
            if dates.opensAt == nil { try await Standings(site: web.site).begin(try visit.place().campaign.slug) }
        }
    }

    private func step(
        _ request: Request,
        _ visit: Visit,
        _ work: (PetitionWriting, PetitionWriting.Draft) async throws -> Void
    ) async throws -> Response {
        let draft = try await visit.draft(web)
        do {
            try await work(PetitionWriting(site: web.site), draft)
        } catch let refusal as Review.Refusal {
            return try show(draft, visit, request, refusal: .init(refusal))
        } catch let waiting as PetitionWriting.Waiting {
            return try show(draft, visit, request, waiting: waiting)
        } catch Opening.Refusal.members(let problem) {
            return try show(draft, visit, request, memberProblem: problem)
        } catch Opening.Refusal.datesOutOfOrder {
            return try show(draft, visit, request, refusal: .closing)
        } catch Opening.Refusal.changed {
            return try show(draft, visit, request, refusal: .notOffered)
        } catch Opening.Refusal.keyOfServer {
            return try show(draft, visit, request, refusal: .keyOfServer)
        } catch Opening.Refusal.notADraft {
            return try show(draft, visit, request, refusal: .notADraft)
        }
        return .seeOther("/admin/campaigns/\(try visit.place().campaign.slug)/petitions/\(draft.petition.slug)")
    }

    private func show(
        _ draft: PetitionWriting.Draft,
        _ visit: Visit,
        _ request: Request,
        refusal: AdminPetitionPage.Refusal? = nil,
        waiting: PetitionWriting.Waiting? = nil,
        memberProblem: MemberRules.Problem? = nil,
        isSaved: Bool = false,
        alike: [PetitionItem]? = nil
    ) throws -> Response {
        let (form, mark) = (PetitionForm(draft.petition.sheet), PetitionWriting.mark(of: draft.petition.sheet))
        return try page(visit, request, draft: draft, form: form, mark: mark) { page in
            (page.refusal, page.waiting, page.isSaved, page.alike) = (refusal, waiting, isSaved, alike)
            page.memberProblem = memberProblem
            page.days = (visit.fields["opens"], visit.fields["closes"])
        }
    }

    private func page(
        _ visit: Visit,
        _ request: Request,
        draft: PetitionWriting.Draft?,
        form: PetitionForm,
        mark: String,
        problems: [WritingProblem] = [],
        clash: PetitionForm? = nil,
        with change: (inout AdminPetitionPage) -> Void = { _ in }
    ) throws -> Response {
        var page = AdminPetitionPage(
            bar: visit.bar,
            campaign: try visit.place().campaign,
            draft: draft,
            form: form,
            mark: mark,
            problems: problems,
            clash: clash
        )
        change(&page)
        let isDone = page.refusal == nil && page.waiting == nil && page.memberProblem == nil
        let isFine = problems.isEmpty && clash == nil && isDone
        let status: HTTPResponse.Status = isFine ? .ok : .unprocessableContent
        return .personal(web.renderer.render(page, in: web.language(of: request)), status: status)
    }
}

extension AdminPetitionPage.Refusal {
    fileprivate init(_ refusal: Review.Refusal) {
        self =
            switch refusal {
            case .needsSecond: .needsSecond
            case .staleTranslation: .staleTranslation
            case .notOffered: .notOffered
            case .notADraft: .notADraft
            }
    }
}
