import MemberTokens
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedMail
import UndersignedStore
import UndersignedTestSupport

/// One token a mailbox, and nobody learns more than that (issue 7, F-I, P-24, P-25).
@Suite struct MemberIssuingTests {
    @Test(arguments: TestDatabase.all)
    func `a member gets a token that verifies, and the same one again after it was lost`(
        _ kind: TestDatabase
    ) async throws {
        let letter = try await MemberLetter(kind)
        let pending = letter.pending()
        let response = try await letter.issue(pending, letter.code())
        let token = try pending.token(from: response)
        #expect(token.problem(challengeDigest: letter.challenge.digest, issuerKey: letter.key) == nil)
        #expect(try await letter.issue(pending, letter.code()).bytes == response.bytes)
        #expect(try await letter.test.database.read { try $0.memberCount(in: letter.petition.id) } == 1)
    }

    @Test(arguments: TestDatabase.all)
    func `no spelling of a mailbox gets a second token`(_ kind: TestDatabase) async throws {
        let letter = try await MemberLetter(kind, limits: .off)
        _ = try await letter.issue(letter.pending(), letter.code())
        for address in ["amina@works.example", "a.mina@works.example", "AMINA+2@Works.example"] {
            let code = try await letter.code(address)
            await #expect(throws: MemberIssuing.Refusal.otherRequest) {
                _ = try await letter.issue(letter.pending(), code, address)
            }
        }
        #expect(try await letter.test.database.read { try $0.memberCount(in: letter.petition.id) } == 1)
    }

    @Test(arguments: TestDatabase.all)
    func `a code works once, ten minutes, five tries, and for its own mailbox`(_ kind: TestDatabase) async throws {
        let letter = try await MemberLetter(kind, limits: .off)
        let used = try #require(try await letter.code())
        #expect(used.count == 8 && used.allSatisfy(\.isNumber))
        _ = try await letter.issue(letter.pending(), used)
        let old = try #require(try await letter.code("wei@works.example"))
        let foreign = try #require(try await letter.code("lea@works.example"))
        try await expectCodeRefused(letter, used, "amina@works.example")
        try await expectCodeRefused(letter, foreign, "wei@works.example")
        letter.test.advance(.minutes(10))
        try await expectCodeRefused(letter, old, "wei@works.example")
        let guessed = try #require(try await letter.code("wei@works.example"))
        for _ in 1...5 { try await expectCodeRefused(letter, "x", "wei@works.example") }
        try await expectCodeRefused(letter, guessed, "wei@works.example")
        let new = try await letter.code("wei@works.example")
        _ = try await letter.issue(letter.pending(), new, "wei@works.example")
    }

    private func expectCodeRefused(_ letter: MemberLetter, _ code: String, _ address: String) async throws {
        await #expect(throws: MemberIssuing.Refusal.code) {
            _ = try await letter.issue(letter.pending(), code, address)
        }
    }

    @Test func `a mailbox is mailed three codes in a day, and who asks for more is told the same`() async throws {
        let letter = try await MemberLetter(.chosen)
        for _ in 1...3 { #expect(try await letter.code() != nil) }
        #expect(try await letter.code("a.mina+x@works.example") == nil)
        #expect(try await letter.code("wei@works.example") != nil)
        letter.test.advance(.hours(23))
        #expect(try await letter.code() == nil)
        letter.test.advance(.hours(1))
        #expect(try await letter.code() != nil)
    }

    @Test(arguments: [
        ("amina@else.example", MemberIssuing.Refusal.foreignDomain), ("amina@sub.works.example", .foreignDomain),
        ("info@works.example", .roleMailbox), ("In.Fo+me@works.example", .roleMailbox),
        ("betriebs-rat@works.example", .roleMailbox),
        ("no-reply@works.example", .roleMailbox), ("amina", .address(.format)),
    ])
    func `other mailboxes get no code`(_ address: String, _ refusal: MemberIssuing.Refusal) async throws {
        let letter = try await MemberLetter(.chosen)
        await #expect(throws: refusal) { _ = try await letter.code(address) }
        await #expect(throws: refusal) { _ = try await letter.issue(letter.pending(), "12345678", address) }
        #expect(try await letter.codes() == [])
    }

    @Test func `a request that can't be signed costs neither the code nor the token`() async throws {
        let letter = try await MemberLetter(.chosen)
        let code = try await letter.code()
        let issuing = MemberIssuing(site: letter.test.site)
        let pending = letter.pending()
        let good = pending.request.bytes
        let wrong: [([UInt8], TokenRequest.Problem)] = [
            ([], .wrongLength(0)), ([0, 1] + good.dropFirst(2), .otherType(1)),
            ([0, 2, good[2] ^ 1] + good.dropFirst(3), .otherKey),
            (Array(good.prefix(3)) + [UInt8](repeating: 0xff, count: 256), .wrongBlindedMessage),
            (Array(good.prefix(3)) + [UInt8](repeating: 0, count: 256), .wrongBlindedMessage),
            // More than the tries that a code has.
            ([], .wrongLength(0)), ([], .wrongLength(0)),
        ]
        for (bytes, problem) in wrong {
            await #expect(throws: MemberIssuing.Refusal.request(problem)) {
                _ = try await issuing.issue(
                    to: "amina@works.example",
                    code: code ?? "",
                    request: bytes,
                    petition: letter.petition
                )
            }
        }
        _ = try pending.token(from: try await letter.issue(pending, code))
    }

    @Test func `nobody becomes a member after the close, or of a petition that others sign`() async throws {
        let letter = try await MemberLetter(.chosen, closesAt: Samples.noon + .days(1))
        let code = try await letter.code()
        letter.test.advance(.days(1))
        await #expect(throws: MemberIssuing.Refusal.petition(.closed)) { _ = try await letter.code() }
        await #expect(throws: MemberIssuing.Refusal.petition(.closed)) {
            _ = try await letter.issue(letter.pending(), code)
        }
        let other = try await letter.test.open(Samples.daily)
        await #expect(throws: MemberIssuing.Refusal.issuedElsewhere) {
            try await MemberIssuing(site: letter.test.site)
                .sendCode(to: "amina@works.example", petition: other, language: .english)
        }
    }

    private func issue(_ numbers: Range<Int>, of letter: MemberLetter) async throws {
        for number in numbers {
            let address = "member\(number)@works.example"
            _ = try await letter.issue(letter.pending(), letter.code(address), address)
        }
    }

    private func issued(_ letter: MemberLetter) async throws -> [LogEntry] {
        try await letter.test.entries(letter.petition).filter { if case .issued = $0 { true } else { false } }
    }

    @Test(arguments: TestDatabase.all)
    func `the log tells how many tokens were issued, many at once, once a day, and the rest before the close`(
        _ kind: TestDatabase
    ) async throws {
        let letter = try await MemberLetter(kind, closesAt: Samples.noon + .days(5))
        let housekeeping = Housekeeping(site: letter.test.site)
        try await issue(0..<19, of: letter)
        letter.test.advance(.days(1))
        try await housekeeping.doDue()
        #expect(try await issued(letter) == [], "nineteen are too few")
        try await issue(19..<20, of: letter)
        try await housekeeping.doDue()
        #expect(try await issued(letter) == [], "who looks all day sees no hour")
        letter.test.advance(.days(1))
        try await housekeeping.doDue()
        #expect(try await issued(letter) == [.issued(20)])
        try await issue(20..<43, of: letter)
        try await housekeeping.doDue()
        #expect(try await issued(letter) == [.issued(20)], "once a day")
        letter.test.advance(.days(1))
        try await housekeeping.doDue()
        try await issue(43..<44, of: letter)
        letter.test.advance(.days(2))
        try await housekeeping.doDue()
        #expect(try await issued(letter) == [.issued(20), .issued(23), .issued(1)])
        #expect(try await letter.test.entries(letter.petition).last == .closed)
        try await letter.test.expectSoundLog(letter.petition)
    }

    // P-21
    @Test(arguments: TestDatabase.all)
    func `codes go when they end, mailboxes with the key that made their tags`(_ kind: TestDatabase) async throws {
        let letter = try await MemberLetter(kind, closesAt: Samples.noon + .days(2))
        let id = letter.petition.id
        let (test, housekeeping) = (letter.test, Housekeeping(site: letter.test.site))
        _ = try await letter.issue(letter.pending(), letter.code())
        _ = try await letter.code("wei@works.example")
        let codes = { try await test.database.read { try $0.rows("SELECT * FROM member_code").count } }
        let mailboxes = { try await test.database.read { try $0.memberCount(in: id) } }
        test.advance(.minutes(9))
        try await housekeeping.doDue()
        #expect(try await codes() == 1)
        test.advance(.minutes(1))
        try await housekeeping.doDue()
        #expect(try await codes() == 0)
        while test.now < Samples.noon + .days(31) {
            test.advance(.hours(12))
            try await housekeeping.doDue()
        }
        #expect(try await mailboxes() == 1)
        for _ in 1...3 {
            test.advance(.hours(12))
            try await housekeeping.doDue()
        }
        #expect(try await mailboxes() == 0)
        try await test.expectSoundLog(letter.petition)
    }

    // P-25
    @Test func `the mail with the code names neither petition nor site`() async throws {
        let letter = try await MemberLetter(.chosen)
        let code = try #require(try await letter.code())
        let due = try await letter.test.database.read { [now = letter.test.now] in try $0.dueMails(at: now, limit: 9) }
        let waiting = try #require(due.first)
        let payload = try letter.test.site.outboxKeys.open(waiting.mail)
        let composer = try OutboxComposer(from: Mailbox(name: "Petitions", address: "post@petitions.example.org"))
        let mail = composer.message(for: waiting, payload, about: letter.petition.sheet)
        #expect(mail.subject == "Your code")
        #expect(mail.text.contains("\n\n\(code)\n\n") && mail.html.contains("<p>\(code)</p>"))
        #expect(mail.from == Mailbox(address: "post@petitions.example.org"))
        let all = [mail.subject, mail.text, mail.html, "\(mail.from)"].joined().lowercased()
        for word in ["library", "council", "petition ", "sign", "letter", "http"] {
            #expect(!all.contains(word), "\(word)")
        }
    }
}
