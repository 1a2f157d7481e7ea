import MemberTokens
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// An organiser's codes and colleagues' vouchers make members, each one, once (issue 7, item 3).
@Suite struct MemberVouchingTests {
    private func issue(
        _ code: String,
        _ pending: PendingToken,
        _ letter: MemberLetter
    ) async throws -> MemberIssuing.Issued {
        try await MemberIssuing(site: letter.test.site)
            .issue(voucher: code, request: pending.request.bytes, petition: letter.petition)
    }

    @Test(arguments: TestDatabase.all)
    func `an invitation gives one token, and the same one again after it was lost`(_ kind: TestDatabase) async throws {
        let letter = try await MemberLetter(kind)
        let code = MemberVoucher(bytes: Samples.randomBytes(16))
        let issuing = MemberIssuing(site: letter.test.site)
        #expect(try await issuing.invite([code.hash], to: letter.petition) == 1)
        #expect(try await issuing.invite([code.hash], to: letter.petition) == 0, "the same list again adds nothing")
        let pending = letter.pending()
        let first = try await issue(code.text, pending, letter)
        let token = try pending.token(from: first.response)
        #expect(token.problem(challengeDigest: letter.challenge.digest, issuerKey: letter.key) == nil)
        let typed = code.text.uppercased().replacing("-", with: " ")
        #expect(try await issue(typed, pending, letter).response.bytes == first.response.bytes)
        await #expect(throws: MemberIssuing.Refusal.otherRequest) {
            _ = try await issue(code.text, letter.pending(), letter)
        }
        await #expect(throws: MemberIssuing.Refusal.voucher) {
            _ = try await issue(MemberVoucher(bytes: Samples.randomBytes(16)).text, letter.pending(), letter)
        }
        #expect(try await letter.test.database.read { try $0.memberCount(in: letter.petition.id) } == 1)
    }

    @Test(arguments: TestDatabase.all)
    func `who showed a mailbox vouches for as many as the letter says, and they for nobody`(
        _ kind: TestDatabase
    ) async throws {
        let rules = MemberRules(domains: ["works.example"], vouchers: 2)
        let letter = try await MemberLetter(kind, rules: rules)
        let issuing = MemberIssuing(site: letter.test.site)
        let pending = letter.pending()
        let code = try #require(try await letter.code())
        let request = pending.request.bytes
        let first = try await issuing.issue(
            to: "amina@works.example",
            code: code,
            request: request,
            petition: letter.petition
        )
        #expect(Set(first.vouchers).count == 2)
        let again = try await issuing.issue(
            to: "amina@works.example",
            code: try #require(try await letter.code()),
            request: request,
            petition: letter.petition
        )
        #expect(again.vouchers == [], "they are shown once")
        for voucher in first.vouchers {
            let pending = letter.pending()
            let issued = try await issue(voucher, pending, letter)
            #expect(issued.vouchers == [])
            _ = try pending.token(from: issued.response)
        }
        #expect(try await letter.test.database.read { try $0.memberCount(in: letter.petition.id) } == 3)
    }

    @Test func `no code of an organiser makes a member of a letter that says nothing of invitations`() async throws {
        let letter = try await MemberLetter(.chosen, rules: MemberRules(domains: ["works.example"]))
        await #expect(throws: MemberIssuing.Refusal.notByInvitation) {
            _ = try await MemberIssuing(site: letter.test.site).invite([[1]], to: letter.petition)
        }
    }

    // P-21
    @Test(arguments: TestDatabase.all)
    func `vouchers go with the key that made the mailboxes' tags`(_ kind: TestDatabase) async throws {
        let letter = try await MemberLetter(kind, closesAt: Samples.noon + .days(1))
        _ = try await letter.tokens(2)
        let left = { try await letter.test.database.read { try $0.rows("SELECT * FROM member_voucher").count } }
        while letter.test.now < Samples.noon + .days(30) { try await letter.passDay() }
        #expect(try await left() == 2)
        try await letter.passDay()
        #expect(try await left() == 0)
    }
}
