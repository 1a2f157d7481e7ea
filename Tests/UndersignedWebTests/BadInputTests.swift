import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// What people and programs get wrong, by mistake or on purpose: a clear answer, nothing stored, nothing lost.
@Suite struct BadInputTests {
    private static let path = "/petitions/save-the-library/signatures"
    private static let form = "application/x-www-form-urlencoded"

    /// A body, its type, and the status it gets.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let body: String
        var type = BadInputTests.form
        let status: Int
    }

    // S-11, S-12
    @Test(arguments: [
        Case(testDescription: "the same field twice", body: "name=a&name=b", status: 400),
        Case(testDescription: "invalid percent encoding", body: "name=%zz", status: 400),
        Case(testDescription: "invalid UTF-8", body: "name=%ff%fe", status: 400),
        Case(testDescription: "41 fields", body: (0..<41).map { "f\($0)=1" }.joined(separator: "&"), status: 400),
        Case(testDescription: "no fields", body: "", status: 422),
        Case(testDescription: "a body over 16 KiB", body: "name=" + String(repeating: "a", count: 17_000), status: 413),
        Case(testDescription: "a name of 1 MB", body: "name=" + String(repeating: "a", count: 1_000_000), status: 413),
        Case(testDescription: "another type", body: "name=a", type: "text/plain", status: 415),
        Case(testDescription: "multipart", body: "x", type: "multipart/form-data; boundary=x", status: 415),
        Case(testDescription: "broken JSON", body: "{\"name\":", type: "application/json", status: 400),
        Case(testDescription: "a JSON list", body: "[]", type: "application/json", status: 400),
        Case(testDescription: "a number for a name", body: "{\"name\":7}", type: "application/json", status: 400),
        Case(testDescription: "an object for a name", body: "{\"name\":{}}", type: "application/json", status: 400),
        Case(
            testDescription: "the same JSON name twice",
            body: "{\"name\":\"a\",\"name\":\"b\"}",
            type: "application/json",
            status: 400
        ),
        Case(
            testDescription: "a lone surrogate",
            body: "{\"name\":\"\\ud800\"}",
            type: "application/json",
            status: 400
        ),
        Case(testDescription: "text after the object", body: "{} x", type: "application/json", status: 400),
    ])
    func `a body that does not read is refused as a whole`(_ input: Case) async throws {
        let site = try await WebSite()
        _ = try await site.test.open()
        try await site.visit { visitor in
            let answer = try await visitor.send(Self.path, Array(input.body.utf8), type: input.type)
            #expect(answer.status.code == input.status)
        }
        #expect(try await site.test.rowCount(.signature) == 0)
        #expect(try await site.test.rowCount(.outbox) == 0)
    }

    // S-09, S-60, S-61: each comes back with its error and with what was typed.
    @Test(arguments: [
        "\u{0}", "A\u{0}B", "Amina\u{202E}", "\u{2066}Amina", "A\r\nBcc: x@example.org", "a\u{7}",
        String(repeating: "n", count: 201), "Z" + String(repeating: "\u{301}", count: 9), "  ", "\u{FFF9}x",
    ])
    func `a name that can't stand is asked for again, with everything kept`(_ name: String) async throws {
        let site = try await WebSite()
        let petition = try await site.test.open()
        var form = Samples.amina
        form.name = name
        let typed = form
        try await site.visit { visitor in
            let answer = try await visitor.post(Self.path, site.fields(typed, petition))
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("<title>Error: "))
            #expect(answer.text.contains("value=\"amina@example.org\""), "what was typed is kept")
        }
        #expect(try await site.test.rowCount(.signature) == 0)
    }

    @Test(arguments: [
        "", "nowhere", "a@b", "a b@example.org", "a@example.org\r\nRCPT TO:<x@example.org>", "a@@example.org",
        "\"a\"@example.org", String(repeating: "a", count: 300) + "@example.org", "ä@example.org",
    ])
    func `an address that can't receive mail is asked for again`(_ email: String) async throws {
        let site = try await WebSite()
        let petition = try await site.test.open()
        var form = Samples.amina
        form.email = email
        let typed = form
        try await site.visit { visitor in
            let answer = try await visitor.post(Self.path, site.fields(typed, petition))
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("value=\"Amina Diallo\""))
        }
        #expect(try await site.test.rowCount(.outbox) == 0)
    }

    @Test func `an unknown address is 404, a wrong method 405 with what is allowed`() async throws {
        let site = try await WebSite()
        _ = try await site.test.open()
        try await site.visit { visitor in
            for path in [
                "/petitions/nobody", "/petitions/Save-The-Library", "/petitions/save-the-library/nothing", "/x",
                "/petitions/save-the-library/log/tile/0/001", "/petitions/save-the-library/log/tile/9/000",
                "/petitions/save-the-library/log/tile/0/000.p/200", "/petitions/save-the-library/log/tile/0/0",
                "/petitions/save-the-library/log/tile/entries/000.p/4", "/petitions/%00", "/campaigns/nobody",
                "/petitions/save-the-library/documents/00", "/assets/other.css",
                "/petitions/save-the-library/log/tile/0/x999/x999/x999/x999/x999/x999/999",
            ] {
                #expect(try await visitor.get(path).status == .notFound, "\(path)")
            }
            let wrong = try await visitor.get("/petitions/save-the-library/signatures")
            #expect(wrong.status == .methodNotAllowed && wrong.headers[.allow] == "POST")
            let other = try await visitor.send("/petitions/save-the-library", [], type: Self.form)
            #expect(other.status == .methodNotAllowed && other.headers[.allow] == "GET, HEAD")
        }
    }

    // S-40
    @Test func `forged, foreign and old form tokens bring the form back with everything kept`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open()
        let other = try await site.test.open(Samples.petition("another"))
        let good = site.web.formTokens.issue(petitionID: petition.id, now: site.test.now)
        let foreign = site.web.formTokens.issue(petitionID: other.id, now: site.test.now)
        site.test.advance(.hours(49))
        try await site.visit { visitor in
            for token in ["", "x", foreign, good, String(good.dropLast(1)) + "A"] {
                let fields = site.fields(Samples.amina, petition).filter { $0.0 != "t" } + [("t", token)]
                let answer = try await visitor.post(Self.path, fields)
                #expect(answer.status == .unprocessableContent)
                #expect(answer.text.contains("value=\"Amina Diallo\""))
            }
        }
        #expect(try await site.test.rowCount(.signature) == 0)
    }

    // A million would take minutes here; the parser refuses all but one length, so bits are what is left to flip.
    @Test func `no flipped bit of a form token is accepted`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open()
        let token = site.web.formTokens.issue(petitionID: petition.id, now: site.test.now)
        let bytes = try Samples.required(Base64URL.decode(token))
        for bit in 0..<bytes.count * 8 {
            var forged = bytes
            forged[bit / 8] ^= 1 << (bit % 8)
            let text = Base64URL.encode(forged)
            #expect(!site.web.formTokens.accepts(text, petitionID: petition.id, now: site.test.now))
        }
        #expect(site.web.formTokens.accepts(token, petitionID: petition.id, now: site.test.now))
    }

    // R-32, S-51: said plainly, with the answers kept, and nothing called signed.
    @Test func `a full pool answers 503 with Retry-After and a button that tries again`() async throws {
        let site = try await WebSite(poolLimit: 0)
        let petition = try await site.test.open()
        let token = try Samples.required(try await site.test.ask(Samples.amina, petition))
        try await site.visit { visitor in
            let answer = try await visitor.post("/s/\(token.text)", [("text", "1")])
            #expect(answer.status == .serviceUnavailable && answer.headers[.retryAfter] == "5")
            #expect(answer.text.contains("action=\"/s/\(token.text)\"") && answer.text.contains("name=\"text\""))
        }
    }

    @Test func `too many asks from one network are told when to come back, with the form kept`() async throws {
        let site = try await WebSite(limits: .default)
        let petition = try await site.test.open()
        try await site.visit { visitor in
            var last: Int?
            for number in 0..<70 {
                let answer = try await visitor.post(Self.path, site.fields(Samples.person(number), petition))
                last = answer.status.code
                if last == 429 {
                    #expect(answer.headers[.retryAfter] != nil && answer.text.contains("person\(number)@example.org"))
                    break
                }
            }
            #expect(last == 429)
        }
    }

    // S-01, S-03: the page shows it as text.
    @Test(arguments: [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'; DROP TABLE signature; --", "{{name}}",
        "</title><script>", "&lt;b&gt;", "javascript:alert(1)", "<!--", "${7*7}",
    ])
    func `script in a stored field is shown as text on every page of the link`(_ hostile: String) async throws {
        let site = try await WebSite()
        let petition = try await site.test.open()
        var form = Samples.amina
        form.name = hostile
        let token = try Samples.required(try await site.test.ask(form, petition))
        try await site.visit { visitor in
            var pages = [try await visitor.get("/s/\(token.text)").text]
            _ = try await visitor.post("/s/\(token.text)", [("text", "1")])
            pages.append(try await visitor.get("/s/\(token.text)").text)
            pages.append(try await visitor.get("/petitions/save-the-library/names").text)
            for page in pages {
                #expect(!page.contains("<script>") && !page.contains("<img") && !page.contains("onerror=alert(1)>\""))
                #expect(page.contains("Keep the library open"))
            }
        }
    }

    @Test func `a link's wrong or missing text version is refused, and unknown links have their page`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open()
        let token = try Samples.required(try await site.test.ask(Samples.amina, petition))
        try await site.visit { visitor in
            for text in ["", "0", "-1", "x", "1.0"] {
                let wrong = try await visitor.post("/s/\(token.text)", [("text", text)])
                #expect(wrong.status == .badRequest)
            }
            let future = try await visitor.post("/s/\(token.text)", [("text", "9")])
            #expect(future.status == .conflict)
            let unknown = [
                try await visitor.get("/s/AAAA"), try await visitor.post("/s/AAAA", [("text", "1")]),
                try await visitor.post("/s/AAAA/withdrawal", []), try await visitor.get("/s/AAAA/receipt"),
            ]
            #expect(unknown.map(\.status) == Array(repeating: .notFound, count: 4))
        }
        #expect(try await site.test.counts(petition).total == 0)
    }
}
