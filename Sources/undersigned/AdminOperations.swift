import UndersignedApp
import UndersignedCore

/// What operators do for the people who run campaigns.
struct AdminOperations {
    let accounts: Accounts

    func perform(_ operation: Operation, _ tell: Operations.Tell) async throws {
        switch operation {
        case .createAdmin(let address, let name):
            let owner = Membership(campaignID: nil, role: .owner)
            let link = try await accounts.invite(address: address, name: name, membership: owner, by: nil)
            await tell(.line("\(address) becomes an owner of the site. One-time address, good for three days:"))
            await tell(.line(link))
        case .resetAdmin(let address, let purpose):
            let link = try await accounts.reset(address: address, purpose: purpose, by: nil)
            await tell(.line("\(address) is signed out. One-time address, good for three days:"))
            await tell(.line(link))
        case .listAdmins: try await list(tell)
        default: preconditionFailure("an operation of another kind")
        }
    }

    private func list(_ tell: Operations.Tell) async throws {
        let all = try await accounts.all()
        if all.isEmpty { await tell(.line("There is no account yet: undersigned admin create ADDRESS")) }
        for account in all {
            let roles = account.memberships.map { membership in
                membership.role.rawValue + (membership.campaignID == nil ? " everywhere" : "")
            }
            await tell(.line("\(account.address)  \(account.state.rawValue)  \(roles.joined(separator: ", "))"))
        }
    }
}

extension Accounts.Refusal: OperatorRefusal {
    var words: String {
        switch self {
        case .unknown: "there is no account with this address; see undersigned admin list"
        case .exists: "the address has an account; for a lost passphrase: undersigned admin reset-password ADDRESS"
        case .badAddress: "this is no address that mail can be sent to: write it like name@example.org"
        case .longName: "use at most 200 characters for the name"
        case .lastOwner: "this is the last owner of the site"
        case .partnerMissing: "a partner's role needs the partner's short name, and no other role has one"
        case .disabled: "the account is shut; an owner can open it again on the page of people"
        }
    }
}
