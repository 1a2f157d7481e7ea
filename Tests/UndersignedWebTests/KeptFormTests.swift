import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedTestSupport
import UndersignedWeb

/// What somebody wrote and sent while nobody was signed in.
@Suite struct KeptFormTests {
    private static let path = "/admin/campaigns"
    private static let text = [("title", "Keep <b>it</b> open"), ("description", "Why we ask"), ("mark", "")]
    private static let site = HTTPField.Name("Sec-Fetch-Site") ?? .accept
    private static let own: HTTPFields = [site: "same-origin"]

    @Test(arguments: [[site: "same-origin"], [.origin: "https://petitions.example.org"]] as [HTTPFields])
    func `what was written after signing out elsewhere is given back after signing in, and asked about`(
        evidence: HTTPFields
    ) async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            var dana = try await Organiser(site, visitor)
            let mark = ("t", try await dana.mark())
            _ = try await dana.post("/admin/sign-out", [])
            for cookies in [dana.headers, [:]] {
                let refused = try await visitor.post(Self.path, Self.text + [mark], cookies + evidence)
                #expect(refused.status == .unauthorized && !refused.text.contains(mark.1))
                let back = Organiser.kept(refused)
                #expect(back.map(\.0) == ["to", "kept", "seal"] && back[0].1 == Self.path)
                // A wrong passphrase loses nothing.
                let wrong = [("address", dana.address), ("passphrase", "x"), ("code", "123456")]
                let again = try await visitor.post("/admin/sign-in", wrong + back, evidence)
                #expect(Organiser.kept(again).map(\.1) == back.map(\.1))
                site.test.advance(.seconds(30))
                let signedIn = try await visitor.post("/admin/sign-in", dana.form + back, evidence)
                #expect(signedIn.status == .ok && signedIn.text.contains("The campaign you were writing"))
                #expect(signedIn.text.contains("send it only if you wrote it"))
                let page = PageMarkup(signedIn.text)
                #expect(page.texts.contains("Keep <b>it</b> open") && page.texts.contains("Why we ask"))
                #expect(page.values(of: "action").contains(Self.path))
                #expect(!page.texts.contains { $0.contains("/admin") || $0 == "description" })
                #expect(try await site.web.accounts.all().count == 1)
                dana.keep(signedIn)
            }
            // Its form has a mark of the new session, and goes through the usual checks.
            let sent = try await dana.post(Self.path, Self.text)
            #expect(sent.status == .unprocessableContent && sent.text.contains("Keep &lt;b&gt;it&lt;/b&gt; open"))
        }
    }

    @Test(
        arguments: [
            [:], [site: "none"], [site: "cross-site"], [.origin: "null"], [.origin: "https://evil.example.org"],
            [site: "same-site", .origin: "https://petitions.example.org"],
        ] as [HTTPFields]
    )
    func `S-27: nothing is kept of a form that may come from another site`(evidence: HTTPFields) async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let refused = try await visitor.post(Self.path, Self.text, evidence)
            #expect([.unauthorized, .forbidden].contains(refused.status))
            #expect(Organiser.kept(refused).isEmpty && !refused.text.contains("name=\"kept\""))
        }
    }

    @Test func `S-27: a sealed form that another site brings to the sign-in is dropped`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            // Anybody can have one sealed with a program that says what a browser would.
            let back = Organiser.kept(try await visitor.post(Self.path, Self.text, Self.own))
            try #require(back.count == 3)
            let wrong = [("address", dana.address), ("passphrase", "x"), ("code", "123456")]
            for evidence in [[:], [.origin: "null"]] as [HTTPFields] {
                #expect(Organiser.kept(try await visitor.post("/admin/sign-in", wrong + back, evidence)).isEmpty)
                site.test.advance(.seconds(30))
                let signedIn = try await visitor.post("/admin/sign-in", dana.form + back, evidence)
                #expect(signedIn.headers[.location] == "/admin")
            }
            // Nor does a seal for nobody stand for a person's own, or one text for another.
            let other = [back[0], ("kept", "dGl0bGU9eA"), back[2]]
            site.test.advance(.seconds(30))
            let changed = try await visitor.post("/admin/sign-in", dana.form + other, Self.own)
            #expect(changed.headers[.location] == "/admin")
        }
    }

    @Test func `of strangers only what is written is kept, as long as a form may be, and alike for every address`()
        async throws
    {
        let site = try await WebSite()
        try await site.visit { visitor in
            for path in [
                "/admin/people/3/state", "/admin/account/codes", "/admin/account/passphrase", "/admin/sign-out",
            ] {
                let refused = try await visitor.post(path, Self.text, Self.own)
                #expect(refused.status == .unauthorized && Organiser.kept(refused).isEmpty, "\(path)")
            }
            let picture = [("picture", String(repeating: "a", count: 90_000))]
            let logo = try await visitor.post("/admin/campaigns/x/partners/y/logo", picture, Self.own)
            #expect(logo.status == .unauthorized && Organiser.kept(logo).isEmpty && logo.text.contains("Sign in"))
            // What is typed into a step is kept as well.
            for path in ["/people", "/petitions/y/moderation/rules", "/petitions/y/figures/holds"] {
                let refused = try await visitor.post("/admin/campaigns/x\(path)", Self.text, Self.own)
                #expect(refused.status == .unauthorized && Organiser.kept(refused).count == 3, "\(path)")
            }
            // There is no such campaign, and nobody learns that.
            for path in ["", "/petitions/y", "/petitions/y/updates", "/petitions/y/translations/de", "/targets/z"] {
                let refused = try await visitor.post("/admin/campaigns/x\(path)", Self.text, Self.own)
                #expect(refused.status == .unauthorized && Organiser.kept(refused).count == 3, "\(path)")
            }
            let long = [("description", String(repeating: "x", count: 319 * 1_024))]
            #expect(Organiser.kept(try await visitor.post(Self.path, long, Self.own)).count == 3)
            let foreign = try await visitor.post(Self.path, long)
            #expect(foreign.status == .unauthorized && Organiser.kept(foreign).isEmpty)
            let longer = [("description", String(repeating: "x", count: 321 * 1_024))]
            #expect(try await visitor.post(Self.path, longer, Self.own).status == .contentTooLarge)
        }
    }

    @Test func `every form of organisers has words for the page that gives it back`() async throws {
        let site = try await WebSite()
        let words = Words(try #require(try Messages.catalogues().first))
        for entry in site.table.entries where entry.method == "POST" && entry.access != .everyone {
            let path = entry.path.replacing(/\{[a-z]+\}/, with: "7")
            let kept = KeptForm(
                path: path,
                [(name: "name", value: "Eli"), (name: "mark", value: "3")],
                by: .account(7)
            )
            let html = site.web.renderer.render(ContinuePage(kept: kept, token: "t"), in: words.language)
            #expect(html.contains("<h2>"), "\(path)")
        }
    }

    @Test func `a long text is shown by its beginning, and whole where one asks for it`() async throws {
        let site = try await WebSite()
        let letter = (1...100).map { "Sentence \($0)." }.joined(separator: " ")
        let fields = [
            (name: "letter", value: letter), (name: "to-mayor", value: "yes"), (name: "display", value: "approved"),
        ]
        let kept = KeptForm(path: "/admin/campaigns/libraries/petitions/save", fields, by: .account(7))
        let page = PageMarkup(site.web.renderer.render(ContinuePage(kept: kept, token: "t"), in: .english))
        #expect(page.texts.contains(String(letter.prefix(300)) + "…") && page.texts.contains(letter))
        #expect(page.texts.contains("After somebody has looked at them") && page.texts.contains("mayor"))
        #expect(page.texts.contains("The petition you were writing") && page.texts.contains("libraries"))
    }
}

extension HTTPFields {
    /// Both; cookies of one, and what a browser says of the other.
    fileprivate static func + (one: HTTPFields, other: HTTPFields) -> HTTPFields {
        var both = one
        for field in other { both.append(field) }
        return both
    }
}
