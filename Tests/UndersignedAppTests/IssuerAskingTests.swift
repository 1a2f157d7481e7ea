import MemberTokens
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// How a site learns how many tokens were signed that another issuer signs (issue 7, item 4).
@Suite struct IssuerAskingTests {
    @Test(arguments: TestDatabase.all)
    func `what another issuer says stands in the log from the next day on, and lets the crowd sign`(
        _ kind: TestDatabase
    ) async throws {
        let letter = try await OutsideLetter(kind)
        let house = letter.house()
        letter.client.say(25)
        try await house.doDue()
        #expect(letter.client.asked == [OutsideLetter.url + "/members.json"])
        #expect(try await letter.issued() == [])
        await #expect(throws: MemberSigning.Refusal.crowd(missing: 20)) { try await letter.sign(1) }
        try await letter.passDay(house)
        #expect(try await letter.issued() == [25])
        try await letter.sign(20)
        try await letter.passDay(house)
        #expect(try await letter.issued() == [25])
        #expect(try await letter.test.counts(letter.petition).member == 20)
        try await letter.test.expectSoundLog(letter.petition)
    }

    @Test(arguments: TestDatabase.all)
    func `the log never tells fewer than before, and never fewer than have signed`(_ kind: TestDatabase) async throws {
        let letter = try await OutsideLetter(kind)
        let house = letter.house()
        letter.client.say(30)
        try await house.doDue()
        try await letter.passDay(house)
        letter.client.say(10)
        try await letter.passDay(house)
        #expect(try await letter.issued() == [30])
        #expect(letter.lines.texts.contains { $0.contains("fewer tokens than it said before") })
        letter.client.say(30)
        try await letter.sign(33)
        try await letter.passDay(house)
        #expect(try await letter.issued().sorted() == [3, 30])
        #expect(!letter.lines.texts.contains { $0.contains("is its key safe?") })
        try await letter.sign(20)
        try await letter.passDay(house)
        #expect(try await letter.issued().sorted() == [3, 20, 30])
        try await letter.passDay(house)
        #expect(letter.lines.texts.contains { $0.contains("is its key safe?") })
        try await letter.test.expectSoundLog(letter.petition)
    }

    @Test(arguments: TestDatabase.all)
    func `an issuer is asked once a day, also by a process that has just started`(_ kind: TestDatabase) async throws {
        let letter = try await OutsideLetter(kind)
        letter.client.say(25)
        for _ in 1...3 { try await letter.house().doDue() }
        let house = letter.house()
        letter.test.advance(.hours(1))
        try await house.doDue()
        #expect(letter.client.asked.count == 1)
        // Noon; ten minutes past midnight the issuer may not have counted its day yet.
        letter.test.advance(.minutes(11 * 60 + 10))
        try await house.doDue()
        #expect(letter.client.asked.count == 1)
        letter.test.advance(.minutes(30))
        for _ in 1...3 { try await house.doDue() }
        #expect(letter.client.asked.count == 2)
    }

    @Test(arguments: TestDatabase.all)
    func `a silent issuer holds up nothing and is asked again after an hour`(_ kind: TestDatabase) async throws {
        let letter = try await OutsideLetter(kind, closesAt: Samples.noon + .hours(3))
        let house = letter.house()
        for _ in 1...59 {
            try await house.doDue()
            letter.test.advance(.minutes(1))
        }
        #expect(letter.client.asked.count == 1)
        #expect(letter.lines.texts.contains { $0.contains("is silent: it did not answer in time") })
        letter.client.say(25)
        letter.test.advance(.minutes(1))
        try await house.doDue()
        letter.test.advance(.hours(2))
        try await house.doDue()
        #expect(letter.client.asked.count == 2)
        #expect(try await letter.test.petition(id: letter.petition.id).state == .closed)
        #expect(try await letter.issued() == [25], "told before the close, too")
        letter.test.advance(.days(2))
        try await house.doDue()
        #expect(letter.client.asked.count == 2)
    }

    @Test(arguments: [
        "", "25", "{}", #"{"issued":25}"#, #"{"issued":-1,"key":"AAAA"}"#, #"{"issued":1e99,"key":"AAAA"}"#,
        #"{"issued":"25","key":"AAAA"}"#, #"{"issued":25,"key":"!"}"#, #"{"issued":25,"key":"AAAA"}"#, "[[[[[[[[",
    ])
    func `an answer that does not read, or of another key, tells nothing`(_ text: String) async throws {
        let letter = try await OutsideLetter(.chosen)
        let house = letter.house()
        letter.client.sayText(text)
        try await house.doDue()
        try await letter.passDay(house)
        #expect(try await letter.issued() == [])
        #expect(try await letter.test.database.read { try $0.issuerCounts() } == [:])
        #expect(letter.client.asked.count == 2)
    }

    @Test func `letters whose tokens the site signs are asked of nobody`() async throws {
        let letter = try await MemberLetter(.chosen)
        _ = try await letter.tokens(20)
        let client = ToldIssuer(key: [])
        letter.test.advance(.days(1))
        try await Housekeeping(site: letter.test.site, issuers: client).doDue()
        #expect(client.asked == [])
        #expect(try await letter.test.entries(letter.petition).contains(.issued(20)))
    }
}
