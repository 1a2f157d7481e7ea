import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// Organisers write updates, try them out, publish them and send them to those who asked.
struct AdminUpdateRoutes {
    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/admin/campaigns/{campaign}/petitions/{petition}/updates", for: .allowed(.write)) {
            request,
            visit in
            let page = AdminUpdatesPage(
                bar: visit.bar,
                campaign: try place(visit).campaign,
                shelf: try await shelf(visit)
            )
            return .personal(web.renderer.render(page, in: web.language(of: request)))
        }
        routes.get("/admin/campaigns/{campaign}/petitions/{petition}/updates/new", for: .allowed(.write)) {
            request,
            visit in
            var shown = Shown(petition: try await shelf(visit).petition)
            shown.question = try await question(request, visit, shown.petition)
            return try page(visit, request, shown)
        }
        routes.post("/admin/campaigns/{campaign}/petitions/{petition}/updates", for: .allowed(.write)) {
            request,
            visit in
            try await save(request, visit, Shown(petition: try await shelf(visit).petition))
        }
        routes.get("/admin/campaigns/{campaign}/petitions/{petition}/updates/{update}", for: .allowed(.write)) {
            request,
            visit in
            var shown = Shown(try await file(visit))
            shown.isSaved = request.uri.queryParameters["saved"] == "yes"
            if request.uri.queryParameters["tested"] == "yes" { shown.testAddress = visit.account.address }
            return try page(visit, request, shown)
        }
        routes.post("/admin/campaigns/{campaign}/petitions/{petition}/updates/{update}", for: .allowed(.write)) {
            request,
            visit in
            try await save(request, visit, Shown(try await file(visit)))
        }
        addSteps(to: &routes)
    }

    private func addSteps(to routes: inout SiteRouter) {
        routes.post("/admin/campaigns/{campaign}/petitions/{petition}/updates/{update}/test", for: .allowed(.write)) {
            request,
            visit in
            try await step(request, visit, then: "?tested=yes") { file, _ in
                let language = web.language(of: request)
                try await mailing.test(file.update.number, of: file.petition, to: visit.account, language: language)
            }
        }
        routes.post(
            "/admin/campaigns/{campaign}/petitions/{petition}/updates/{update}/publication",
            for: .allowed(.write)
        ) { request, visit in
            try await step(request, visit) { file, mark in
                try await UpdateWriting(site: web.site)
                    .publish(file.update.number, of: file.petition, mark: mark, by: visit.account.id)
            }
        }
        addSending(to: &routes)
    }

    private func addSending(to routes: inout SiteRouter) {
        routes.post("/admin/campaigns/{campaign}/petitions/{petition}/updates/{update}/mailing", for: .proven(.write)) {
            request,
            visit in
            try await step(request, visit) { file, mark in
                try await mailing.begin(file.update.number, of: file.petition, mark: mark, by: visit.account.id)
            }
        }
        routes.post("/admin/campaigns/{campaign}/petitions/{petition}/updates/{update}/pause", for: .allowed(.write)) {
            request,
            visit in
            try await step(request, visit) { file, _ in
                _ = try await mailing.pause(file.update.number, of: file.petition, by: visit.account.id)
            }
        }
        routes.post(
            "/admin/campaigns/{campaign}/petitions/{petition}/updates/{update}/resumption",
            for: .proven(.write)
        ) { request, visit in
            try await step(request, visit) { file, mark in
                _ = try await mailing.resume(file.update.number, of: file.petition, mark: mark, by: visit.account.id)
            }
        }
    }

    private var mailing: UpdateMailing { UpdateMailing(site: web.site) }

    /// What a page of an update shows.
    private struct Shown {
        let petition: Petition
        var file: UpdateWriting.File?
        var form = UpdateForm()
        var question: AnswerQuestion?
        var mark = 0
        var problems: [WritingProblem] = []
        var clash: UpdateText?
        var refusal: Update.Refusal?
        var isSaved = false
        var testAddress: String?

        init(petition: Petition) {
            self.petition = petition
        }

        init(_ file: UpdateWriting.File) {
            (petition, self.file, mark) = (file.petition, file, file.update.text.number)
            form = UpdateForm(title: file.update.text.title, body: file.update.text.body)
        }

        var isFine: Bool { problems.isEmpty && clash == nil && refusal == nil }
    }

    private func place(_ visit: Visit) throws -> NamedCampaign {
        guard let place = visit.campaign else { throw Refused(.notFound) }
        return place
    }

    /// What to ask those who signed, where the page of hand-overs led here.
    private func question(_ request: Request, _ visit: Visit, _ petition: Petition) async throws -> AnswerQuestion? {
        guard let target = request.uri.queryParameters["handed-over"].flatMap({ Slug(String($0)) }) else { return nil }
        let deliveries = try await Delivering(site: web.site).list(petition.slug)
        let sponsor = try place(visit).campaign.sponsor
        return AnswerQuestion(about: target, of: petition, by: sponsor, deliveries: deliveries)
    }

    private func shelf(_ visit: Visit) async throws -> UpdateWriting.Shelf {
        guard let slug = visit.context.part("petition").flatMap(Slug.init),
            let shelf = try await UpdateWriting(site: web.site).shelf(slug, in: try place(visit).id)
        else { throw Refused(.notFound) }
        return shelf
    }

    private func file(_ visit: Visit) async throws -> UpdateWriting.File {
        guard let slug = visit.context.part("petition").flatMap(Slug.init),
            let number = visit.context.part("update").flatMap({ Int($0) }),
            let file = try await UpdateWriting(site: web.site).file(number, of: slug, in: try place(visit).id)
        else { throw Refused(.notFound) }
        return file
    }

    private func save(_ request: Request, _ visit: Visit, _ before: Shown) async throws -> Response {
        var shown = before
        shown.form = UpdateForm(title: visit.fields["title"], body: visit.fields["body"])
        shown.mark = Int(visit.fields["mark"]) ?? 0
        let outcome = try await UpdateWriting(site: web.site).save(
            shown.form,
            of: shown.petition,
            replacing: shown.file?.update.number,
            mark: shown.mark,
            by: visit.account.id
        )
        switch outcome {
        case .saved(let number): return .seeOther(try address(visit, shown.petition, number) + "?saved=yes")
        case .problems(let problems): shown.problems = problems.all
        case .clash(let current):
            // Sent once more it stands: whoever does that has seen the other one.
            (shown.clash, shown.mark) = (current, current.number)
        }
        return try page(visit, request, shown)
    }

    private func step(
        _ request: Request,
        _ visit: Visit,
        then query: String = "",
        _ work: (UpdateWriting.File, _ mark: Int) async throws -> Void
    ) async throws -> Response {
        let file = try await file(visit)
        do {
            try await work(file, Int(visit.fields["mark"]) ?? 0)
        } catch let refusal as Update.Refusal {
            var shown = Shown(try await self.file(visit))
            shown.refusal = refusal
            return try page(visit, request, shown)
        }
        return .seeOther(try address(visit, file.petition, file.update.number) + query)
    }

    private func address(_ visit: Visit, _ petition: Petition, _ number: Int) throws -> String {
        "/admin/campaigns/\(try place(visit).campaign.slug)/petitions/\(petition.slug)/updates/\(number)"
    }

    private func page(_ visit: Visit, _ request: Request, _ shown: Shown) throws -> Response {
        let campaign = try place(visit).campaign
        let language = web.language(of: request)
        let page = AdminUpdatePage(
            bar: visit.bar,
            campaign: campaign,
            petition: shown.petition,
            file: shown.file,
            form: shown.form,
            question: shown.question,
            mark: shown.mark,
            problems: shown.problems,
            clash: shown.clash,
            refusal: shown.refusal,
            isSaved: shown.isSaved,
            testAddress: shown.testAddress,
            mailText: try shown.file.map { try mailText($0, campaign, visit.account.name, language) }
        )
        let html = web.renderer.render(page, in: language)
        return .personal(html, status: shown.isFine ? .ok : .unprocessableContent)
    }

    /// As the mail to a signatory of the organiser's name would read.
    private func mailText(
        _ file: UpdateWriting.File,
        _ campaign: Campaign,
        _ name: String,
        _ language: LanguageTag
    ) throws -> String {
        let composer = UpdateComposer(address: web.site.address, markup: .markdown)
        let update = OutboxUpdate(number: file.update.number, text: file.update.text, sender: campaign.sponsor.name)
        return composer.preview(
            update,
            of: file.petition,
            stop: "\(web.site.address.base)/u/…",
            name: name,
            in: try web.site.sentences.catalogue(language.text)
        )
    }
}
