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
            form.language = try place(visit).campaign.language
            return try page(visit, request, draft: nil, form: form, mark: "")
        }
        routes.post("/admin/campaigns/{campaign}/petitions", for: .allowed(.write)) { request, visit in
            try await save(request, visit, draft: nil)
        }
        routes.get("/admin/campaigns/{campaign}/petitions/{petition}", for: .allowed(.write)) { request, visit in
            let draft = try await draft(visit)
            let isSaved = request.uri.queryParameters["saved"] == "yes"
            return try show(draft, visit, request, isSaved: isSaved)
        }
        routes.post("/admin/campaigns/{campaign}/petitions/{petition}", for: .allowed(.write)) { request, visit in
            try await save(request, visit, draft: try await draft(visit))
        }
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
        routes.post("/admin/campaigns/{campaign}/petitions/{petition}/open", for: .allowed(.write)) { request, visit in
            try await open(request, visit)
        }
        routes.post("/admin/campaigns/{campaign}/petitions/{petition}/close", for: .proven(.write)) { request, visit in
            try await step(request, visit) { _ = try await $0.close($1.petition, by: visit.account.id) }
        }
    }

    private func place(_ visit: Visit) throws -> NamedCampaign {
        guard let place = visit.campaign else { throw Refused(.notFound) }
        return place
    }

    private func draft(_ visit: Visit) async throws -> PetitionWriting.Draft {
        let place = try place(visit)
        guard let slug = visit.context.part("petition").flatMap(Slug.init),
            let draft = try await PetitionWriting(site: web.site).draft(slug, in: place.id, for: visit.account.id)
        else { throw Refused(.notFound) }
        return draft
    }

    private func save(_ request: Request, _ visit: Visit, draft: PetitionWriting.Draft?) async throws -> Response {
        let place = try place(visit)
        let form = PetitionForm(visit.fields, targets: place.campaign.targets)
        let outcome: PetitionWriting.Outcome
        do {
            outcome = try await PetitionWriting(site: web.site).save(
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

    private func open(_ request: Request, _ visit: Visit) async throws -> Response {
        let closes = visit.fields["closes"]
        let date = CalendarDate(closes)
        guard closes.isEmpty || date != nil else {
            return try show(try await draft(visit), visit, request, refusal: .closing)
        }
        // The day that is named is the last one.
        let closesAt = date.map { $0.moment + .days(1) }
        return try await step(request, visit) { writing, draft in
            let mark = visit.fields["mark"]
            try await writing.open(draft.petition, mark: mark, closesAt: closesAt, by: visit.account.id)
            // What the campaign says of those addressed becomes the first line of their record.
            try await Standings(site: web.site).begin(try place(visit).campaign.slug)
        }
    }

    private func step(
        _ request: Request,
        _ visit: Visit,
        _ work: (PetitionWriting, PetitionWriting.Draft) async throws -> Void
    ) async throws -> Response {
        let draft = try await draft(visit)
        do {
            try await work(PetitionWriting(site: web.site), draft)
        } catch let refusal as Review.Refusal {
            return try show(draft, visit, request, refusal: .init(refusal))
        } catch Opening.Refusal.datesOutOfOrder {
            return try show(draft, visit, request, refusal: .closing)
        } catch Opening.Refusal.changed {
            return try show(draft, visit, request, refusal: .notOffered)
        } catch Opening.Refusal.notADraft {
            return try show(draft, visit, request, refusal: .notADraft)
        }
        return .seeOther("/admin/campaigns/\(try place(visit).campaign.slug)/petitions/\(draft.petition.slug)")
    }

    private func show(
        _ draft: PetitionWriting.Draft,
        _ visit: Visit,
        _ request: Request,
        refusal: AdminPetitionPage.Refusal? = nil,
        isSaved: Bool = false
    ) throws -> Response {
        try page(
            visit,
            request,
            draft: draft,
            form: PetitionForm(draft.petition.sheet),
            mark: PetitionWriting.mark(of: draft.petition.sheet),
            refusal: refusal,
            isSaved: isSaved
        )
    }

    private func page(
        _ visit: Visit,
        _ request: Request,
        draft: PetitionWriting.Draft?,
        form: PetitionForm,
        mark: String,
        problems: [WritingProblem] = [],
        clash: PetitionForm? = nil,
        refusal: AdminPetitionPage.Refusal? = nil,
        isSaved: Bool = false
    ) throws -> Response {
        let page = AdminPetitionPage(
            bar: visit.bar,
            campaign: try place(visit).campaign,
            draft: draft,
            form: form,
            mark: mark,
            problems: problems,
            clash: clash,
            refusal: refusal,
            isSaved: isSaved
        )
        let isFine = problems.isEmpty && clash == nil && refusal == nil
        let status: HTTPResponse.Status = isFine ? .ok : .unprocessableContent
        return .personal(web.renderer.render(page, in: web.language(of: request)), status: status)
    }
}

extension AdminPetitionPage.Refusal {
    fileprivate init(_ refusal: Review.Refusal) {
        self =
            switch refusal {
            case .needsSecond: .needsSecond
            case .notOffered: .notOffered
            case .notADraft: .notADraft
            }
    }
}

extension PetitionForm {
    /// What was sent; each target has a box of its own.
    fileprivate init(_ fields: FieldBody, targets: [Target]) {
        self.init()
        (slug, title, letter, from) = (fields["slug"], fields["title"], fields["letter"], fields["from"])
        (language, signatories) = (fields["language"], fields["signatories"])
        (organisations, publication) = (fields["organisations"], fields["publication"])
        (commentPurpose, placePurpose) = (fields["comment"], fields["place"])
        countryPurpose = fields["country"]
        (milestones, deletionMonths) = (fields["milestones"], fields["deletion"])
        display = DisplayForm(way: fields["display"], words: fields["words"], comments: fields["comments"])
        to = targets.map(\.id.text).filter { fields["to-\($0)"] == "yes" }
    }
}
