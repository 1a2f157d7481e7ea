import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// A signatory asks for updates at the link, or takes that back.
struct LinkUpdateRoutes {
    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.post("/s/{token}/updates") { request, context in try await choose(request, context) }
    }

    private func choose(_ request: Request, _ context: WebContext) async throws -> Response {
        try request.refuseOtherSites(than: web.site.address.base)
        guard let token = context.part("token").flatMap({ LinkToken($0) }) else { return web.unknownLink(request) }
        let fields = try await request.fields()
        guard ["yes", "no"].contains(fields["updates"]) else { throw Refused(.badRequest) }
        let language = web.language(of: request)
        let outcome: UpdateConsents.Outcome
        do {
            outcome = try await UpdateConsents(site: web.site).choose(
                fields["updates"] == "yes",
                token,
                shown: Base64URL.decode(fields["wording"]) ?? [],
                language: language
            )
        } catch {
            let kept = fields.fields.map { FailurePage.KeptForm.Field(name: $0.name, value: $0.value) }
            let form = FailurePage.KeptForm(action: "/s/\(token.text)/updates", fields: kept)
            throw Refused(passing: error, kept: form) ?? error
        }
        switch outcome {
        case .done: return request.wantsJSON ? .json(["state": "done"]) : .seeOther("/s/\(token.text)")
        case .changed, .refused:
            // The page shows the sentence as it is now, or why there is nothing to choose.
            let view = try await Links(site: web.site).view(token)
            let shown = try await LinkPageMaker(web: web, language: language).page(view, token)
            return .personal(shown.html(web.renderer, language), status: .conflict)
        }
    }
}

extension LinkPageMaker {
    /// Whether updates are wanted; nil where no campaign could write any.
    func updateChoice(of petition: Petition, _ campaign: Campaign?, since: Moment?) throws -> UpdateChoice? {
        guard !petition.sheet.isSealed else { return nil }
        return try campaign.map { campaign in
            let sentence = try web.site.sentences.updates(of: campaign.sponsor.name, in: language.text)
            return UpdateChoice(sentence: sentence, since: since)
        }
    }

    /// What was ticked on the form, with the sentence about updates before those of partners.
    func answers(_ box: SignatureBox, _ petition: Petition, wantsUpdates: Bool) async throws -> SignatureAnswers {
        var answers = SignatureAnswers(box, petition)
        guard wantsUpdates,
            let sentence = try await UpdateConsents(site: web.site).sentence(of: petition, in: box.language)
        else { return answers }
        answers.optIns.insert(sentence.text, at: 0)
        return answers
    }
}
