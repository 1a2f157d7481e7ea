package import UndersignedApp
package import UndersignedCore

/// Who is asked to take a role in a campaign agrees here, or declines.
package struct InvitationPage: Page {
    /// How far it is.
    package enum State: Sendable {
        case open(OpenInvitation)
        case declined
        /// It was used, taken back, or is too old; or there was none.
        case over
    }

    /// Somebody who is signed in as another one than is asked.
    package struct Stranger: Sendable {
        package var account: Account
        /// The mark of this person's forms.
        package var token: String

        package init(account: Account, token: String) {
            self.account = account
            self.token = token
        }
    }

    package var path: String
    package var state: State
    package var stranger: Stranger?

    package init(path: String, _ state: State, stranger: Stranger? = nil) {
        self.path = path
        self.state = state
        self.stranger = stranger
    }

    package var template: String { "admin-invitation" }
    package var isForOrganisers: Bool { true }

    package func title(in words: Words) -> String {
        switch state {
        case .open: words.text("admin.invitation.title")
        case .declined: words.text("admin.invitation.declined")
        case .over: words.text("admin.invitation.over")
        }
    }

    package func view(in words: Words) -> any Sendable {
        var view = View(heading: title(in: words), path: path)
        switch state {
        case .open(let invitation):
            view.asked = Asked(invitation, words)
            view.stranger = stranger.map {
                StrangerView(strangerName: $0.account.name, strangerAddress: $0.account.address, token: $0.token)
            }
        case .declined: view.ended = words.text("admin.invitation.declined.what")
        case .over: view.ended = words.text("admin.invitation.over.what")
        }
        return view
    }

    private struct View: Sendable {
        let heading: String
        let path: String
        var asked: Asked?
        var stranger: StrangerView?
        /// What there is to say where nothing is asked.
        var ended: String?
    }

    private struct StrangerView: Sendable {
        let strangerName: String
        let strangerAddress: String
        let token: String
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
