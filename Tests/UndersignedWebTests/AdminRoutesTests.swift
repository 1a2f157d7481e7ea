import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedTestSupport
import UndersignedWeb

/// People who run campaigns, through the pages.
@Suite struct AdminRoutesTests {
    @Test func `S-37, red line 3: the session's cookie goes to organisers' addresses alone, hidden from scripts`()
        async throws
    {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            site.test.advance(.seconds(30))
            let answer = try await visitor.post("/admin/sign-in", dana.form)
            let cookies = answer.headers[values: .setCookie]
            #expect(cookies.count == 2)
            #expect(
                cookies.allSatisfy { $0.hasPrefix("__Secure-") && $0.contains("; HttpOnly; SameSite=Strict; Secure") }
            )
            #expect(cookies[0].contains("; Path=/admin;") && cookies[1].contains("; Path=/admin/sign-in;"))
            for path in ["/", "/how-we-count"] {
                #expect(try await visitor.get(path).headers[.setCookie] == nil)
            }
            #expect(try await dana.get("/admin").headers[.cacheControl] == "no-store")
        }
    }

    @Test func `S-35: a wrong passphrase and an unknown address are answered alike, byte for byte`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            _ = try await Organiser(site, visitor)
            let answers = try await [("dana@example.org", "x"), ("dina@example.org", "x")].asyncMap {
                address,
                passphrase in
                try await visitor.post(
                    "/admin/sign-in",
                    [("address", address), ("passphrase", passphrase), ("code", "123456")]
                )
            }
            #expect(answers.map(\.status) == [.unauthorized, .unauthorized])
            #expect(answers[0].text == answers[1].text.replacing("dina@", with: "dana@"))
            #expect(answers[0].headers == answers[1].headers)
        }
    }

    @Test func `an ended session keeps what was typed, and a person sends it`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            var dana = try await Organiser(site, visitor)
            let mark = try await dana.mark()
            site.test.advance(.hours(1))
            let fields = [
                ("address", "eli@example.org"), ("name", "Eli <b>"), ("role", "moderator"), ("campaign", "*"),
                ("t", mark),
            ]
            let ended = try await visitor.post("/admin/people", fields, dana.headers)
            #expect(ended.status == .unauthorized)
            let back = Organiser.kept(ended)
            #expect(back.map(\.0) == ["to", "kept", "seal"] && back[0].1 == "/admin/people")
            #expect(!ended.text.contains(mark))
            // It is this person's: somebody else who signs in there does not send it.
            let eve = try await Organiser(site, visitor, "eve@example.org")
            site.test.advance(.seconds(30))
            #expect(try await visitor.post("/admin/sign-in", eve.form + back).status == .seeOther)
            site.test.advance(.seconds(30))
            let signedIn = try await visitor.post("/admin/sign-in", dana.form + back, dana.headers)
            dana.keep(signedIn)
            #expect(signedIn.status == .ok)
            let again = PageMarkup(signedIn.text)
            #expect(again.values(of: "action").contains("/admin/people"))
            #expect(again.values(of: "value").contains("Eli <b>"))
            #expect(try await site.web.accounts.all().count == 2)
            let sent = try await dana.post("/admin/people", Array(fields.dropLast()))
            #expect(sent.status == .ok)
            #expect(try await site.web.accounts.all().count == 3)
        }
    }

    @Test(arguments: [
        "https://evil.example.org", "//evil.example.org", "/\\evil.example.org", "/admin/../x", "/admin//evil",
        "/admin/%2e%2e", "javascript:alert(1)", "/administrator", "/admin/people?x=1", "/admin/people#x", "\u{9}/admin",
    ])
    func `S-30: after signing in nobody is sent elsewhere`(next: String) async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            site.test.advance(.seconds(30))
            let answer = try await visitor.post("/admin/sign-in", dana.form + [("next", next)])
            #expect(answer.headers[.location] == "/admin")
            site.test.advance(.seconds(30))
            let kept = try await visitor.post(
                "/admin/sign-in",
                dana.form + [("to", next), ("kept", "a=b"), ("seal", "x")]
            )
            #expect(kept.status == .seeOther)
        }
    }

    @Test func `S-27: a form without the person's own mark, or from another site, changes nothing`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            let fields = [("address", "eli@example.org"), ("role", "owner"), ("campaign", "*")]
            for mark in ["", "x", String(try await dana.mark().reversed())] {
                let answer = try await visitor.post("/admin/people", fields + [("t", mark)], dana.headers)
                #expect(answer.status == .unprocessableContent)
                #expect(answer.text.contains("eli@example.org"))
            }
            var headers = dana.headers
            headers[.origin] = "https://evil.example.org"
            let mark = ("t", try await dana.mark())
            #expect(try await visitor.post("/admin/people", fields + [mark], headers).status == .forbidden)
            #expect(try await site.web.accounts.all().count == 1)
        }
    }

    @Test func `S-38: after five minutes passphrase and code are asked for again before something weighty`()
        async throws
    {
        let site = try await WebSite()
        try await site.visit { visitor in
            var dana = try await Organiser(site, visitor)
            site.test.advance(.minutes(5))
            let fields = [("address", "eli@example.org"), ("role", "owner"), ("campaign", "*")]
            let asked = try await dana.post("/admin/people", fields)
            #expect(asked.status == .forbidden)
            let proof = try await dana.post("/admin/proof", Array(dana.form.dropFirst()) + Organiser.kept(asked))
            #expect(proof.status == .ok)
            let old = dana.headers
            dana.keep(proof)
            #expect(try await visitor.get("/admin", old).status == .seeOther)
            #expect(try await dana.post("/admin/people", fields).status == .ok)
            #expect(try await site.web.accounts.all().count == 2)
        }
    }

    @Test func `S-37: signing out ends the session, not only the cookie`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            let out = try await dana.post("/admin/sign-out", [])
            #expect(out.headers[.setCookie]?.contains("Max-Age=0") == true)
            #expect(try await dana.get("/admin").headers[.location] == "/admin/sign-in")
        }
    }

    @Test func `an owner invites, gives roles, shuts an account, and the trail says so`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            let invited = try await dana.post(
                "/admin/people",
                [("address", "eli@example.org"), ("name", "Eli"), ("role", "moderator"), ("campaign", "*")]
            )
            #expect(invited.text.contains("https://petitions.example.org/admin/set-up/"))
            let eli = try #require(try await site.web.accounts.all().last)
            let role = [("role", "auditor"), ("campaign", "*"), ("partner", ""), ("give", "yes")]
            #expect(try await dana.post("/admin/people/\(eli.id)/roles", role).status == .seeOther)
            let away = [("role", "moderator"), ("campaign", "*"), ("partner", ""), ("give", "no")]
            #expect(try await dana.post("/admin/people/\(eli.id)/roles", away).status == .seeOther)
            #expect(try await dana.post("/admin/people/\(eli.id)/state", [("disabled", "yes")]).status == .seeOther)
            let after = try #require(try await site.web.accounts.all().last)
            #expect(after.state == .disabled && after.memberships.map(\.role) == [.auditor])
            let last = try await dana.post("/admin/people/1/state", [("disabled", "yes")])
            #expect(last.status == .unprocessableContent && last.text.contains("last owner"))
            let trail = try await dana.post("/admin/trail.csv", []).text
            #expect(trail.contains("\"dana@example.org\",\"role-given\",\"\",\"eli@example.org\",\"auditor\""))
            let page = try await dana.get("/admin/trail").text
            #expect(page.contains("Shut the account") && page.contains("Took the audit trail away"))
        }
    }
}

extension Array {
    /// One after the other.
    func asyncMap<T>(_ transform: (Element) async throws -> T) async rethrows -> [T] {
        var results: [T] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
