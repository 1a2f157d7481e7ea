import Foundation
import MemberTokens
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// The whole way with split trust: an issuer and a site, each a process with data of its own, and a member's program
/// (issue 7, item 4).
@Suite struct IssuerJourneyTests {
    private static let name = "The Works Union"
    private static let slug = "dear-board"
    private static let mailbox = "amina@works.example"

    private let mails: LoopbackMailbox
    private let issuer: TestSite
    private let desk: IssuerDesk.Letter
    private let issuerPlace: String
    private let site: TestSite
    private let letter: Petition

    /// Both began two days ago, and 25 members hold a token by now.
    init() async throws {
        let past = Moment(seconds: Int64(Date().timeIntervalSince1970)) - .days(2)
        mails = try LoopbackMailbox()
        let free = try LoopbackListener()
        free.stop()
        issuerPlace = "127.0.0.1:\(free.port)"
        issuer = try await TestSite(.sqlite, start: past, limits: .off)
        let rules = MemberRules(domains: ["works.example"], isByInvitation: true)
        let slug = try Samples.required(Slug(Self.slug))
        desk = try await IssuerDesk(site: issuer.site)
            .add(slug, at: "https://letters.example.org/petitions/dear-board", as: Self.name, rules)
        site = try await TestSite(.sqlite, start: past, limits: .off)
        var sheet = Samples.petition(Self.slug)
        let outside = OutsideIssuer(name: Self.name, key: desk.key, url: "http://\(issuerPlace)/petitions/\(Self.slug)")
        sheet.admit(MemberRules(domains: ["works.example"], isByInvitation: true, issuer: outside))
        letter = try await site.open(sheet)
        for _ in 0..<25 { _ = try await otherToken() }
    }

    /// A token of another member's, who had an invitation.
    private func otherToken() async throws -> MemberToken {
        let id = letter.id
        let entry = try #require(try await site.database.read { try $0.entries(from: 0, count: 1, of: id).first })
        let challenge = try #require(TokenChallenge(issuerName: Self.name, entryZero: entry))
        let key = try IssuerPublicKey(desk.key)
        let pending = PendingToken(challenge: challenge, issuerKey: key, randomBytes: Samples.randomBytes)
        let code = MemberVoucher(bytes: Samples.randomBytes(16))
        let issuing = MemberIssuing(site: issuer.site)
        _ = try await issuing.invite([code.hash], to: desk.petition)
        let bytes = pending.request.bytes
        return try pending.token(
            from: try await issuing.issue(voucher: code.text, request: bytes, petition: desk.petition).response
        )
    }

    private func serveIssuer() throws -> RunningProgram {
        let options = ["--listen", issuerPlace, "--limits", "off", "--mail", mails.destination]
        let program = try RunningProgram(
            ["issuer", "serve", "--data", issuer.folder.url.path] + options,
            in: issuer.folder.url
        )
        try program.waitForError(containing: "serving")
        return program
    }

    private func serveSite() throws -> (program: RunningProgram, letter: String) {
        let options = ["--listen", "127.0.0.1:0", "--limits", "off"]
        let program = try RunningProgram(["serve", "--data", site.folder.url.path] + options, in: site.folder.url)
        let line = try program.waitForError(containing: "serving")
        return (program, "\(line.split(separator: " ").last ?? "")/petitions/\(Self.slug)")
    }

    /// Asks again and again, through the program, until the issuer or the site has done something unattended.
    private func wait(for what: String, asking arguments: [String]) throws {
        for _ in 0..<200 where try BuiltProgram(arguments).output.contains(what) { return }
        Issue.record("\(arguments) never said \(what)")
    }

    @Test func `a member asks an issuer, signs on the site, and anyone verifies the token`() async throws {
        let run = try MemberCommandRun()
        defer { run.remove() }
        defer { mails.stop() }
        let issuing = try serveIssuer()
        defer { issuing.end() }
        try wait(for: "25 signed\t25 told", asking: ["issuer", "list", "--data", issuer.folder.url.path])
        let (serving, address) = try serveSite()
        defer { serving.end() }
        // The opening's three entries, a day, the program of the pages, and how many were issued.
        try wait(for: "size    6", asking: ["petition", "show", Self.slug, "--data", site.folder.url.path])
        let issued = try await site.database.read { [letter] in try $0.publishedIssues(in: letter.id) }
        #expect(issued == 25)
        try await request(run, at: address)
        let signed = try run.sign(["--show", "role", "--role", "Nurse"])
        #expect(signed.status == 0 && signed.output.contains("/s/"), "\(signed.errors)")
        let twice = try run.sign()
        #expect(twice.status == 1 && twice.errors.contains("this token signed before"))
        #expect(serving.end() == 0 && issuing.end() == 0)
        try await publishTomorrow(beside: 19)
        let (later, place) = try serveSite()
        defer { later.end() }
        let verified = try BuiltProgram(["verify", place, "--json"])
        #expect(verified.status == 0, "\(verified.errors)")
        #expect(verified.output.contains(#""tokens":20}"#) && verified.output.contains(#""count":20,"#))
        try await expectApart(run)
    }

    /// With the code that is mailed to the member.
    private func request(_ run: MemberCommandRun, at address: String) async throws {
        let arguments = ["member", "request", address, "--mail", Self.mailbox, "--out", "token.txt"]
        let mails = mails
        let asked = try BuiltProgram(arguments, in: run.folder) {
            let mail = try mails.next()
            #expect(mail.contains(Self.mailbox) && !mail.contains("Union") && !mail.contains("dear-board"))
            return "00000000\n\(try #require(mail.firstMatch(of: #/(?m)^([0-9]{8})\r?$/#)).1)\n"
        }
        #expect(asked.status == 0, "\(asked.errors)")
        #expect(asked.errors.contains("This is not the code"))
        #expect(run.has(run.token) && !run.has(run.request))
    }

    /// With as many others as are published together.
    private func publishTomorrow(beside others: Int) async throws {
        site.advance(.days(2))
        for _ in 0..<others {
            let token = try await otherToken()
            _ = try await MemberSigning(site: site.site)
                .sign(with: token.base64.utf8, showing: .nothing, petition: letter)
        }
        site.advance(.days(1))
        try await Housekeeping(site: site.site).doDue()
        await site.site.sequencer.close()
        #expect(try await site.counts(letter).member == 20)
    }

    /// Who takes one of the two machines finds there either who asked, as a code, or what was signed.
    private func expectApart(_ run: MemberCommandRun) async throws {
        #expect(try await site.database.read { try $0.memberCount(in: letter.id) } == 0)
        #expect(try await issuer.rowCount(.signature) == 0)
        let kept = try #require(try MemberCommandRun.token(in: run.token))
        let secrets = [kept.input.nonce, kept.bytes, Array(kept.base64.utf8), Array(Self.mailbox.utf8)]
        for secret in secrets { #expect(try Self.holds(issuer, secret) == false) }
        #expect(try Self.holds(site, Array(Self.mailbox.utf8)) == false)
        #expect(try Self.holds(site, Array(kept.base64.utf8)), "the log does, and so it would be found")
    }

    /// Whether some bytes lie in a data folder.
    private static func holds(_ test: TestSite, _ bytes: [UInt8]) throws -> Bool {
        let folder = test.folder.url
        return try FileManager.default.subpathsOfDirectory(atPath: folder.path).contains { name in
            // What is no file has no content.
            FileManager.default.contents(atPath: folder.appending(path: name).path)?.range(of: Data(bytes)) != nil
        }
    }
}
