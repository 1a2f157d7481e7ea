import Foundation
import MemberTokens
import Testing
import UndersignedCore

/// Issue 7: after a loss of entries, what a member kept from before it (DESIGN 11.19).
struct MemberSuccessionCommandTests {
    @Test(arguments: [2, 3])
    func `a request and a token of before the loss are good in the log that carries the first one on`(
        number: Int
    ) throws {
        let (first, run) = (try MemberCommandLetter(entries: 5), try MemberCommandRun())
        let later = try MemberCommandLetter(issuer: first.issuer, entries: 7, number: number, context: first.context)
        let site = try MemberCommandSite(answers: later.answers())
        defer { site.stop() }
        defer { run.remove() }
        site.show(later)
        let kept = try run.keepRequest(first, at: site.address)
        let asked = try run.ask(site.address)
        #expect(asked.status == 0, "\(asked.errors)")
        #expect(site.posts.last?.fields["request"] == Data(kept.request.bytes).base64EncodedString())
        let token = try #require(try MemberCommandRun.token(in: run.token))
        #expect(token.problem(challengeDigest: first.challenge.digest, issuerKey: first.issuer.publicKey) == nil)
        try run.keep(first, at: site.address)
        let signed = try run.sign()
        #expect(signed.status == 0, "\(signed.errors)")
        // Who asks only now gets a token for the first entry 0, too.
        try FileManager.default.removeItem(at: run.token)
        #expect(try run.ask(site.address).status == 0)
        let new = try #require(try MemberCommandRun.token(in: run.token))
        #expect(new.problem(challengeDigest: first.challenge.digest, issuerKey: first.issuer.publicKey) == nil)
    }

    @Test(arguments: [nil, "\"\(Data([UInt8](repeating: 7, count: 32)).base64EncodedString())\"", "null"])
    func `without the first log's context, or with another one, nothing is sent`(context: String?) throws {
        let (first, run) = (try MemberCommandLetter(entries: 5), try MemberCommandRun())
        let later = try MemberCommandLetter(issuer: first.issuer, entries: 7, number: 2, context: context)
        let site = try MemberCommandSite(answers: later.answers())
        defer { site.stop() }
        defer { run.remove() }
        site.show(later)
        _ = try run.keepRequest(first, at: site.address)
        let asked = try run.ask(site.address)
        #expect(asked.status == 3 && asked.errors.contains("another key than the one in"), "\(asked.errors)")
        try run.keep(first, at: site.address)
        let signed = try run.sign()
        #expect(signed.status == 3 && signed.errors.contains("another key than the one in"), "\(signed.errors)")
        #expect(site.posts.isEmpty)
    }

    @Test(arguments: ["\"AAAA\"", "\"\"", "7", "[]", "\"!\""])
    func `a context that is no hash asks for nothing`(context: String) throws {
        let run = try MemberCommandRun()
        let letter = try MemberCommandLetter(entries: 5, number: 2, context: context)
        let site = try MemberCommandSite(answers: letter.answers())
        defer { site.stop() }
        defer { run.remove() }
        site.show(letter)
        #expect(try run.ask(site.address).status == 3)
        #expect(site.posts.isEmpty && !run.has(run.request))
    }

    @Test func `a context that was put in where entry 0 does not name it asks for nothing`() throws {
        let (first, run) = (try MemberCommandLetter(entries: 5), try MemberCommandRun())
        var later = try MemberCommandLetter(issuer: first.issuer, entries: 7, number: 2, context: "null")
        let document = String(decoding: later.files["document.json"] ?? [], as: UTF8.self)
        later.files["document.json"] = Array(document.replacing("null", with: first.context).utf8)
        let site = try MemberCommandSite(answers: later.answers())
        defer { site.stop() }
        defer { run.remove() }
        site.show(later)
        try run.keep(first, at: site.address)
        let signed = try run.sign()
        #expect(signed.status == 3 && signed.errors.contains("document.json: has the hash"), "\(signed.errors)")
        #expect(site.posts.isEmpty)
    }
}
