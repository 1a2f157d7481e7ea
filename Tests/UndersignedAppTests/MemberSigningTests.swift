import MemberTokens
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// A token signs once, for its own letter, after enough members hold one; and nobody can say whose it was (issue 7).
@Suite struct MemberSigningTests {
    private func members(_ letter: MemberLetter) async throws -> Int {
        try await letter.test.database.read { try $0.head(letter.petition.id)?.counts.member ?? 0 }
    }

    @Test(arguments: TestDatabase.all)
    func `members' signatures enter the log together, and anyone verifies each token`(_ kind: TestDatabase) async throws
    {
        let letter = try await MemberLetter(kind)
        let tokens = try await letter.tokens(20)
        for token in tokens { _ = try await letter.sign(token) }
        #expect(try await members(letter) == 0, "nothing before the day's publication")
        try await letter.passDay()
        #expect(try await members(letter) == 20)
        let entries = try await letter.test.entries(letter.petition)
        let found = entries.compactMap { if case .member(let token) = $0 { token } else { nil } }
        #expect(Set(found) == Set(tokens.map(\.bytes)))
        #expect(found != tokens.map(\.bytes), "in an order of its own")
        let check = MemberTokenCheck(issuerKey: letter.key, challenge: letter.challenge)
        #expect(found.allSatisfy { check.problem(of: $0) == nil })
        #expect(entries.contains(.issued(20)))
        try await letter.test.expectSoundLog(letter.petition)
    }

    @Test(arguments: TestDatabase.all)
    func `a token signs once, also at two places at once, and also after it was taken back`(
        _ kind: TestDatabase
    ) async throws {
        let letter = try await MemberLetter(kind)
        let tokens = try await letter.tokens(20)
        let token = tokens[0]
        let links = await withTaskGroup(of: LinkToken?.self) { group in
            for _ in 1...8 { group.addTask { try? await letter.sign(token) } }  // those refused are counted below
            return await group.reduce(into: [LinkToken]()) { links, link in if let link { links.append(link) } }
        }
        #expect(links.count == 1)
        await #expect(throws: MemberSigning.Refusal.spent) { _ = try await letter.sign(token) }
        for token in tokens.dropFirst() { _ = try await letter.sign(token) }
        try await letter.passDay()
        #expect(try await members(letter) == 20)
        let link = try #require(links.first)
        #expect(try await Links(site: letter.test.site).withdraw(link) == .withdrawn)
        #expect(try await members(letter) == 19)
        await #expect(throws: MemberSigning.Refusal.spent) { _ = try await letter.sign(token) }
        try await letter.test.expectSoundLog(letter.petition)
    }

    @Test(arguments: TestDatabase.all)
    func `of two nodes that get a token at once, one counts it`(_ kind: TestDatabase) async throws {
        let letter = try await MemberLetter(kind)
        let tokens = try await letter.tokens(20)
        let nodes = [letter.test.site, try await letter.test.restarted()]
        for token in tokens {
            let wins = try await withThrowingTaskGroup(of: Int.self) { group in
                for node in nodes {
                    group.addTask {
                        do {
                            _ = try await MemberSigning(site: node)
                                .sign(with: token.base64.utf8, showing: .nothing, petition: letter.petition)
                            return 1
                        } catch MemberSigning.Refusal.spent {
                            return 0
                        }
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(wins == 1)
        }
        try await letter.passDay()
        #expect(try await members(letter) == 20)
        try await letter.test.expectSoundLog(letter.petition)
    }

    @Test(arguments: TestDatabase.all)
    func `what is taken back before the publication never enters the log`(_ kind: TestDatabase) async throws {
        let letter = try await MemberLetter(kind)
        let tokens = try await letter.tokens(21)
        let first = try await letter.sign(tokens[0], showing: MemberDisplay(.role, role: "Nurse"))
        #expect(try await Links(site: letter.test.site).withdraw(first) == .withdrawn)
        for token in tokens.dropFirst() { _ = try await letter.sign(token) }
        try await letter.passDay()
        let entries = try await letter.test.entries(letter.petition)
        #expect(!entries.contains(.member(token: tokens[0].bytes)))
        #expect(try await members(letter) == 20)
        #expect(try await letter.test.database.read { try $0.rows("SELECT * FROM held_name").count } == 0)
        await #expect(throws: MemberSigning.Refusal.spent) { _ = try await letter.sign(tokens[0]) }
    }

    @Test func `nobody signs before as many hold a token as the letter says`() async throws {
        let rules = MemberRules(domains: ["works.example"], crowd: 3, isByInvitation: true)
        let letter = try await MemberLetter(.chosen, rules: rules)
        let tokens = try await letter.tokens(2)
        await #expect(throws: MemberSigning.Refusal.crowd(missing: 1)) { _ = try await letter.sign(tokens[0]) }
        let third = try await letter.tokens(1)
        for token in tokens + third { _ = try await letter.sign(token) }
    }

    // DESIGN 11.9: a poller sees no hour.
    @Test(arguments: TestDatabase.all)
    func `of what becomes enough within a day, nothing is seen before the next day`(_ kind: TestDatabase) async throws {
        let letter = try await MemberLetter(kind)
        let house = Housekeeping(site: letter.test.site)
        let early = try await letter.tokens(19)
        try await letter.passDay()
        let last = try await letter.uncountedTokens(1)
        let log = { try await letter.test.entries(letter.petition) }
        let before = try await log()
        for _ in 0..<3 {
            try await house.doDue()
            await #expect(throws: MemberSigning.Refusal.crowd(missing: 1)) { _ = try await letter.sign(last[0]) }
        }
        #expect(try await log() == before)
        try await letter.passDay()
        #expect(try await log().contains(.issued(20)))
        for token in early { _ = try await letter.sign(token) }
        try await letter.passDay()
        _ = try await letter.sign(last[0])
        for _ in 0..<3 { try await house.doDue() }
        #expect(try await members(letter) == 0, "the twentieth of them came after midnight")
        try await letter.passDay()
        #expect(try await members(letter) == 20)
        try await letter.test.expectSoundLog(letter.petition)
    }

    @Test func `a token that is none, of another letter or another key signs nothing`() async throws {
        let letter = try await MemberLetter(.chosen)
        let other = try await MemberLetter(.chosen)
        let good = try await letter.tokens(20)[0]
        let foreign = try await other.tokens(1)[0]
        let signing = MemberSigning(site: letter.test.site)
        var forged = good.bytes
        forged[353] ^= 1
        var moved = good.bytes
        moved[10] ^= 1
        let cases: [([UInt8], MemberToken.Problem)] = [
            (foreign.bytes, .otherPetition), (forged, .notSigned), (moved, .notSigned),
        ]
        for (bytes, problem) in cases {
            let token = try MemberToken(bytes)
            await #expect(throws: MemberSigning.Refusal.token(problem)) { _ = try await letter.sign(token) }
        }
        for text in ["", String(good.base64.dropLast()), good.base64 + "A", " " + good.base64.dropFirst()] {
            await #expect(throws: MemberSigning.Refusal.token(.notBase64)) {
                _ = try await signing.sign(with: text.utf8, showing: .nothing, petition: letter.petition)
            }
        }
        let open = try await letter.test.open(Samples.daily)
        await #expect(throws: MemberSigning.Refusal.notForMembers) {
            _ = try await signing.sign(with: good.base64.utf8, showing: .nothing, petition: open)
        }
        #expect(try await letter.test.database.read { try $0.recordedCount(in: letter.petition.id) } == 0)
    }

    @Test func `who read an earlier text is asked to read the new one, and the token is not used up`() async throws {
        let letter = try await MemberLetter(.chosen)
        let token = try await letter.tokens(20)[0]
        await #expect(throws: MemberSigning.Refusal.textChanged(current: 1)) {
            _ = try await letter.sign(token, textVersion: 2)
        }
        _ = try await letter.sign(token, textVersion: 1)
    }

    @Test func `after the close no token signs`() async throws {
        let letter = try await MemberLetter(.chosen, closesAt: Samples.noon + .days(1))
        let token = try await letter.tokens(20)[0]
        letter.test.advance(.days(1))
        await #expect(throws: MemberSigning.Refusal.petition(.closed)) { _ = try await letter.sign(token) }
    }

    // P-24: places in the log are shuffled; a row's number must not tell what they hide.
    @Test(arguments: TestDatabase.all)
    func `the rows of members' signatures do not tell in which order they came`(_ kind: TestDatabase) async throws {
        let letter = try await MemberLetter(kind)
        let people = try await letter.test.open(Samples.library)
        var ids: [Int64] = []
        for token in try await letter.tokens(20) {
            let link = try await letter.sign(token)
            let row = try await letter.test.database.read {
                try $0.signature(tokenHash: link.hash, in: letter.petition.id)
            }
            ids.append(try #require(row).id)
        }
        #expect(ids.allSatisfy { (1 << 51..<1 << 52).contains($0) } && Set(ids).count == 20)
        #expect(ids != ids.sorted() && ids != ids.sorted().reversed())
        let steps = zip(ids, ids.dropFirst()).map { abs($1 - $0) }
        #expect(steps.allSatisfy { $0 > 1_000 }, "no number is the next one's neighbour")
        // Rows of other petitions go on beside them.
        try await letter.test.sign(Samples.amina, people)
        try await letter.passDay()
        #expect(try await members(letter) == 20)
        #expect(try await LogSoundness(site: letter.test.site).faults() == [], "each entry has its row, wherever it is")
    }

    // S-71, P-24: what a copy of the database says of a token's holder.
    @Test(arguments: TestDatabase.all)
    func `no row leads from a signature to the mailbox that got the token, or to a minute`(
        _ kind: TestDatabase
    ) async throws {
        let letter = try await MemberLetter(kind)
        _ = try await letter.tokens(20)
        letter.test.advance(.minutes(61))
        let pending = letter.pending()
        let response = try await letter.issue(pending, letter.code())
        letter.test.advance(.minutes(61))
        _ = try await letter.sign(try pending.token(from: response))
        let rows = try await letter.test.database.read { try $0.rows("SELECT * FROM signature") }
        let row = try #require(rows.first)
        for column in ["asked_at", "decided_at"] { #expect(try row.integer(column) == Samples.noon.day.seconds) }
        #expect(try row.optionalBlob("box") == nil)
        #expect(try row.text("mailed_at") == "")
        let mailbox = try await letter.test.database.read { try $0.rows("SELECT * FROM member_mailbox") }
        let kept = try #require(mailbox.first)
        let shared = [try kept.blob("tag"), try kept.blob("request_hash")]
        for column in ["tag", "token_hash"] { #expect(!shared.contains(try row.blob(column))) }
        #expect(try await letter.test.database.read { try $0.rows("SELECT * FROM seal").isEmpty })
        #expect(try await letter.test.mails().allSatisfy { $0.kind == .memberCode })
    }
}
