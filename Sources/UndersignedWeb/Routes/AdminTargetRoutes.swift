import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// Organisers record what those addressed have answered.
struct AdminTargetRoutes {
    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/admin/campaigns/{campaign}/targets/{target}", for: .allowed(.write)) { request, visit in
            let record = try await record(of: visit)
            let target = record.target
            let isSaved = request.uri.queryParameters["saved"] == "yes"
            let draft = try await sent(request, visit, target) ?? StandingDraft(standingOf: target)
            return try page(visit, record, draft, request, isSaved: isSaved)
        }
        routes.post("/admin/campaigns/{campaign}/targets/{target}", for: .allowed(.write)) { request, visit in
            try await record(request, visit)
        }
    }

    /// The target of the address, as it stands now.
    private func record(of visit: Visit) async throws -> TargetRecord {
        guard let place = visit.campaign, let id = visit.context.part("target").flatMap(Slug.init),
            let hub = try await Desk(site: web.site).hub(place.campaign.slug)
        else { throw Refused(.notFound) }
        let records = try await StandingReading(site: web.site).records(of: hub)
        guard let record = records.first(where: { $0.target.id == id }) else { throw Refused(.notFound) }
        return record
    }

    /// What the one addressed wrote on a private page, as a form that an organiser can finish; nil where none is named.
    private func sent(_ request: Request, _ visit: Visit, _ target: Target) async throws -> StandingDraft? {
        guard let place = visit.campaign, let hash = request.uri.queryParameters["answer"] else { return nil }
        guard let bytes = Hexadecimal.decode(String(hash)),
            let answer = try await Delivering(site: web.site).answer(bytes, of: target.id, in: place.id)
        else { throw Refused(.notFound) }
        // Whether it is evasive or meets the demand is a person's to say.
        let text = MarkdownEscape.escaped(answer.text)
        return StandingDraft(state: target.standing, date: CalendarDate(answer.writtenAt).dayText, text: text)
    }

    private func record(_ request: Request, _ visit: Visit) async throws -> Response {
        let record = try await record(of: visit)
        let target = record.target
        guard let place = visit.campaign, let draft = StandingDraft(visit.fields) else { throw Refused(.badRequest) }
        // Somebody else recorded something since the form was made: seen first, then said.
        guard visit.fields["mark"] == Self.mark(of: record) else {
            return try page(visit, record, draft, request, isUnrecorded: true)
        }
        do {
            _ = try await Standings(site: web.site).record(draft, of: target.id, in: place.campaign.slug)
        } catch Standings.Refusal.draft(let problems) {
            return try page(visit, record, draft, request, problems: problems)
        } catch is Standings.Refusal {
            return try page(visit, record, draft, request, isUnrecorded: true)
        }
        if let hash = Hexadecimal.decode(visit.fields["answer"]) {
            try await Delivering(site: web.site).noteRecorded(hash, of: target.id, in: place.id)
        }
        try await Trail(site: web.site).add(.answerRecorded, target.id.text, in: place.id, by: visit.account.id)
        return .seeOther("/admin/campaigns/\(place.campaign.slug)/targets/\(target.id)?saved=yes")
    }

    /// How many lines the record has, and what the last one says.
    private static func mark(of record: TargetRecord) -> String {
        "\(record.rows.count) \(record.target.standing.rawValue)"
    }

    /// The answer of a private page that the form is made of, or was: its hash in hexadecimal.
    private static func answer(_ request: Request, _ visit: Visit) -> String? {
        let named = request.uri.queryParameters["answer"].map(String.init) ?? visit.fields["answer"]
        return Hexadecimal.decode(named).flatMap { $0.isEmpty ? nil : Hexadecimal.encode($0) }
    }

    private func page(
        _ visit: Visit,
        _ record: TargetRecord,
        _ draft: StandingDraft,
        _ request: Request,
        problems: [StandingDraft.Problem] = [],
        isUnrecorded: Bool = false,
        isSaved: Bool = false
    ) throws -> Response {
        guard let place = visit.campaign else { throw Refused(.notFound) }
        let page = AdminTargetPage(
            bar: visit.bar,
            campaign: place.campaign,
            target: record.target,
            mark: Self.mark(of: record),
            draft: draft,
            answer: Self.answer(request, visit),
            problems: problems,
            isUnrecorded: isUnrecorded,
            isSaved: isSaved
        )
        let status: HTTPResponse.Status = problems.isEmpty && !isUnrecorded ? .ok : .unprocessableContent
        return .personal(web.renderer.render(page, in: web.language(of: request)), status: status)
    }
}

extension StandingDraft {
    /// As it stands.
    fileprivate init(standingOf target: Target) {
        self.init(
            state: target.standing,
            date: target.answer?.date ?? "",
            text: target.answer?.text ?? "",
            source: target.answer?.source
        )
    }

    /// What was sent; nil where the state is none, or the source is no number.
    fileprivate init?(_ fields: FieldBody) {
        guard let state = Target.Standing(rawValue: fields["state"]) else { return nil }
        let source = Int(fields["source"])
        guard fields["source"].isEmpty == (source == nil) else { return nil }
        self.init(
            state: state,
            date: fields["date"],
            text: fields["text"],
            source: source,
            correction: fields["correction"]
        )
    }
}
