import HTTPTypes
import Hummingbird
import UndersignedApp
import UndersignedCore

/// A person's own account.
struct AdminAccountRoutes {
    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/admin/account", for: .signedIn) { request, visit in try await page(request, visit) }
        routes.post("/admin/account/codes", for: .proven(nil)) { request, visit in
            let codes = try await current { try await web.accounts.renewRecoveryCodes(visit.visitor) }
            let page = RecoveryCodesPage(bar: visit.bar, codes: codes)
            return .personal(web.renderer.render(page, in: web.language(of: request)))
        }
        routes.post("/admin/account/passphrase", for: .proven(nil)) { request, visit in
            try await changePassphrase(request, visit)
        }
    }

    private func page(
        _ request: Request,
        _ visit: Visit,
        problem: Passphrase.Problem? = nil,
        isChanged: Bool = false
    ) async throws -> Response {
        let page = AdminAccountPage(
            bar: visit.bar,
            address: visit.account.address,
            roles: try await roles(visit.account),
            codesLeft: try await web.accounts.recoveryCodeCount(visit.visitor),
            problem: problem,
            isChanged: isChanged
        )
        let status: HTTPResponse.Status = problem == nil ? .ok : .unprocessableContent
        return .personal(web.renderer.render(page, in: web.language(of: request)), status: status)
    }

    private func changePassphrase(_ request: Request, _ visit: Visit) async throws -> Response {
        // Asked for again after the proof: a new passphrase is not carried along in a page.
        guard visit.fields.fields.contains(where: { $0.name == "new" }) else { return .seeOther("/admin/account") }
        do {
            try await current { try await web.accounts.changePassphrase(visit.fields["new"], visit.visitor) }
        } catch let problem as Passphrase.Problem {
            return try await page(request, visit, problem: problem)
        } catch is PassphraseWork.Overloaded {
            throw Refused(.busy, retryAfter: 10)
        }
        return try await page(request, visit, isChanged: true)
    }

    /// Somebody may have signed the person out meanwhile.
    private func current<T>(_ work: () async throws -> T) async throws -> T {
        do {
            return try await work()
        } catch is Accounts.SessionEnded {
            throw Refused(.conflict)
        }
    }

    private func roles(_ account: Account) async throws -> [AdminRole] {
        let names = try await CampaignNames(web.site)
        return account.memberships.map { AdminRole($0, campaign: names.campaign($0.campaignID)) }
    }
}

/// Campaigns by their ids.
struct CampaignNames {
    private let campaigns: [Int64: Campaign]

    init(_ site: Site) async throws {
        campaigns = try await Desk(site: site).campaigns()
    }

    var all: [Campaign] { campaigns.values.sorted { $0.title < $1.title } }

    func campaign(_ id: Int64?) -> Campaign? { id.flatMap { campaigns[$0] } }

    func id(_ slug: Slug) -> Int64? { campaigns.first { $0.value.slug == slug }?.key }
}
