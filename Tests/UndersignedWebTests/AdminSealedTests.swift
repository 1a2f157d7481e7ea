import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// A sealed petition, from the organiser's form to the file that only the organiser opens.
@Suite struct AdminSealedTests {
    private static let draft = Libraries.path + "/petitions/keep-the-library-open"
    private static let page = "/petitions/keep-the-library-open"

    private func opened(
        _ site: WebSite,
        _ visitor: Visitor,
        sealedTo key: CustodyPublicKey?
    ) async throws -> (Organiser, Organiser) {
        let dana = try await Organiser(site, visitor)
        let eli = try await Organiser(site, visitor, "eli@example.org")
        _ = try await dana.post("/admin/campaigns", Libraries.campaign)
        let form = Libraries.petition + (key.map { [("custody", " \($0.text)\r\n")] } ?? [])
        #expect(try await dana.post(Libraries.path + "/petitions", form).status == .seeOther)
        let mark = try await Libraries.mark(dana, Self.draft)
        _ = try await dana.post(Self.draft + "/offer", [("mark", mark)])
        #expect(try await eli.post(Self.draft + "/open", [("mark", mark)]).status == .seeOther)
        return (dana, eli)
    }

    @Test func `a key is pasted, shown in words, looked at by a second person, and said on the page`() async throws {
        let site = try await WebSite()
        let key = try Samples.required(CustodyPrivateKey(bytes: Samples.randomBytes(32)))
        try await site.visit { visitor in
            let (dana, _) = try await opened(site, visitor, sealedTo: key.publicKey)
            let words = key.publicKey.fingerprint
            #expect(try await dana.get(Self.draft).text.contains(words))
            let page = try await visitor.get(Self.page).text
            #expect(page.contains("only Readers’ Union can open") || page.contains("only Readers&#39; Union can open"))
            #expect(page.contains(words) && page.contains("published once a day"))
            #expect(!page.contains("name=\"updates\""), "nobody here could send any")
            let petition = try Samples.required(
                try await site.web.board.snapshot(Samples.required(Slug("keep-the-library-open")))?.petition
            )
            let token = try Samples.required(try await site.test.ask(Samples.amina, petition))
            #expect(try await visitor.get("/s/\(token.text)").text.contains(words))
        }
    }

    @Test func `the page of its updates says why none goes out by mail, and offers no test mail`() async throws {
        let site = try await WebSite()
        let key = try Samples.required(CustodyPrivateKey(bytes: Samples.randomBytes(32)))
        try await site.visit { visitor in
            let (dana, _) = try await opened(site, visitor, sealedTo: key.publicKey)
            let updates = Self.draft + "/updates"
            _ = try await dana.post(updates, [("title", "News"), ("body", "We met."), ("mark", "0")])
            for path in [updates, updates + "/1"] {
                let page = try await dana.get(path).text
                #expect(page.contains("sealed to its organiser’s key, so this server can open no address"), "\(path)")
                #expect(!page.contains("0 people have asked") && !page.contains("those who ticked"), "\(path)")
            }
            let page = PageMarkup(try await dana.get(updates + "/1").text).values(of: "action")
            #expect(page.contains(updates + "/1/publication") && !page.contains(updates + "/1/test"))
        }
    }

    @Test func `the notice names only boxes that the form has`() async throws {
        let site = try await WebSite()
        let key = try Samples.required(CustodyPrivateKey(bytes: Samples.randomBytes(32)))
        try await site.visit { visitor in
            _ = try await opened(site, visitor, sealedTo: key.publicKey)
            let page = try await visitor.get(Self.page).text
            #expect(page.contains("confirm your signature and to count it only once"))
            #expect(page.contains("30 days after the petition is delivered, or 180 days after it closes"))
            for absent in [
                "name=\"partner\"", "for what you tick", "For what you tick", "tick its box", "months after it",
            ] {
                #expect(!page.contains(absent), "\(absent)")
            }
            let standard = try await site.test.open(Samples.petition("an-open-one"))
            let open = try await visitor.get("/petitions/\(standard.slug)").text
            #expect(open.contains("Your name is shown only if you tick the box. Your IP address is not stored."))
        }
    }

    @Test func `a standard petition says that the server has the key`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let (dana, _) = try await opened(site, visitor, sealedTo: nil)
            let page = try await visitor.get(Self.page).text
            #expect(page.contains("keeps the key that opens names and addresses"))
            #expect(try await dana.post(Self.draft + "/records", []).status == .notFound)
        }
    }

    @Test func `what is no key, or the server's own, is sent back with a sentence`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            _ = try await dana.post("/admin/campaigns", Libraries.campaign)
            let other = try await site.test.open()
            let own = try site.test.site.keys.keys(of: other.slug).custodyPublic
            let zero = Data(count: 32).base64EncodedString()
            let cases = [
                ("nothing", "no public key"), (zero, "no public key"), (own.text, "has the private half of this key"),
            ]
            for (typed, words) in cases {
                let answer = try await dana.post(
                    Libraries.path + "/petitions",
                    Libraries.petition + [("custody", typed)]
                )
                #expect(answer.status == .unprocessableContent && answer.text.contains(words), "\(typed)")
                #expect(answer.text.contains("value=\"\(typed)\""), "it is kept")
            }
        }
    }

    @Test func `a key that was changed after somebody looked does not open`() async throws {
        let site = try await WebSite()
        let keys = try (0..<2).map { _ in
            try Samples.required(CustodyPrivateKey(bytes: Samples.randomBytes(32))).publicKey.text
        }
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            let eli = try await Organiser(site, visitor, "eli@example.org")
            _ = try await dana.post("/admin/campaigns", Libraries.campaign)
            _ = try await dana.post(Libraries.path + "/petitions", Libraries.petition + [("custody", keys[0])])
            let mark = try await Libraries.mark(dana, Self.draft)
            _ = try await dana.post(Self.draft + "/offer", [("mark", mark)])
            _ = try await dana.post(Self.draft, Libraries.petition + [("custody", keys[1]), ("mark", mark)])
            #expect(try await eli.post(Self.draft + "/open", [("mark", mark)]).status == .unprocessableContent)
        }
    }

    // S-16
    @Test func `the file of sealed contacts needs a proven session, leaves a line, and opens with the key alone`()
        async throws
    {
        let site = try await WebSite()
        let key = try Samples.required(CustodyPrivateKey(bytes: Samples.randomBytes(32)))
        try await site.visit { visitor in
            var (dana, _) = try await opened(site, visitor, sealedTo: key.publicKey)
            let slug = try Samples.required(Slug("keep-the-library-open"))
            let petition = try Samples.required(try await site.web.board.snapshot(slug)?.petition)
            for number in 1...3 { try await site.test.sign(Samples.person(number), petition) }
            site.test.advance(.minutes(20))
            let orla = Membership(campaignID: petition.campaignID, role: .organiser)
            _ = try await Organiser(site, visitor, "orla@example.org", orla)
            #expect(try await dana.post(Self.draft + "/records", []).status == .forbidden)
            #expect(try await site.test.mails().allSatisfy { $0.kind != .sealedFetched })
            try await dana.signIn()
            let answer = try await dana.post(Self.draft + "/records", [])
            #expect(answer.status == .ok && answer.headers[.cacheControl] == "no-store")
            #expect(!answer.text.contains("example.org\""))
            var opener = RecordOpener(key: key)
            let lines = try answer.text.split(separator: "\n").map {
                try JSONDecoder().decode(RecordLine.self, from: Data($0.utf8))
            }
            let rows = try lines.compactMap { try opener.take($0)?.own }
            #expect(rows.map { $0.contact?.email } == (1...3).map { "person\($0)@example.org" })
            let acts = try await Trail(site: site.test.site).lines(before: nil, limit: 1).map(\.event.act)
            #expect(acts == [.sealedFetched])
            let told = try await site.test.mails().filter { $0.kind == .sealedFetched }.map(\.payload)
            #expect(told.map(\.address).sorted() == ["dana@example.org", "eli@example.org"], "its owners alone")
            #expect(told.allSatisfy { $0.link.hasSuffix("/admin/campaigns/libraries-for-everybody/trail") })
        }
    }
}
