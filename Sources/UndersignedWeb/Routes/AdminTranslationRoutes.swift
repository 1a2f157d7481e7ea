import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// Organisers write a draft's text in other languages.
struct AdminTranslationRoutes {
    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/admin/campaigns/{campaign}/petitions/{petition}/translations", for: .allowed(.write)) {
            request,
            visit in
            try await form(request, visit, language: nil)
        }
        routes.post("/admin/campaigns/{campaign}/petitions/{petition}/translations", for: .allowed(.write)) {
            request,
            visit in
            try await save(request, visit, replacing: nil)
        }
        routes.get("/admin/campaigns/{campaign}/petitions/{petition}/translations/{language}", for: .allowed(.write)) {
            request,
            visit in
            try await form(request, visit, language: try language(visit))
        }
        routes.post("/admin/campaigns/{campaign}/petitions/{petition}/translations/{language}", for: .allowed(.write)) {
            request,
            visit in
            try await save(request, visit, replacing: try language(visit))
        }
        routes.post(
            "/admin/campaigns/{campaign}/petitions/{petition}/translations/{language}/removal",
            for: .allowed(.write)
        ) { request, visit in
            try await remove(request, visit, try language(visit))
        }
    }

    /// The form; of a petition that was opened, the way back: its text changes in public only.
    private func form(_ request: Request, _ visit: Visit, language: String?) async throws -> Response {
        let petition = try await visit.draft(web).petition
        guard petition.state == .draft else {
            return .seeOther("/admin/campaigns/\(try visit.place().campaign.slug)/petitions/\(petition.slug)")
        }
        if let language, petition.sheet.translations?[language] == nil { throw Refused(.notFound) }
        return try respond(try page(petition, visit, language: language), request)
    }

    private func language(_ visit: Visit) throws -> String {
        guard let tag = visit.context.part("language").flatMap({ LanguageTag($0) }) else { throw Refused(.notFound) }
        return tag.text
    }

    /// The form as it stands.
    private func page(_ petition: Petition, _ visit: Visit, language: String?) throws -> AdminTranslationPage {
        let sheet = petition.sheet
        let translation = language.flatMap { sheet.translations?[$0] }
        return AdminTranslationPage(
            bar: visit.bar,
            campaign: try visit.place().campaign,
            petition: petition,
            form: translation.map { TranslationForm($0, language: language ?? "") } ?? TranslationForm(),
            language: translation == nil ? nil : language,
            mark: TranslationWriting.mark(of: sheet, in: language)
        )
    }

    private func save(_ request: Request, _ visit: Visit, replacing old: String?) async throws -> Response {
        let petition = try await visit.draft(web).petition
        let form = TranslationForm(visit.fields)
        if visit.fields["preview"] == "yes" {
            return try respond(try again(petition, visit, form, old) { $0.isTrial = true }, request)
        }
        return try await answer(request, visit, petition, form, old) { writing in
            try await writing.save(
                form,
                of: petition,
                replacing: old,
                mark: visit.fields["mark"],
                by: visit.account.id
            )
        }
    }

    private func remove(_ request: Request, _ visit: Visit, _ language: String) async throws -> Response {
        let petition = try await visit.draft(web).petition
        let form = petition.sheet.translations?[language].map { TranslationForm($0, language: language) }
        return try await answer(request, visit, petition, form ?? TranslationForm(), language) { writing in
            try await writing.remove(language, of: petition, mark: visit.fields["mark"], by: visit.account.id)
        }
    }

    private func answer(
        _ request: Request,
        _ visit: Visit,
        _ petition: Petition,
        _ form: TranslationForm,
        _ language: String?,
        _ work: (TranslationWriting) async throws -> PetitionWriting.Outcome
    ) async throws -> Response {
        let outcome: PetitionWriting.Outcome
        do {
            outcome = try await work(TranslationWriting(site: web.site))
        } catch Review.Refusal.notADraft {
            return try respond(try again(petition, visit, form, language) { $0.isTooLate = true }, request)
        }
        switch outcome {
        case .saved(let slug):
            return .seeOther("/admin/campaigns/\(try visit.place().campaign.slug)/petitions/\(slug)?saved=yes")
        case .problems(let problems):
            return try respond(try again(petition, visit, form, language) { $0.problems = problems.all }, request)
        case .clash(let sheet):
            // Sent once more it stands: whoever does that has seen the other one, and the binding text as it is now.
            var current = petition
            current.sheet = sheet
            let standing = try page(current, visit, language: language)
            return try respond(
                try again(current, visit, form, standing.language) { page in
                    (page.mark, page.clash) = (standing.mark, standing.form)
                },
                request
            )
        }
    }

    /// The form with what was typed.
    private func again(
        _ petition: Petition,
        _ visit: Visit,
        _ form: TranslationForm,
        _ language: String?,
        _ change: (inout AdminTranslationPage) -> Void
    ) throws -> AdminTranslationPage {
        var page = try page(petition, visit, language: language)
        (page.form, page.mark) = (form, visit.fields["mark"])
        change(&page)
        return page
    }

    private func respond(_ page: AdminTranslationPage, _ request: Request) throws -> Response {
        let isFine = page.problems.isEmpty && page.clash == nil && !page.isTooLate
        let status: HTTPResponse.Status = isFine ? .ok : .unprocessableContent
        return .personal(web.renderer.render(page, in: web.language(of: request)), status: status)
    }
}

extension TranslationForm {
    fileprivate init(_ fields: FieldBody) {
        self.init()
        (language, title, letter) = (fields["language"], fields["title"], fields["letter"])
        (to, from) = (fields["to"], fields["from"])
    }
}
