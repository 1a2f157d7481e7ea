import UndersignedCore

/// Address, passphrase and code, all at once: so that nobody learns which of them was right.
package struct SignInPage: Page {
    /// Why nobody was signed in.
    package enum Problem: Hashable, Sendable {
        case refused
        case tooMany(minutes: Int)
    }

    /// The person is signed in, and gives passphrase and code once more.
    package struct Proof: Sendable {
        package var bar: AdminBar

        package init(bar: AdminBar) {
            self.bar = bar
        }
    }

    var address: String
    var problem: Problem?
    /// Where to go afterwards.
    var next: String?
    /// What was sent when nobody was signed in any more.
    var kept: HiddenForm?
    var proof: Proof?

    package init(
        address: String = "",
        problem: Problem? = nil,
        next: String? = nil,
        kept: HiddenForm? = nil,
        proof: Proof? = nil
    ) {
        self.address = address
        self.problem = problem
        self.next = next
        self.kept = kept
        self.proof = proof
    }

    package var template: String { "admin-sign-in" }
    package var isForOrganisers: Bool { true }

    package func title(in words: Words) -> String {
        words.text(proof == nil ? "admin.sign-in.title" : "admin.proof.title")
    }

    package func view(in words: Words) -> any Sendable {
        let passphrase = InputField("passphrase", words.text("admin.passphrase"), kind: .password)
            .completed("current-password")
        let code = InputField("code", words.text("admin.code")).plain().completed("one-time-code")
            .hinted(words.text("admin.code.hint"))
        let email = InputField("address", words.text("admin.address"), address, kind: .email).completed("username")
        return View(
            bar: proof?.bar,
            heading: title(in: words),
            action: proof == nil ? "/admin/sign-in" : "/admin/proof",
            why: proof != nil ? words.text("admin.proof.why") : kept != nil ? words.text("admin.kept") : nil,
            problem: problem.map { Self.words(for: $0, words) },
            inputs: ((proof == nil ? [email] : []) + [passphrase, code]).map(InputFieldView.init),
            next: next,
            kept: kept,
            token: proof?.bar.token
        )
    }

    private static func words(for problem: Problem, _ words: Words) -> String {
        switch problem {
        case .refused: words.text("error.sign-in")
        case .tooMany(let minutes): words.plural("error.sign-in.too-many", minutes)
        }
    }

    private struct View: Sendable {
        let bar: AdminBar?
        let heading: String
        let action: String
        let why: String?
        let problem: String?
        let inputs: [InputFieldView]
        let next: String?
        let kept: HiddenForm?
        let token: String?
    }
}
