import Foundation
import HTTPTypes
import HummingbirdTesting
import MemberTokens
import NIOCore
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// What the client of member tokens is answered (issue 7, items 3, 5, 8).
@Suite struct MemberRoutesTests {
    private static let path = "/petitions/dear-board/members"

    private func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    @Test(arguments: TestDatabase.all)
    func `a member asks for a code, gets a token, signs, and takes it back at the link`(
        _ kind: TestDatabase
    ) async throws {
        let site = try await WebSite(kind)
        let letter = try await MemberLetter(in: site.test)
        let others = try await letter.tokens(19)
        try await site.visit { visitor in
            let mail = ("email", "amina@works.example")
            let asked = try await visitor.post(Self.path + "/codes", [mail])
            #expect(asked.status == .accepted)
            let code = try #require(try await letter.codes().last)
            let pending = letter.pending()
            let fields = [mail, ("code", code), ("request", base64(pending.request.bytes))]
            let answer = try await visitor.post(Self.path + "/tokens", fields)
            #expect(answer.status == .ok)
            #expect(answer.headers[.contentType] == "application/private-token-response")
            let token = try pending.token(from: TokenResponse(Array(answer.body.readableBytesView)))
            try await letter.countHolders()
            for token in others { _ = try await letter.sign(token) }
            let shown = [("token", token.base64), ("display", "role"), ("role", "Nurse"), ("name", "not sent")]
            let signed = try await visitor.post(Self.path + "/signatures", shown)
            #expect(signed.status == .ok)
            for response in [asked, answer, signed] {
                #expect(response.headers[.setCookie] == nil)
                #expect(response.headers[.cacheControl] == "no-store")
            }
            let link = try link(in: signed)
            try await letter.passDay()
            let names = try await visitor.get("/petitions/dear-board/names").text
            #expect(names.contains("Nurse") && !names.contains("not sent"))
            #expect(try await members(visitor) == 20)
            #expect(try await visitor.get(link).status == .ok)
            #expect(try await visitor.post(link + "/withdrawal", []).status == .seeOther)
            #expect(try await members(visitor) == 19)
            #expect(try await visitor.post(Self.path + "/signatures", shown).status == .conflict, "it was used")
        }
        try await site.test.expectSoundLog(letter.petition)
    }

    // S-27
    @Test(arguments: ["codes", "tokens", "signatures"])
    func `a page of another site asks for nothing in its visitors' names`(_ place: String) async throws {
        let site = try await WebSite()
        let letter = try await MemberLetter(in: site.test)
        let elsewhere: [HTTPFields] = [
            [Self.fetchSite: "cross-site"], [Self.fetchSite: "same-site"], [.origin: "https://evil.example"],
        ]
        try await site.visit { visitor in
            for fields in elsewhere {
                let answer = try await visitor.post(
                    "\(Self.path)/\(place)",
                    [("email", "amina@works.example")],
                    fields
                )
                #expect(answer.status == .forbidden, "\(fields)")
            }
            #expect(try await letter.codes().isEmpty)
            let own: HTTPFields = [Self.fetchSite: "same-origin", .origin: "null"]
            let answer = try await visitor.post("\(Self.path)/codes", [("email", "amina@works.example")], own)
            #expect(answer.status == .accepted)
            #expect(try await letter.codes().count == 1)
        }
    }

    private static let fetchSite = HTTPField.Name("Sec-Fetch-Site") ?? .location

    private func link(in response: TestResponse) throws -> String {
        struct Answer: Decodable { let link: String }
        let text = try JSONDecoder().decode(Answer.self, from: Data(response.body.readableBytesView)).link
        return try #require(URL(string: text)?.path)
    }

    private func members(_ visitor: Visitor) async throws -> Int {
        struct Count: Decodable { let classes: [String: Int] }
        let response = try await visitor.get("/petitions/dear-board/count.json")
        return try JSONDecoder().decode(Count.self, from: Data(response.body.readableBytesView)).classes["member"] ?? 0
    }

    @Test(arguments: [
        ("codes", [("email", "amina@else.example")], HTTPResponse.Status.forbidden, "domain"),
        ("codes", [("email", "press@works.example")], .forbidden, "role"),
        ("codes", [("email", "amina")], .unprocessableContent, "address"),
        ("codes", [], .unprocessableContent, "address"),
        (
            "tokens", [("email", "amina@works.example"), ("code", "1"), ("request", "AAAA")], .unprocessableContent,
            "request"
        ),
        ("tokens", [("code", "1"), ("request", "not base64")], .unprocessableContent, "request"),
        ("signatures", [("token", "AAAA")], .unprocessableContent, "token"),
        ("signatures", [], .unprocessableContent, "token"),
        ("signatures", [("token", "AAAA"), ("text", "x")], .badRequest, "text"),
        ("signatures", [("token", "AAAA"), ("display", "all")], .unprocessableContent, "display"),
        ("signatures", [("token", "AAAA"), ("display", "role")], .unprocessableContent, "display"),
    ])
    func `what can't be done is refused by a word and changes nothing`(
        _ place: String,
        _ fields: [(String, String)],
        _ status: HTTPResponse.Status,
        _ word: String
    ) async throws {
        let site = try await WebSite()
        let letter = try await MemberLetter(in: site.test)
        try await site.visit { visitor in
            let answer = try await visitor.post("\(Self.path)/\(place)", fields)
            #expect(answer.status == status)
            #expect(answer.text == "{\"error\":\"\(word)\"}")
        }
        #expect(try await letter.codes() == [])
        #expect(try await site.test.database.read { try $0.memberCount(in: letter.petition.id) } == 0)
    }

    @Test func `a letter that is not open yet says so by a status of its own, and a closed one by another`()
        async throws
    {
        let site = try await WebSite()
        var sheet = Samples.petition("dear-board")
        sheet.admit(MemberLetter.rules)
        let (opens, closes) = (Samples.noon + .days(1), Samples.noon + .days(3))
        _ = try await site.test.open(sheet, opensAt: opens, closesAt: closes)
        let asks = [
            ("codes", [("email", "amina@works.example")]),
            ("tokens", [("email", "amina@works.example"), ("code", "1"), ("request", "AAAA")]),
            ("tokens", [("code", "1"), ("request", "AAAA")]), ("signatures", [("token", "AAAA")]),
        ]
        try await site.visit { visitor in
            for (status, word) in [(423, "not-open"), (410, "closed")] {
                for (place, fields) in asks {
                    let answer = try await visitor.post("\(Self.path)/\(place)", fields)
                    #expect(answer.status.code == status && answer.text == "{\"error\":\"\(word)\"}", "\(place)")
                }
                site.test.advance(.days(4))
            }
        }
    }

    @Test func `codes of invitations, wrong codes, and people's petitions`() async throws {
        let site = try await WebSite()
        let letter = try await MemberLetter(in: site.test)
        let code = MemberVoucher(bytes: Samples.randomBytes(16))
        _ = try await MemberIssuing(site: site.test.site).invite([code.hash], to: letter.petition)
        _ = try await site.test.open(Samples.daily)
        try await site.visit { visitor in
            let pending = letter.pending()
            let request = ("request", base64(pending.request.bytes))
            let answer = try await visitor.post(Self.path + "/tokens", [("code", code.text), request])
            _ = try pending.token(from: TokenResponse(Array(answer.body.readableBytesView)))
            let wrong = try await visitor.post(Self.path + "/tokens", [("code", "x"), request])
            #expect(wrong.status == .forbidden && wrong.text.contains("voucher"))
            let other = ("request", base64(letter.pending().request.bytes))
            let second = try await visitor.post(Self.path + "/tokens", [("code", code.text), other])
            #expect(second.status == .conflict && second.text.contains("other-request"))
            let people = "/petitions/\(Samples.daily.slug)/members/codes"
            #expect(try await visitor.post(people, [("email", "amina@works.example")]).status == .notFound)
            #expect(try await visitor.get(Self.path + "/codes").status == .methodNotAllowed)
        }
    }

    // F-L: an office behind one address.
    @Test func `a hundred members sign from one address, and a hundred guesses are stopped`() async throws {
        let site = try await WebSite(limits: .default)
        let letter = try await MemberLetter(in: site.test)
        let tokens = try await letter.tokens(100)
        try await site.visit { visitor in
            for token in tokens {
                let answer = try await visitor.post(Self.path + "/signatures", [("token", token.base64)])
                #expect(answer.status == .ok)
            }
            var answers: [HTTPResponse.Status: Int] = [:]
            for _ in 1...100 {
                let answer = try await visitor.post(Self.path + "/signatures", [("token", "AAAA")])
                answers[answer.status, default: 0] += 1
            }
            #expect(answers == [.unprocessableContent: 60, .tooManyRequests: 40])
        }
    }

    // F-10: mail bombing, and 1,000 requests from one mailbox.
    @Test func `a script that asks a thousand times sends three mails and is told to wait`() async throws {
        let site = try await WebSite(limits: .default)
        let letter = try await MemberLetter(in: site.test)
        try await site.visit { visitor in
            var answers: [HTTPResponse.Status: Int] = [:]
            for number in 1...1_000 {
                let fields = [("email", "ami.na+\(number)@works.example")]
                answers[try await visitor.post(Self.path + "/codes", fields).status, default: 0] += 1
            }
            #expect(answers == [.accepted: 60, .tooManyRequests: 940])
        }
        #expect(try await letter.codes().count == 3)
    }
}
