import HTTPTypes
import Hummingbird
import HummingbirdTesting
import MemberTokens
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// What an issuer answers that has no site (issue 7, item 4).
@Suite struct IssuerRoutesTests {
    private static let path = "/petitions/dear-board/members"
    private static let origin = HTTPField.Name.accessControlAllowOrigin

    private let site: WebSite
    private let letter: IssuerDesk.Letter

    init() async throws {
        site = try await WebSite(limits: .default)
        letter = try await IssuerDesk(site: site.test.site).add(
            Samples.required(Slug("dear-board")),
            at: "https://letters.example.org/petitions/dear-board",
            as: "The Works <Union>",
            MemberRules(domains: ["works.example"], vouchers: 2)
        )
    }

    private func visit(_ body: @Sendable (Visitor) async throws -> Void) async throws {
        try await Application(router: SiteRouter(issuing: site.web).built).test(.router) { client in
            try await body(Visitor(client: client))
        }
    }

    @Test func `a member gets a code, a token and vouchers, from the page of another site`() async throws {
        let (site, letter) = (site, letter)
        let key = try IssuerPublicKey(letter.key)
        let challenge = try #require(TokenChallenge(issuerName: letter.name, entryZero: Array("elsewhere".utf8)))
        let pending = PendingToken(challenge: challenge, issuerKey: key, randomBytes: Samples.randomBytes)
        try await visit { visitor in
            let asked = try await visitor.post(Self.path + "/codes", [("email", "amina@works.example")])
            #expect(asked.status == .accepted && asked.headers[Self.origin] == "*")
            let code = try #require(try await site.test.mails().first { $0.kind == .memberCode }?.payload.link)
            let blinded = String(decoding: StrictBase64.encode(pending.request.bytes), as: UTF8.self)
            let fields = [("email", "amina@works.example"), ("code", code), ("request", blinded)]
            let answer = try await visitor.post(Self.path + "/tokens", fields)
            #expect(answer.status == .ok && answer.headers[Self.origin] == "*")
            #expect(answer.headers[.accessControlExposeHeaders]?.contains("Undersigned-Vouchers") == true)
            #expect(answer.headers[.accessControlAllowCredentials] == nil && answer.headers[.setCookie] == nil)
            let token = try pending.token(from: TokenResponse(Array(answer.body.readableBytesView)))
            #expect(token.problem(challengeDigest: challenge.digest, issuerKey: key) == nil)
            let again = try await visitor.post(Self.path + "/tokens", fields)
            #expect(again.status == .forbidden && again.headers[Self.origin] == "*")
        }
    }

    @Test func `only the page of the letter itself asks for codes`() async throws {
        let site = site
        try await visit { visitor in
            for (origin, status) in [
                ("https://evil.example", HTTPResponse.Status.forbidden), ("null", .forbidden),
                ("https://letters.example.org.evil.example", .forbidden), ("https://letters.example.org", .accepted),
            ] {
                let fields = [("email", "amina@works.example")]
                let answer = try await visitor.post(Self.path + "/codes", fields, [.origin: origin])
                #expect(answer.status == status, "\(origin)")
            }
            #expect(try await site.test.mails().count { $0.kind == .memberCode } == 1)
        }
    }

    @Test func `nothing of a site is there, and each failure may be read by the page that asked`() async throws {
        try await visit { visitor in
            for path in [
                "/", "/petitions/dear-board", "/petitions/dear-board/log/checkpoint", "/how-we-count", "/admin",
            ] {
                let answer = try await visitor.get(path)
                #expect(answer.status == .notFound, "\(path)")
                #expect(answer.text == "{\"error\":\"not-found\"}" && answer.headers[Self.origin] == "*")
            }
            for path in [
                "/petitions/dear-board/signatures", Self.path + "/signatures", "/petitions/other/members/codes",
            ] {
                let answer = try await visitor.post(path, [("email", "amina@works.example")])
                #expect(answer.status == .notFound && answer.headers[Self.origin] == "*", "\(path)")
            }
            let asked = try await visitor.get(Self.path + "/tokens", method: .options)
            #expect(asked.status == .noContent && asked.headers[Self.origin] == "*")
            #expect(asked.headers[.accessControlAllowMethods]?.contains("POST") == true)
            #expect(try await visitor.get("/healthz").status == .ok)
        }
    }

    @Test func `its page says for which letter and what it sees, and members.json says how many`() async throws {
        let (site, letter) = (site, letter)
        for number in 0..<25 {
            try await site.test.database.write { transaction in
                let tag = Array("mailbox \(number)".utf8).sha256
                _ = try transaction.claimMemberMailbox(tag, for: tag, in: letter.petition.id)
            }
        }
        try await visit { visitor in
            #expect(try await visitor.get(Self.path + ".json").text.hasPrefix(#"{"issued":0,"#))
            site.test.advance(.days(1))
            try await Housekeeping(site: site.test.site).doDue()
            let report = try await visitor.get(Self.path + ".json")
            #expect(try IssuerReport(parsing: Array(report.text.utf8)) == IssuerReport(issued: 25, key: letter.key))
            let page = try await visitor.get(Self.path)
            #expect(page.status == .ok && page.text.contains("The Works &lt;Union&gt;"))
            #expect(page.text.contains("href=\"https://letters.example.org/petitions/dear-board\""))
            #expect(page.text.contains("25 members hold a token"))
            let keyID = String(decoding: StrictBase64.encode(letter.key.sha256), as: UTF8.self)
            #expect(page.text.replacing("&#x2F;", with: "/").contains(keyID))
            #expect(page.headers[.cacheControl] == "no-store" && page.headers[.setCookie] == nil)
            try await IssuerDesk(site: site.test.site).close(letter.petition.slug)
            #expect(try await visitor.get(Self.path).text.contains("The key was destroyed."))
            let late = try await visitor.post(Self.path + "/codes", [("email", "amina@works.example")])
            #expect(late.status == .gone)
        }
    }
}
