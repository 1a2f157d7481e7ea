package import UndersignedApp
import UndersignedCore

/// A one-time address: passphrase and device are set up, then it is used up.
package struct SetUpPage: Page {
    package var path: String
    package var siteName: String
    package var setup: OpenSetup
    package var form: SetUpForm
    package var problems: SetUpProblems

    package init(
        path: String,
        siteName: String,
        setup: OpenSetup,
        form: SetUpForm = SetUpForm(),
        problems: SetUpProblems = SetUpProblems()
    ) {
        self.path = path
        self.siteName = siteName
        self.setup = setup
        self.form = form
        self.problems = problems
    }

    package var template: String { "admin-set-up" }
    package var isForOrganisers: Bool { true }

    package func title(in words: Words) -> String { words.text("admin.set-up.\(setup.purpose.rawValue).title") }

    package func view(in words: Words) -> any Sendable {
        View(
            path: path,
            seed: setup.seed,
            heading: title(in: words),
            address: setup.account.address,
            inputs: inputs(words).map(InputFieldView.init),
            device: setup.code.map { code in
                let address = code.keyAddress(site: siteName, person: setup.account.address)
                return DeviceView(
                    pictureHTML: QRPicture(address)?.markup(titled: words.text("admin.set-up.picture")),
                    secret: code.secretText,
                    address: address
                )
            },
            codeInput: InputFieldView(
                InputField("code", words.text("admin.set-up.code")).plain().completed("one-time-code")
                    .hinted(words.text("admin.set-up.code.hint"))
                    .wrong(problems.isWrongCode ? words.text("error.set-up.code") : nil)
            )
        )
    }

    private func inputs(_ words: Words) -> [InputField] {
        let name = InputField("name", words.text("admin.name"), form.name.isEmpty ? setup.account.name : form.name)
            .completed("name").wrong(problems.noName ? words.text("error.set-up.name") : nil)
        let own = InputField("passphrase", words.text("admin.passphrase"), kind: .password)
            .completed("current-password")
            .wrong(problems.isWrongPassphrase ? words.text("error.set-up.passphrase") : nil)
        let new = InputField("passphrase", words.text("admin.set-up.passphrase"), kind: .password)
            .completed("new-password")
            .hinted(words.text("admin.set-up.passphrase.hint"))
            .wrong(problems.passphrase.map { Self.words(for: $0, words) })
        return switch setup.purpose {
        case .all: [name, new]
        case .passphrase: [new]
        case .codes: [own]
        }
    }

    static func words(for problem: Passphrase.Problem, _ words: Words) -> String {
        switch problem {
        case .tooShort(let limit): words.plural("error.passphrase.short", limit)
        case .tooLong(let limit): words.plural("error.passphrase.long", limit)
        case .guessable: words.text("error.passphrase.guessable")
        }
    }

    private struct View: Sendable {
        let path: String
        let seed: String
        let heading: String
        let address: String
        let inputs: [InputFieldView]
        let device: DeviceView?
        let codeInput: InputFieldView
    }

    private struct DeviceView: Sendable {
        let pictureHTML: String?
        let secret: String
        let address: String
    }
}
