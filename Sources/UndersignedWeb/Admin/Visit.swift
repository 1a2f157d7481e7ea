import Hummingbird
import UndersignedApp
import UndersignedCore

/// A request of somebody who runs campaigns, let in by `AdminGate`.
struct Visit: Sendable {
    typealias Answering = @Sendable (Request, Visit) async throws -> Response

    let visitor: SignedIn
    /// What the address names; nil where it names none.
    let campaign: NamedCampaign?
    /// What was sent; empty for a GET.
    let fields: FieldBody
    /// Goes into every form of the answer.
    let token: String
    let context: WebContext

    var account: Account { visitor.account }

    func may(_ permission: Permission) -> Bool { account.may(permission, in: campaign?.id) }

    /// For the top of every page.
    var bar: AdminBar {
        AdminBar(
            person: account.name,
            token: token,
            managesPeople: account.may(.managePeople, in: nil),
            readsTrail: account.may(.readTrail, in: nil),
            keepsEvidence: account.may(.write, in: nil)
        )
    }
}

/// A campaign and its id.
struct NamedCampaign: Sendable {
    let id: Int64
    let campaign: Campaign
}
