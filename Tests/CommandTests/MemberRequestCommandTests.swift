import Foundation
import MemberTokens
import Synchronization
import Testing

/// Issue 7, point 2: the client for those who don't trust a served page.
struct MemberRequestCommandTests {
    @Test func `a member gets a token and signs with it, and each request says no more than it must`() throws {
        let (letter, run) = (try MemberCommandLetter(), try MemberCommandRun())
        let answers = letter.answers()
        let wasKept = Mutex(true)
        let site = try MemberCommandSite { [request = run.request] post in
            if !post.path.hasSuffix("signatures") {
                let isKept = MemberCommandRun.isPrivate(request)
                wasKept.withLock { $0 = $0 && isKept }
            }
            return answers(post)
        }
        defer { [site.stop, run.remove].forEach { $0() } }
        site.show(letter)
        let asked = try run.ask(site.address + "/")
        #expect(asked.status == 0, "\(asked.errors)")
        #expect(wasKept.withLock { $0 }, "the request is on the disk before anything is sent")
        #expect(MemberCommandRun.isPrivate(run.token))
        #expect(!run.has(run.request))
        let bytes = Array(try Data(contentsOf: run.token))
        guard case .token(let kept) = try KeptFile(bytes) else {
            Issue.record("no token")
            return
        }
        #expect(kept.petition == site.address)
        let (digest, key) = (letter.challenge.digest, letter.issuer.publicKey)
        #expect(kept.token.problem(challengeDigest: digest, issuerKey: key) == nil)
        // Of 300 entries: the first bundle, and the tiles that lead from entry 0 to the root.
        #expect(site.gets == Self.files.map { MemberCommandSite.petition + "/" + $0 })
        let signed = try run.sign(["--show", "role", "--role", "Nurse & more"])
        #expect(signed.status == 0, "\(signed.errors)")
        #expect(signed.output == "https://petitions.example.org/s/abc\n")
        #expect(
            site.posts.map(\.path) == ["codes", "tokens", "signatures"].map { "/petitions/dear-board/members/\($0)" }
        )
        #expect(site.posts[0].fields == ["email": "ada+letter@example.org"])
        #expect(site.posts[1].fields.keys.sorted() == ["code", "email", "request"])
        let fields = ["token": kept.token.base64, "display": "role", "role": "Nurse & more"]
        #expect(site.posts[2].fields == fields)
        expectQuiet(site.posts)
    }

    /// No head says where somebody comes from or who they are.
    private func expectQuiet(_ posts: [MemberCommandSite.Post]) {
        for head in posts.map({ $0.head.lowercased() }) {
            #expect(!head.contains("\r\ncookie:") && !head.contains("\r\nreferer:"))
        }
        #expect(posts[1].head.contains("\r\nAccept: application/private-token-response"))
    }

    private static let files = [
        "document.json", "log/checkpoint", "log/tile/entries/000", "log/tile/0/001.p/44", "log/tile/0/000",
    ]

    @Test func `after a lost answer the same request is sent again`() throws {
        let (letter, run) = (try MemberCommandLetter(entries: 5), try MemberCommandRun())
        let answers = letter.answers()
        let count = Mutex(0)
        let site = try MemberCommandSite { post in
            guard post.path.hasSuffix("tokens") else { return answers(post) }
            let isFirst = count.withLock { count in
                count += 1
                return count == 1
            }
            return isFirst ? nil : answers(post)
        }
        defer { site.stop() }
        defer { run.remove() }
        site.show(letter)
        let lost = try run.ask(site.address)
        #expect(lost.status == 5, "\(lost.errors)")
        #expect(run.has(run.request) && !run.has(run.token))
        let again = try run.ask(site.address)
        #expect(again.status == 0, "\(again.errors)")
        let requests = site.posts.compactMap { $0.fields["request"] }
        #expect(requests.count == 2)
        #expect(requests[0] == requests[1])
        #expect(run.has(run.token) && !run.has(run.request))
    }

    @Test func `a wrong code may be typed again, and without one the request stays`() throws {
        let (letter, run) = (try MemberCommandLetter(entries: 5), try MemberCommandRun())
        let site = try MemberCommandSite(answers: letter.answers())
        defer { site.stop() }
        defer { run.remove() }
        site.show(letter)
        let none = try run.ask(site.address, typing: "11111111\n")
        #expect(none.status == 1)
        #expect(none.errors.contains("no code was given"), "\(none.errors)")
        #expect(run.has(run.request))
        let second = try run.ask(site.address, typing: "11111111\n 1234 5678 \n")
        #expect(second.status == 0, "\(second.errors)")
    }

    @Test(arguments: [
        ("codes", 429, 75, "too many asks at once"), ("codes", 500, 5, "the server answered 500"),
        ("codes", 302, 1, "the server answered 302"), ("codes", 404, 1, "tokens are not given out"),
        ("codes", 423, 1, "not open yet"), ("tokens", 423, 1, "not open yet"), ("tokens", 409, 1, "gets one token"),
        ("tokens", 422, 1, "does not take this request"),
        ("tokens", 503, 5, "the server answered 503"), ("tokens", 429, 75, "too many asks at once"),
    ])
    func `a refusal is said, and the request stays`(place: String, status: Int, code: Int32, words: String) throws {
        let (letter, run) = (try MemberCommandLetter(entries: 5), try MemberCommandRun())
        let answers = letter.answers()
        let site = try MemberCommandSite { $0.path.hasSuffix(place) ? MemberCommandSite.Answer(status) : answers($0) }
        defer { site.stop() }
        defer { run.remove() }
        site.show(letter)
        let refused = try run.ask(site.address)
        #expect(refused.status == code)
        #expect(refused.errors.contains(words), "\(refused.errors)")
        #expect(run.has(run.request) && !run.has(run.token))
    }

    @Test(arguments: ["another", "short", "type"])
    func `an answer that is not the issuer's signature makes no token`(kind: String) throws {
        let (letter, run) = (try MemberCommandLetter(entries: 5), try MemberCommandRun())
        let answers = letter.answers()
        let site = try MemberCommandSite { post in
            guard post.path.hasSuffix("tokens"), var answer = answers(post) else { return answers(post) }
            switch kind {
            case "another": answer.body[100] ^= 1
            case "short": answer.body.removeLast()
            default: answer.type = "text/html"
            }
            return answer
        }
        defer { site.stop() }
        defer { run.remove() }
        site.show(letter)
        let asked = try run.ask(site.address)
        #expect(asked.status == 3)
        #expect(asked.errors.contains("is not its signature"), "\(asked.errors)")
        #expect(run.has(run.request) && !run.has(run.token))
    }

    @Test func `a member asks an issuer elsewhere, and only signs at the petition`() throws {
        let issuer = try IssuerPrivateKey()
        let elsewhere = try MemberCommandSite { post in
            post.path.hasSuffix("codes") ? MemberCommandSite.Answer(202) : MemberCommandLetter.signed(post, by: issuer)
        }
        let url = "http://127.0.0.1:\(elsewhere.port)/union"
        let (letter, run) = (try MemberCommandLetter(issuer: issuer, issuerAddress: url), try MemberCommandRun())
        let site = try MemberCommandSite(answers: letter.answers())
        defer { [site, elsewhere].forEach { $0.stop() } }
        defer { run.remove() }
        site.show(letter)
        #expect(try run.ask(site.address).status == 0)
        #expect(elsewhere.posts.map(\.path) == ["/union/members/codes", "/union/members/tokens"])
        #expect(site.posts.isEmpty)
        let signed = try run.sign()
        #expect(signed.status == 0, "\(signed.errors)")
        #expect(site.posts.map(\.path) == ["/petitions/dear-board/members/signatures"])
        #expect(site.posts[0].fields["display"] == "nothing")
        #expect(elsewhere.posts.count == 2)
    }

    @Test(arguments: ["http://issuer.example.org", "ftp://127.0.0.1", "https://a@issuer.example.org", "//x"])
    func `an issuer's address where others would read along is refused`(url: String) throws {
        let (letter, run) = (try MemberCommandLetter(issuerAddress: url, entries: 5), try MemberCommandRun())
        let site = try MemberCommandSite(answers: letter.answers())
        defer { site.stop() }
        defer { run.remove() }
        site.show(letter)
        let asked = try run.ask(site.address)
        #expect(asked.status == 3)
        #expect(asked.errors.contains("the issuer's address"), "\(asked.errors)")
        #expect(site.posts.isEmpty)
    }

    @Test func `a run that was stopped before it deleted the request deletes it now`() throws {
        let (letter, run) = (try MemberCommandLetter(entries: 5), try MemberCommandRun())
        let site = try MemberCommandSite(answers: letter.answers())
        defer { site.stop() }
        defer { run.remove() }
        site.show(letter)
        let kept = try run.keepRequest(letter, at: site.address)
        let pending = try PendingToken(kept, challenge: letter.challenge, issuerKey: letter.issuer.publicKey)
        let token = try pending.token(from: letter.issuer.response(to: pending.request))
        let text = KeptToken(petition: kept.petition, log: kept.log, token: token).text
        try Data(text.utf8).write(to: run.token)
        #expect(try run.ask(site.address).status == 0)
        #expect(run.has(run.token) && !run.has(run.request))
        // A token of something else is never written over, and its neighbour never deleted.
        _ = try run.keepRequest(letter, at: site.address)
        let other = try run.ask(site.address)
        #expect(other.status == 2)
        #expect(other.errors.contains("token.txt exists"))
        #expect(run.has(run.request))
        #expect(site.gets.isEmpty && site.posts.isEmpty)
    }
}
