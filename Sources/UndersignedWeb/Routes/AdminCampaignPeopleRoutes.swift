import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// Owners of a campaign say who may do what in it, and ask others by mail to join.
struct AdminCampaignPeopleRoutes {
    /// What an act leaves behind on the page.
    private struct News {
        /// The address that an invitation was sent to.
        var invited: String?
        var refusal: Accounts.Refusal?
        var uninvited: InvitationRefusal?
    }

    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/admin/campaigns/{campaign}/people", for: .allowed(.managePeople)) { request, visit in
            try await page(request, visit)
        }
        routes.post("/admin/campaigns/{campaign}/people", for: .proven(.managePeople)) { request, visit in
            try await invite(request, visit)
        }
        routes.post("/admin/campaigns/{campaign}/people/{account}", for: .proven(.managePeople)) { request, visit in
            try await take(request, visit)
        }
    }

    private func invite(_ request: Request, _ visit: Visit) async throws -> Response {
        let (fields, actor) = (visit.fields, visit.account.id)
        do {
            let membership = try membership(visit)
            if fields["take"] == "yes" {
                try await web.accounts.withdrawInvitation(to: fields["address"], membership, by: actor)
                return .seeOther(request.uri.path)
            }
            let (address, name) = (fields["address"], fields["name"])
            try await web.accounts.sendInvitation(to: address, name: name, membership, by: actor)
            return try await page(request, visit, News(invited: address))
        } catch let refusal as Accounts.Refusal {
            return try await page(request, visit, News(refusal: refusal))
        } catch let refusal as InvitationRefusal {
            return try await page(request, visit, News(uninvited: refusal))
        }
    }

    private func take(_ request: Request, _ visit: Visit) async throws -> Response {
        guard let place = visit.campaign, let id = visit.context.part("account").flatMap({ Int64($0) }) else {
            throw Refused(.notFound)
        }
        // Who has nothing to do with the campaign is not there, whatever account it is.
        guard try await web.accounts.people(in: place.id).contains(where: { $0.id == id }) else {
            throw Refused(.notFound)
        }
        do {
            try await web.accounts.take(try membership(visit), from: id, by: visit.account.id)
        } catch let refusal as Accounts.Refusal {
            return try await page(request, visit, News(refusal: refusal))
        }
        return .seeOther("/admin/campaigns/\(place.campaign.slug)/people")
    }

    /// The role that was chosen, in this campaign and nowhere else.
    private func membership(_ visit: Visit) throws -> Membership {
        guard let place = visit.campaign, let role = Role(rawValue: visit.fields["role"]) else {
            throw Refused(.badRequest)
        }
        let partner = visit.fields["partner"]
        guard partner.isEmpty == (role != .partner) else { throw Accounts.Refusal.partnerMissing }
        return Membership(campaignID: place.id, role: role, partner: Slug(partner))
    }

    private func page(_ request: Request, _ visit: Visit, _ news: News = News()) async throws -> Response {
        guard let place = visit.campaign else { throw Refused(.notFound) }
        let page = AdminCampaignPeoplePage(
            bar: visit.bar,
            campaign: place.campaign,
            campaignID: place.id,
            people: try await web.accounts.people(in: place.id),
            invitations: try await web.accounts.invitations(in: place.id),
            typed: .init(visit.fields),
            invited: news.invited,
            refusal: news.refusal,
            uninvited: news.uninvited
        )
        let isFine = news.refusal == nil && news.uninvited == nil
        let status: HTTPResponse.Status = isFine ? .ok : .unprocessableContent
        return .personal(web.renderer.render(page, in: web.language(of: request)), status: status)
    }
}
