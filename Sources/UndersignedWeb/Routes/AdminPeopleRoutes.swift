import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// Who runs campaigns here, and who may do what.
struct AdminPeopleRoutes {
    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/admin/people", for: .allowed(.managePeople)) { request, visit in
            try await page(request, visit)
        }
        routes.post("/admin/people", for: .proven(.managePeople)) { request, visit in
            try await invite(request, visit)
        }
        routes.post("/admin/people/{account}/roles", for: .proven(.managePeople)) { request, visit in
            try await change(request, visit) { id in
                let membership = try await membership(visit.fields)
                switch visit.fields["give"] {
                case "yes": try await web.accounts.give(membership, to: id, by: visit.account.id)
                case "no": try await web.accounts.take(membership, from: id, by: visit.account.id)
                default: throw Refused(.badRequest)
                }
            }
        }
        routes.post("/admin/people/{account}/state", for: .proven(.managePeople)) { request, visit in
            try await change(request, visit) { id in
                switch visit.fields["disabled"] {
                case "yes": try await web.accounts.disable(id, by: visit.account.id)
                case "no": try await web.accounts.enable(id, by: visit.account.id)
                default: throw Refused(.badRequest)
                }
            }
        }
        routes.post("/admin/people/{account}/reset", for: .proven(.managePeople)) { request, visit in
            try await reset(request, visit)
        }
    }

    private func page(
        _ request: Request,
        _ visit: Visit,
        refusal: Accounts.Refusal? = nil,
        oneTime: AdminPeoplePage.OneTimeAddress? = nil
    ) async throws -> Response {
        let names = try await CampaignNames(web.site)
        let page = AdminPeoplePage(
            bar: visit.bar,
            people: try await web.accounts.all().map { account in
                AdminPeoplePage.Person(
                    account,
                    roles: account.memberships.map { AdminRole($0, campaign: names.campaign($0.campaignID)) }
                )
            },
            campaigns: names.all,
            typed: .init(visit.fields),
            refusal: refusal,
            oneTime: oneTime
        )
        let status: HTTPResponse.Status = refusal == nil ? .ok : .unprocessableContent
        return .personal(web.renderer.render(page, in: web.language(of: request)), status: status)
    }

    private func invite(_ request: Request, _ visit: Visit) async throws -> Response {
        let typed = visit.fields["address"]
        do {
            let membership = try await membership(visit.fields)
            if let known = try await web.accounts.account(typed) {
                // One role more for somebody who is here already.
                try await web.accounts.give(membership, to: known.id, by: visit.account.id)
                return .seeOther("/admin/people")
            }
            let address = try await web.accounts.invite(
                address: typed,
                name: visit.fields["name"],
                membership: membership,
                by: visit.account.id
            )
            return try await page(request, visit, oneTime: .init(person: typed, address: address))
        } catch let refusal as Accounts.Refusal {
            return try await page(request, visit, refusal: refusal)
        }
    }

    private func reset(_ request: Request, _ visit: Visit) async throws -> Response {
        guard let purpose = Setup.Purpose(rawValue: visit.fields["purpose"]), purpose != .all else {
            throw Refused(.badRequest)
        }
        let id = try accountID(visit)
        guard let account = try await web.accounts.all().first(where: { $0.id == id }) else { throw Refused(.notFound) }
        do {
            let address = try await web.accounts.reset(address: account.address, purpose: purpose, by: visit.account.id)
            return try await page(request, visit, oneTime: .init(person: account.address, address: address))
        } catch let refusal as Accounts.Refusal {
            return try await page(request, visit, refusal: refusal)
        }
    }

    private func change(
        _ request: Request,
        _ visit: Visit,
        _ work: (Int64) async throws -> Void
    ) async throws -> Response {
        do {
            try await work(try accountID(visit))
        } catch Accounts.Refusal.unknown {
            throw Refused(.notFound)
        } catch let refusal as Accounts.Refusal {
            return try await page(request, visit, refusal: refusal)
        }
        return .seeOther("/admin/people")
    }

    private func accountID(_ visit: Visit) throws -> Int64 {
        guard let id = visit.context.part("account").flatMap({ Int64($0) }) else { throw Refused(.notFound) }
        return id
    }

    /// The role that was chosen, for a campaign or the whole site.
    private func membership(_ fields: FieldBody) async throws -> Membership {
        guard let role = Role(rawValue: fields["role"]) else { throw Refused(.badRequest) }
        let partner = fields["partner"].isEmpty ? nil : Slug(fields["partner"])
        guard fields["partner"].isEmpty == (partner == nil) else { throw Accounts.Refusal.partnerMissing }
        if fields["campaign"] == AdminRole.everywhere {
            return Membership(campaignID: nil, role: role, partner: partner)
        }
        guard let slug = Slug(fields["campaign"]), let id = try await CampaignNames(web.site).id(slug) else {
            throw Refused(.badRequest)
        }
        return Membership(campaignID: id, role: role, partner: partner)
    }
}
