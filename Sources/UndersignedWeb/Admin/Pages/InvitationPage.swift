package import UndersignedApp
import UndersignedCore

/// Who is asked to take a role in a campaign agrees here, or declines.
package struct InvitationPage: Page {
    package var path: String
    /// Nil once it was declined.
    package var open: OpenInvitation?

    package init(path: String, open: OpenInvitation?) {
        self.path = path
        self.open = open
    }

    package var template: String { "admin-invitation" }
    package var isForOrganisers: Bool { true }

    package func title(in words: Words) -> String {
        words.text(open == nil ? "admin.invitation.declined" : "admin.invitation.title")
    }

    package func view(in words: Words) -> any Sendable {
        View(heading: title(in: words), path: path, asked: open.map { Asked($0, words) })
    }

    private struct View: Sendable {
        let heading: String
        let path: String
        let asked: Asked?
    }

    private struct Asked: Sendable {
        let hostName: String
        let hostAddress: String
        let organisation: String?
        let roleName: String
        let what: String
        let campaignTitle: String
        let address: String
        /// What comes before agreeing, or after.
        let sentence: String
        let canAgree: Bool
        let mustSignIn: Bool
        let canDecline: Bool

        init(_ open: OpenInvitation, _ words: Words) {
            (hostName, hostAddress) = (open.host.name, open.host.address)
            organisation = open.organisation?.name
            let role = open.invitation.role.rawValue
            (roleName, what) = (words.text("admin.role.\(role)"), words.text("admin.invitation.what.\(role)"))
            campaignTitle = open.campaign.title
            address = open.invitation.address
            canDecline = !open.isAgreed
            (canAgree, mustSignIn) =
                switch open.standing {
                case .newcomer, .ready: (true, false)
                case .signedOut: (false, true)
                case .disabled: (false, false)
                }
            let key =
                switch open.standing {
                case .newcomer: "newcomer"
                case .ready: "ready"
                case .signedOut: "signed-out"
                case .disabled: "disabled"
                }
            sentence = words.text("admin.invitation.\(key)")
        }
    }
}
