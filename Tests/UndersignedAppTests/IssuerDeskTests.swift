import Foundation
import MemberTokens
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// Tokens for letters of other sites, signed in data of its own (issue 7, item 4).
@Suite struct IssuerDeskTests {
    private static let address = "https://letters.example.org/petitions/dear-board"
    private static let rules = MemberRules(domains: ["works.example"], isByInvitation: true)

    private func add(_ test: TestSite, closesAt: Moment? = nil) async throws -> IssuerDesk.Letter {
        try await IssuerDesk(site: test.site)
            .add(
                Samples.required(Slug("dear-board")),
                at: Self.address,
                as: "The Works Union",
                Self.rules,
                closesAt: closesAt
            )
    }

    /// Tokens are signed for whatever was blinded: what they are for, the issuer never learns.
    private func issue(_ count: Int, _ letter: IssuerDesk.Letter, _ test: TestSite) async throws {
        let issuing = MemberIssuing(site: test.site)
        let key = try IssuerPublicKey(letter.key)
        let challenge = try #require(TokenChallenge(issuerName: letter.name, entryZero: Array("elsewhere".utf8)))
        for _ in 0..<count {
            let code = MemberVoucher(bytes: Samples.randomBytes(16))
            _ = try await issuing.invite([code.hash], to: letter.petition)
            let pending = PendingToken(challenge: challenge, issuerKey: key, randomBytes: Samples.randomBytes)
            let bytes = pending.request.bytes
            let issued = try await issuing.issue(voucher: code.text, request: bytes, petition: letter.petition)
            let token = try pending.token(from: issued.response)
            #expect(token.problem(challengeDigest: challenge.digest, issuerKey: key) == nil)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `an issuer tells how many tokens it signed once a day, and only of many`(_ kind: TestDatabase) async throws {
        let test = try await TestSite(kind)
        let letter = try await add(test)
        let desk = IssuerDesk(site: test.site)
        let house = Housekeeping(site: test.site)
        try await issue(19, letter, test)
        test.advance(.days(1))
        try await house.doDue()
        #expect(try await desk.letter(letter.petition.slug).issued == 0)
        try await issue(1, letter, test)
        #expect(try await desk.letter(letter.petition.slug).issued == 0, "nobody reads it off the minute")
        for _ in 1...3 { try await house.doDue() }
        #expect(try await desk.letter(letter.petition.slug).issued == 0, "nor the hour in which they were enough")
        test.advance(.days(1))
        try await house.doDue()
        #expect(try await desk.letter(letter.petition.slug).issued == 20)
        try await issue(25, letter, test)
        try await house.doDue()
        #expect(try await desk.letter(letter.petition.slug).issued == 20, "once a day")
        test.advance(.days(1))
        try await house.doDue()
        let told = try await desk.letter(letter.petition.slug)
        #expect(told.issued == 45 && told.key == letter.key)
        #expect(try IssuerReport(parsing: Array(told.report.text.utf8)) == told.report)
        #expect(try await desk.letters().map(\.signed) == [45])
    }

    @Test(arguments: TestDatabase.all)
    func `closing destroys the key at once, and a date does it unattended`(_ kind: TestDatabase) async throws {
        for closesAt in [nil, Samples.noon + .hours(1)] {
            let test = try await TestSite(kind)
            let letter = try await add(test, closesAt: closesAt)
            let file = test.folder.url.appending(path: "keys/dear-board/issuer").path
            #expect(FileManager.default.fileExists(atPath: file))
            if closesAt == nil {
                try await IssuerDesk(site: test.site).close(letter.petition.slug)
                try await IssuerDesk(site: test.site).close(letter.petition.slug)
            } else {
                test.advance(.hours(1))
                try await Housekeeping(site: test.site).doDue()
                try await Housekeeping(site: test.site).doDue()
            }
            #expect(!FileManager.default.fileExists(atPath: file))
            let closed = try await IssuerDesk(site: test.site).letter(letter.petition.slug)
            #expect(closed.isClosed && closed.key == letter.key, "who has a token goes on with it")
            await #expect(throws: MemberIssuing.Refusal.petition(.closed)) {
                try await MemberIssuing(site: test.site)
                    .sendCode(to: "amina@works.example", petition: closed.petition, language: .english)
            }
        }
    }

    @Test func `an issuer takes no data of a site, and adds a letter once`() async throws {
        let site = try await TestSite()
        _ = try await site.open()
        await #expect(throws: IssuerDesk.Refusal.site) { _ = try await add(site) }
        #expect(try await !IssuerDesk.owns(site.database))
        await #expect(throws: IssuerDesk.Refusal.noIssuer) { _ = try await IssuerDesk(site: site.site).letters() }
        let test = try await TestSite()
        let letter = try await add(test)
        await #expect(throws: IssuerDesk.Refusal.known) { _ = try await add(test) }
        #expect(try await IssuerDesk.owns(test.database))
        #expect(try await IssuerDesk(site: test.site).letters().map(\.letter) == [letter])
        let other = try Samples.required(Slug("other"))
        await #expect(throws: IssuerDesk.Refusal.unknown) { try await IssuerDesk(site: test.site).close(other) }
    }

    @Test func `a name that tokens can't carry, or rules that let nobody in, make no key`() async throws {
        let test = try await TestSite()
        let desk = IssuerDesk(site: test.site)
        let slug = try Samples.required(Slug("dear-board"))
        for (name, rules, problem) in [
            ("Ünion", Self.rules, MemberRules.Problem.issuerName), ("", Self.rules, .issuerName),
            ("Union", MemberRules(domains: []), .noDomain),
            ("Union", MemberRules(domains: ["gmail.com"]), .domain("gmail.com")),
        ] {
            await #expect(throws: IssuerDesk.Refusal.members(problem)) {
                _ = try await desk.add(slug, at: Self.address, as: name, rules)
            }
        }
        #expect(!FileManager.default.fileExists(atPath: test.folder.url.appending(path: "keys/dear-board").path))
    }
}
