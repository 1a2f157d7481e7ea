import Foundation
import MemberTokens
import Testing
import TransparencyLog
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// A letter for members opens with an issuer, and its key goes with the close (issue 7).
@Suite struct MemberOpeningTests {
    private static func letter(
        _ rules: MemberRules = MemberRules(domains: ["works.example"]),
        _ slug: String = "dear-board"
    ) -> PetitionSheet {
        var sheet = Samples.petition(slug)
        sheet.admit(rules)
        return sheet
    }

    private func keys(_ test: TestSite, _ slug: String = "dear-board") -> URL {
        test.folder.url.appending(path: "keys/\(slug)")
    }

    private func document(_ petition: Petition, _ test: TestSite) async throws -> [UInt8] {
        let log = try #require(petition.log)
        return try #require(
            try await test.database.read { try $0.document(hash: log.documentHash, of: petition.id) }
        )
    }

    @Test(arguments: TestDatabase.all)
    func `a letter's document names the issuer whose key was made at the opening`(_ kind: TestDatabase) async throws {
        let test = try await TestSite(kind)
        let petition = try await test.open(Self.letter(MemberRules(domains: ["works.example"], crowd: 30, reveal: 50)))
        let bytes = try await document(petition, test)
        let members = try #require(try JSONDecoder().decode(PetitionDocument.self, from: Data(bytes)).members)
        let key = try #require(try test.site.keys.keys(of: petition.sheet.slug).issuer)
        #expect(members.issuer.name == "petitions.example.org" && members.issuer.url == nil)
        #expect(members.issuer.key == key.publicKey.base64)
        #expect((members.domains, members.crowd) == (["works.example"], 30) && members.reveal == 50)
        #expect(petition.sheet.publication == .daily)
        let audited = try #require(try LogAudit.PublishedDocument(parsing: bytes).members)
        #expect(audited.issuerKey == key.publicKey && audited.documentHash.bytes == petition.log?.documentHash)
        let attributes = try FileManager.default.attributesOfItem(atPath: keys(test).appending(path: "issuer").path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        try await test.expectSoundLog(petition, size: 3)
    }

    @Test func `a petition that others sign has neither issuer nor a word about members`() async throws {
        let test = try await TestSite()
        let petition = try await test.open(Samples.daily)
        let text = String(decoding: try await document(petition, test), as: UTF8.self)
        #expect(!text.contains("\"members\":"))
        #expect(try test.site.keys.keys(of: petition.sheet.slug).issuerPublic == nil)
        #expect(!FileManager.default.fileExists(atPath: keys(test, "published-daily").appending(path: "issuer").path))
    }

    @Test func `a letter whose issuer is another keeps no key here`() async throws {
        let test = try await TestSite()
        let key = try IssuerPrivateKey().publicKey
        let issuer = OutsideIssuer(name: "union.example", key: key.bytes, url: "https://union.example/letter")
        let petition = try await test.open(Self.letter(MemberRules(domains: ["works.example"], issuer: issuer)))
        let bytes = try await document(petition, test)
        let members = try #require(try JSONDecoder().decode(PetitionDocument.self, from: Data(bytes)).members)
        #expect(members.issuer.name == "union.example" && members.issuer.url == "https://union.example/letter")
        #expect(try LogAudit.PublishedDocument(parsing: bytes).members?.issuerKey == key)
        #expect(!FileManager.default.fileExists(atPath: keys(test).appending(path: "issuer").path))
        try await test.expectSoundLog(petition, size: 3)
    }

    @Test func `an opening that was cut short goes on with its issuer key, and drops one that is not wanted any more`()
        async throws
    {
        let test = try await TestSite()
        let (slug, origin) = (Self.letter().slug, test.site.address.origin(of: Self.letter().slug))
        _ = try test.site.keys.make(for: slug, origin: origin, issues: true, ambient: test.site.ambient)
        let made = try test.site.keys.keys(of: slug).issuerPublic
        _ = try test.site.keys.make(for: slug, origin: origin, issues: true, ambient: test.site.ambient)
        let again = try test.site.keys.keys(of: slug).issuerPublic
        #expect(made != nil && again == made)
        _ = try test.site.keys.make(for: slug, origin: origin, ambient: test.site.ambient)
        #expect(try test.site.keys.keys(of: slug).issuerPublic == nil)
    }

    // P-21
    @Test func `the issuer key goes with the close and never comes back, and the log is sound without it`() async throws
    {
        let test = try await TestSite()
        let petition = try await test.open(Self.letter(), closesAt: Samples.noon + .days(1))
        let slug = petition.sheet.slug
        let made = try #require(try test.site.keys.keys(of: slug).issuerPublic)
        let backup = try KeysBackup.items(of: test.folder.url.appending(path: "keys").path)
        try await Housekeeping(site: test.site).doDue()
        #expect(try test.site.keys.keys(of: slug).issuer != nil)
        // The day of the close, and the next run finds the key.
        test.advance(.days(1))
        for _ in 1...2 { try await Housekeeping(site: test.site).doDue() }
        #expect(try await test.petition(id: petition.id).state == .closed)
        #expect(!FileManager.default.fileExists(atPath: keys(test).appending(path: "issuer").path))
        let left = try test.site.keys.keys(of: slug)
        #expect(left.issuer == nil && left.issuerPublic == made)
        try await test.expectSoundLog(petition)
        let summary = try KeysRestoring(folder: test.folder.url.appending(path: "keys").path)
            .run(backup, for: [slug.text])
        #expect(summary.left == ["dear-board/issuer"])
    }

    @Test func `a letter whose issuer key is missing is said to miss a key, and its tokens are not said to be over`()
        async throws
    {
        let test = try await TestSite()
        let petition = try await test.open(Self.letter())
        #expect(try await LogSoundness(site: test.site).faults() == [])
        try FileManager.default.removeItem(at: keys(test).appending(path: "issuer"))
        let other = try await test.onAnotherMachine(test.database)
        let fault = try #require(try await LogSoundness(site: other).faults().first)
        #expect(fault.place == .keys && fault.what.contains("dear-board/issuer"))
        await #expect(throws: KeyFolder.Unreadable.self) {
            _ = try await MemberIssuing(site: other).issue(voucher: "x", request: [], petition: petition)
        }
    }

    private static let refused: [(MemberRules?, MemberRules.Problem)] = [
        (nil, .signatories), (MemberRules(domains: []), .noDomain),
        (MemberRules(domains: ["Works.example"]), .domain("Works.example")),
        (MemberRules(domains: ["gmail.com"]), .domain("gmail.com")),
        (MemberRules(domains: ["works.example", "works.example"]), .domain("works.example")),
        (MemberRules(domains: ["works.example"], crowd: 1), .crowd(1)),
        (MemberRules(domains: ["works.example"], reveal: 1), .reveal(1)),
        (issued(by: "Gewerkschaft für alle", [1]), .issuerName),
        (issued(by: "union.example", [1]), .issuerKey),
    ]

    private static func issued(by name: String, _ key: [UInt8]) -> MemberRules {
        let issuer = OutsideIssuer(name: name, key: key, url: "https://union.example")
        return MemberRules(domains: ["works.example"], issuer: issuer)
    }

    @Test(arguments: refused.indices)
    func `a letter opens only with rules that hold`(_ place: Int) async throws {
        let test = try await TestSite()
        let (rules, problem) = Self.refused[place]
        var sheet = Samples.petition("dear-board")
        sheet.signatories = .members
        if let rules { sheet.admit(rules) }
        _ = try await test.draft(sheet)
        let slug = sheet.slug
        await #expect(throws: Opening.Refusal.members(problem)) { _ = try await Opening(site: test.site).open(slug) }
        #expect(try await test.database.read { try $0.petition(slug)?.state } == .draft)
    }

    @Test func `rules for members open no petition that others sign`() async throws {
        let test = try await TestSite()
        var sheet = Self.letter()
        sheet.signatories = .people
        _ = try await test.draft(sheet)
        let slug = sheet.slug
        await #expect(throws: Opening.Refusal.members(.signatories)) {
            _ = try await Opening(site: test.site).open(slug)
        }
    }
}
