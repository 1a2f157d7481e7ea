import MemberTokens
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// How far a letter for members has come, as its pages say it (issue 7, 5 and 6).
@Suite struct MemberReadingTests {
    private static func letter(reveal: Int? = nil, issuer: OutsideIssuer? = nil) -> PetitionSheet {
        var sheet = Samples.petition("dear-board")
        sheet.admit(MemberRules(domains: ["works.example"], crowd: 3, reveal: reveal, issuer: issuer))
        return sheet
    }

    private func standing(_ petition: Petition, _ test: TestSite) async throws -> MemberStanding? {
        let board = PetitionBoard(database: test.database, ambient: test.site.ambient, freshness: .zero)
        return try await board.snapshot(petition.slug)?.members
    }

    private func claim(_ numbers: ClosedRange<UInt8>, _ petition: Petition, _ test: TestSite) async throws {
        try await test.database.write { transaction in
            for number in numbers {
                let bytes = [UInt8](repeating: number, count: 32)
                _ = try transaction.claimMemberMailbox(bytes, for: bytes, in: petition.id)
            }
        }
    }

    /// What an issuer elsewhere said, or what was counted here.
    private func know(_ count: Int, _ petition: Petition, _ test: TestSite) async throws {
        try await test.database.write { try $0.saveIssuerCount(count, of: petition.id, on: test.now.day) }
    }

    private func tell(_ verb: String, _ number: Int? = nil, _ petition: Petition, _ test: TestSite) async throws {
        let event = PetitionEvent(position: 900, hour: Samples.noon, verb: verb, number: number, hash: nil)
        try await test.database.write { try $0.addEvent(event, of: petition.id) }
    }

    @Test(arguments: TestDatabase.all)
    func `members can sign from the day after the crowd holds tokens, and who looks all day sees no hour`(
        _ kind: TestDatabase
    ) async throws {
        let test = try await TestSite(kind)
        let petition = try await test.open(Self.letter())
        let none = MemberStanding(issued: 0, crowd: 3, canSign: false, counted: 0)
        #expect(try await standing(petition, test) == none)
        let house = Housekeeping(site: test.site)
        for day in 0...1 {
            // On the second day the third one comes after that day's first look.
            try await house.doDue()
            try await claim(day == 0 ? 1...2 : 3...3, petition, test)
            for _ in 0..<3 {
                test.advance(.hours(1))
                try await house.doDue()
                #expect(try await standing(petition, test) == none)
            }
            test.advance(.hours(21))
        }
        var reached = none
        reached.canSign = true
        try await house.doDue()
        #expect(try await standing(petition, test) == reached)
        try await tell("issued", 3, petition, test)
        reached.issued = 3
        #expect(try await standing(petition, test) == reached)
    }

    @Test func `the crowd of an issuer elsewhere is the one that the log tells of`() async throws {
        let test = try await TestSite()
        let key = try await test.open(Self.letter()).slug
        let own = try Samples.required(try test.site.keys.keys(of: key).issuerPublic)
        var sheet = Self.letter(
            issuer: OutsideIssuer(name: "union.example", key: own.bytes, url: "https://union.example/letter")
        )
        sheet.slug = try Samples.required(Slug("dear-union"))
        let petition = try await test.open(sheet)
        try await claim(1...3, petition, test)
        try await know(3, petition, test)
        #expect(try await standing(petition, test)?.canSign == false)
        try await tell("issued", 3, petition, test)
        #expect(try await standing(petition, test)?.canSign == true)
    }

    @Test func `nobody can sign before the opening and after the close, however many hold a token`() async throws {
        let test = try await TestSite()
        let petition = try await test.open(
            Self.letter(),
            opensAt: Samples.noon + .days(1),
            closesAt: Samples.noon + .days(3)
        )
        try await claim(1...3, petition, test)
        try await know(3, petition, test)
        var seen: [Bool?] = []
        for _ in 0..<4 {
            seen.append(try await standing(petition, test)?.canSign)
            test.advance(.days(1))
        }
        #expect(seen == [false, true, true, false])
    }

    @Test(arguments: TestDatabase.all)
    func `names are hidden until the log says reveal, and only where that was promised`(
        _ kind: TestDatabase
    ) async throws {
        let test = try await TestSite(kind)
        let petition = try await test.open(Self.letter(reveal: 50))
        let hidden = try await standing(petition, test)
        #expect(hidden?.reveal == 50 && hidden?.isRevealed == false)
        try await tell("reveal", nil, petition, test)
        #expect(try await standing(petition, test)?.isRevealed == true)
        let plain = try await test.draft(Samples.library)
        #expect(try await standing(plain, test) == nil)
        #expect(try await standing(plain, test) == nil, "a petition that others sign")
    }
}
