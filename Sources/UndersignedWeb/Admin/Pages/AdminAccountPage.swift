package import UndersignedCore

/// A person's own account.
package struct AdminAccountPage: Page {
    package var bar: AdminBar
    package var address: String
    package var roles: [AdminRole]
    package var codesLeft: Int
    package var problem: Passphrase.Problem?
    package var isChanged: Bool

    package init(
        bar: AdminBar,
        address: String,
        roles: [AdminRole],
        codesLeft: Int,
        problem: Passphrase.Problem? = nil,
        isChanged: Bool = false
    ) {
        self.bar = bar
        self.address = address
        self.roles = roles
        self.codesLeft = codesLeft
        self.problem = problem
        self.isChanged = isChanged
    }

    package var template: String { "admin-account" }
    package var isForOrganisers: Bool { true }

    package func title(in words: Words) -> String { words.text("admin.account.title") }

    package func view(in words: Words) -> any Sendable {
        View(
            bar: bar,
            token: bar.token,
            address: address,
            roles: roles.map { $0.view(words) },
            codes: words.plural("admin.account.codes-left", codesLeft),
            isChanged: isChanged,
            input: InputFieldView(
                InputField("new", words.text("admin.set-up.passphrase"), kind: .password).completed("new-password")
                    .hinted(words.text("admin.set-up.passphrase.hint"))
                    .wrong(problem.map { SetUpPage.words(for: $0, words) })
            )
        )
    }

    private struct View: Sendable {
        let bar: AdminBar
        let token: String
        let address: String
        let roles: [AdminRoleView]
        let codes: String
        let isChanged: Bool
        let input: InputFieldView
    }
}
