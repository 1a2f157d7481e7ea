import HTTPTypes
import HummingbirdTesting
import Testing
import TransparencyLog
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// The whole way over HTTP: form, mail, button, receipt, withdrawal.
@Suite struct JourneyTests {
    @Test func `a person signs, confirms, keeps a receipt that verifies, and takes it back`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open()
        try await site.visit { visitor in
            let page = try await visitor.get("/petitions/save-the-library")
            #expect(page.status == .ok && page.text.contains("Keep the library open"))
            let asked = try await visitor.post(
                "/petitions/save-the-library/signatures",
                site.fields(Samples.amina, petition)
            )
            #expect(asked.status == .seeOther)
            let sent = try await visitor.get(try Samples.required(asked.headers[.location]))
            #expect(sent.status == .ok && sent.text.contains("amina@example.org"))
            let token = try Samples.required(try await site.test.links().last)

            let confirm = try await visitor.get("/s/\(token.text)")
            #expect(confirm.text.contains("Amina Diallo") && confirm.text.contains("name=\"text\""))
            #expect(try await site.test.counts(petition).total == 0)
            let pressed = try await visitor.post("/s/\(token.text)", [("text", "1")])
            #expect(pressed.status == .seeOther && pressed.headers[.location] == "/s/\(token.text)")
            let count = try await visitor.get("/petitions/save-the-library/count.json").text
            #expect(count.contains("\"count\":1,"))

            let receipt = try await visitor.get("/s/\(token.text)/receipt")
            let read = try Receipt(parsing: Array(receipt.text.utf8))
            _ = try read.verified(by: NoteVerifierKey(Samples.required(petition.log).verifierKey))
            #expect(receipt.headers[.contentDisposition]?.contains(".tlog-proof") == true)

            let back = try await visitor.post("/s/\(token.text)/withdrawal", [])
            #expect(back.status == .seeOther)
            let lower = try await visitor.get("/petitions/save-the-library/count.json").text
            #expect(lower.contains("\"count\":0,") && lower.contains("\"removed\":1"))
            #expect(try await visitor.get("/s/\(token.text)/receipt").status == .notFound)
        }
        try await site.test.expectSoundLog(petition)
    }

    // S-27: on every route, GET and HEAD leave the database as it is.
    @Test func `a GET or HEAD of any address changes nothing`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open()
        let pending = try Samples.required(try await site.test.ask(Samples.amina, petition))
        let counted = try await site.test.sign(Samples.wei, petition)
        let before = try await site.test.everything(petition)
        let paths = site.table.entries.map(\.path)
        #expect(Set(paths).count >= 18, "the table lists every route")
        try await site.visit { visitor in
            for path in Set(paths) {
                for token in [pending.text, counted.text, "nonsense"] {
                    let address = path.replacing("{slug}", with: "save-the-library").replacing("{token}", with: token)
                        .replacing("**", with: "0/000").replacing("{file}", with: "x").replacing("{hash}", with: "00")
                    for method in [HTTPRequest.Method.get, .head] {
                        let answer = try await visitor.get(address, method: method)
                        #expect(answer.status.code < 500, "\(method) \(address)")
                    }
                }
            }
        }
        #expect(try await site.test.everything(petition) == before)
    }

    // S-22, S-23, S-25, S-26, S-19
    @Test func `every answer, errors included, has the same strict headers and no cookie`() async throws {
        let site = try await WebSite()
        _ = try await site.test.open()
        try await site.visit { visitor in
            for path in [
                "/", "/petitions/save-the-library", "/nothing", "/s/nonsense", "/how-we-count", "/healthz", "/readyz",
                "/petitions/save-the-library/log/checkpoint", "/petitions/save-the-library/count.json", "/robots.txt",
            ] {
                let answer = try await visitor.get(path)
                #expect(
                    answer.headers[.contentSecurityPolicy]?.hasPrefix("default-src 'none'; script-src 'self'") == true
                )
                #expect(answer.headers[.contentSecurityPolicy]?.contains("frame-ancestors 'none'") == true)
                #expect(answer.headers[.contentSecurityPolicy]?.contains("unsafe") == false)
                #expect(answer.headers[.xContentTypeOptions] == "nosniff", "\(path)")
                #expect(answer.headers[.setCookie] == nil)
                #expect(answer.headers[.contentType] != nil, "\(path)")
            }
        }
    }

    // S-24
    @Test func `pages behind a link are stored by nobody and named to nobody`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open()
        let token = try Samples.required(try await site.test.ask(Samples.amina, petition))
        try await site.visit { visitor in
            for path in ["/s/\(token.text)", "/petitions/save-the-library/sent?s=x"] {
                let answer = try await visitor.get(path)
                #expect(answer.headers[.cacheControl] == "no-store")
                #expect(answer.headers[WebSite.referrerPolicy] == "no-referrer")
                #expect(answer.text.contains("noindex"))
                #expect(!answer.text.contains("http://") || answer.text.contains("petitions.example.org"))
            }
        }
    }

    // F-J: byte for byte the same, whoever signed before.
    @Test func `nobody can tell from the answer whether an address signed`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open()
        try await site.test.sign(Samples.amina, petition)
        try await site.visit { visitor in
            let known = try await visitor.post(
                "/petitions/save-the-library/signatures",
                site.fields(Samples.amina, petition)
            )
            var stranger = Samples.amina
            stranger.email = "anima@example.org"
            let fresh = try await visitor.post(
                "/petitions/save-the-library/signatures",
                site.fields(stranger, petition)
            )
            #expect(known.status == fresh.status)
            let pages = [
                try await visitor.get(try Samples.required(known.headers[.location])).text,
                try await visitor.get(try Samples.required(fresh.headers[.location])).text,
            ].map { text in
                text.replacing("amina@", with: "").replacing("anima@", with: "")
                    .replacing(#/name="s" value="[^"]*"/#, with: "")
            }
            #expect(pages[0] == pages[1])
        }
    }

    @Test func `a press on another site's page reaches no link`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open()
        let token = try Samples.required(try await site.test.ask(Samples.amina, petition))
        let fetchSite = try Samples.required(HTTPField.Name("Sec-Fetch-Site"))
        try await site.visit { visitor in
            let foreign = try await visitor.post("/s/\(token.text)", [("text", "1")], [fetchSite: "cross-site"])
            #expect(foreign.status == .forbidden)
            let own = try await visitor.post("/s/\(token.text)", [("text", "1")], [fetchSite: "same-origin"])
            #expect(own.status == .seeOther)
        }
    }

    @Test func `programs ask in JSON and are told all problems at once`() async throws {
        let site = try await WebSite()
        _ = try await site.test.open()
        let path = "/petitions/save-the-library/signatures"
        try await site.visit { visitor in
            func send(_ json: String) async throws -> (Int, String) {
                let answer = try await visitor.send(path, Array(json.utf8), type: "application/json")
                return (answer.status.code, answer.text)
            }
            let good = try await send(#"{"name":"Ada","email":"ada@example.org","shown":true,"partner":[]}"#)
            #expect(good == (202, #"{"state":"sent"}"#))
            let bad = try await send(#"{"name":"","email":"nowhere"}"#)
            #expect(bad.0 == 422 && bad.1.contains("\"field\":\"name\"") && bad.1.contains("\"field\":\"email\""))
        }
        #expect(try await site.test.rowCount(.signature) == 1)
    }

    @Test func `public names are listed without order of time, and leave with their signature`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open()
        var tokens: [LinkToken] = []
        for number in 0..<120 {
            tokens.append(try await site.test.sign(Samples.person(number, isShown: true), petition))
        }
        let seventh = tokens[7]
        try await site.visit { visitor in
            let first = try await visitor.get("/petitions/save-the-library/names")
            #expect(first.text.contains("noindex") && first.headers[WebSite.robots] == "noindex")
            let names = first.text.matches(of: #/<bdi>(Person \d+)<\/bdi>/#).map { String($0.1) }
            #expect(names.count == 100)
            #expect(names != names.sorted { Int($0.dropFirst(7)) ?? 0 < Int($1.dropFirst(7)) ?? 0 })
            #expect(try await visitor.get("/petitions/save-the-library/names?after=3").status == .notFound)
            _ = try await visitor.post("/s/\(seventh.text)/withdrawal", [])
            let next = PageMarkup(first.text).values(of: "href").last { $0.contains("?after=") }
            let second = try await visitor.get(Samples.required(next))
            let others = second.text.matches(of: #/<bdi>(Person \d+)<\/bdi>/#).map { String($0.1) }
            #expect(!others.contains("Person 7") && others.count == (names.contains("Person 7") ? 20 : 19))
        }
    }
}

extension TestSite {
    /// All that a petition's rows say, to be compared.
    func everything(_ petition: Petition) async throws -> [String] {
        var lines: [String] = []
        for table in CountedTable.allCases { lines.append("\(table) \(try await rowCount(table))") }
        let head = try await database.read { try $0.head(petition.id) }
        lines.append("\(String(describing: head))")
        for id in Int64(1)...5 {
            lines.append("\(String(describing: try await database.read { try $0.signature(id: id, in: petition.id) }))")
        }
        return lines
    }
}
