import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// What an organisation of a coalition sees: its own, and nobody else's (S-39).
struct AdminPartnerRoutes {
    /// An organisation that the visitor may see.
    private struct Place {
        let id: Int64
        let campaign: Campaign
        let partner: Partner
        let visit: Visit

        var path: String { "/admin/campaigns/\(campaign.slug)/partners/\(partner.id)" }
        var speaks: Bool { visit.account.speaks(for: partner.id, in: id) }
    }

    /// What an act leaves behind on the page.
    private struct News {
        var token: String?
        /// The address that an invitation was sent to.
        var invited: String?
        var refusal: Accounts.Refusal?
        var uninvited: InvitationRefusal?
        var picture: UploadedPicture.Problem?
        var typed = AdminPartnerPage.Typed()
    }

    /// More than a logo may have, so that a photograph is told how much that is.
    private static let uploadLimit = 16 * 1_024 * 1_024

    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/admin/campaigns/{campaign}/partners/{partner}", for: .allowed(.readContacts)) { request, visit in
            try await page(try place(visit), request)
        }
        routes.post("/admin/campaigns/{campaign}/partners/{partner}/records", for: .proven(.readContacts)) { _, visit in
            try await records(try place(visit))
        }
        routes.post("/admin/campaigns/{campaign}/partners/{partner}/token", for: .proven(.readContacts)) {
            request,
            visit in
            try await token(try speaking(visit), request)
        }
        routes.post("/admin/campaigns/{campaign}/partners/{partner}/people", for: .proven(.readContacts)) {
            request,
            visit in
            try await invite(try speaking(visit), request)
        }
        routes.post(
            "/admin/campaigns/{campaign}/partners/{partner}/logo",
            for: .allowed(.write),
            limit: Self.uploadLimit
        ) { request, visit in
            try await logo(try place(visit), request)
        }
    }

    /// - Throws: `Refused(.notFound)`, for another partner's as for what is not there.
    private func place(_ visit: Visit) throws -> Place {
        guard let named = visit.campaign, let id = visit.context.part("partner").flatMap(Slug.init),
            visit.account.sees(id, in: named.id), let partner = named.campaign.member(id)
        else { throw Refused(.notFound) }
        return Place(id: named.id, campaign: named.campaign, partner: partner, visit: visit)
    }

    private func speaking(_ visit: Visit) throws -> Place {
        let place = try place(visit)
        guard place.speaks else { throw Refused(.notFound) }
        return place
    }

    private func records(_ place: Place) async throws -> Response {
        try await Trail(site: web.site)
            .add(.recordsFetched, place.partner.id.text, in: place.id, by: place.visit.account.id)
        let reading = PartnerRecords(site: web.site)
        // A page at a time, as fast as the browser takes it: however many there are, a thousand are in memory.
        let body = ResponseBody { writer in
            var cursor = RecordCursor()
            var isLast = false
            while !isLast {
                let page = try await reading.page(of: place.partner.id, in: place.id, after: cursor)
                try await writer.write(ByteBuffer(bytes: try page.lines.flatMap { try $0.encoded() }))
                (cursor, isLast) = (page.cursor, page.isLast)
            }
            try await writer.finish(nil)
        }
        return .records(body, savedAs: "\(place.campaign.slug)-\(place.partner.id).jsonl")
    }

    private func token(_ place: Place, _ request: Request) async throws -> Response {
        let tokens = PartnerTokens(site: web.site)
        let actor = place.visit.account.id
        switch place.visit.fields["give"] {
        case "yes":
            let token = try await tokens.make(for: place.partner.id, in: place.id, by: actor)
            return try await page(place, request, News(token: token))
        case "no":
            try await tokens.revoke(of: place.partner.id, in: place.id, by: actor)
            return .seeOther(place.path)
        default: throw Refused(.badRequest)
        }
    }

    private func logo(_ place: Place, _ request: Request) async throws -> Response {
        let logos = PartnerLogos(site: web.site)
        let actor = place.visit.account.id
        if place.visit.fields["take"] == "yes" {
            try await logos.remove(of: place.partner.id, in: place.id, by: actor)
            return .seeOther(place.path)
        }
        do {
            let file = place.visit.fields.file
            try await logos.set(file, drawnBy: web.logoPress, of: place.partner.id, in: place.id, by: actor)
            return .seeOther(place.path)
        } catch let problem as UploadedPicture.Problem {
            return try await page(place, request, News(picture: problem))
        }
    }

    private func invite(_ place: Place, _ request: Request) async throws -> Response {
        let fields = place.visit.fields
        let typed = AdminPartnerPage.Typed(address: fields["address"], name: fields["name"])
        let role = Membership(campaignID: place.id, role: .partner, partner: place.partner.id)
        let actor = place.visit.account.id
        do {
            if fields["take"] == "yes" {
                try await web.accounts.withdrawInvitation(to: typed.address, role, by: actor)
                return .seeOther(place.path)
            }
            try await web.accounts.sendInvitation(to: typed.address, name: typed.name, role, by: actor)
            return try await page(place, request, News(invited: typed.address))
        } catch let refusal as Accounts.Refusal {
            return try await page(place, request, News(refusal: refusal, typed: typed))
        } catch let refusal as InvitationRefusal {
            return try await page(place, request, News(uninvited: refusal, typed: typed))
        }
    }

    private func page(_ place: Place, _ request: Request, _ news: News = News()) async throws -> Response {
        let partner = place.partner
        let name = "\(place.id) \(partner.id)"
        let figures = try await web.partnerFigures.value(name, version: "\(web.site.ambient.now().seconds)") { _ in
            try await PartnerFigures(of: partner.id, in: place.id, web.site)
        }
        let page = AdminPartnerPage(
            bar: place.visit.bar,
            campaign: place.campaign,
            partner: partner,
            site: web.site.address,
            figures: figures,
            token: try await PartnerTokens(site: web.site).token(of: partner.id, in: place.id),
            people: try await web.accounts.people(of: partner.id, in: place.id),
            invitations: place.speaks
                ? try await web.accounts.invitations(in: place.id).filter { $0.partner == partner.id } : [],
            isTheirs: place.speaks,
            freshToken: news.token,
            invited: news.invited,
            refusal: news.refusal,
            uninvited: news.uninvited,
            typed: news.typed,
            logo: place.visit.may(.write) ? try await choice(place, news.picture) : nil
        )
        let isFine = news.refusal == nil && news.uninvited == nil && news.picture == nil
        let status: HTTPResponse.Status = isFine ? .ok : .unprocessableContent
        return .personal(web.renderer.render(page, in: web.language(of: request)), status: status)
    }

    private func choice(_ place: Place, _ problem: UploadedPicture.Problem?) async throws -> LogoChoice {
        LogoChoice(
            mark: try await PartnerLogos(site: web.site).marks(in: place.id)[place.partner.id],
            problem: problem
        )
    }
}
