import Foundation
import MemberTokens
import Testing

/// Issue 7, points 2 and 5: what a member shows, and which files are taken.
struct MemberSignCommandTests {
    @Test(arguments: [
        (
            ["--show", "team", "--team", "Ward 3", "--role", "Nurse"],
            ["display": "team", "role": "Nurse", "team": "Ward 3"]
        ),
        (["--show", "name", "--name", "Ada"], ["display": "name", "role": "", "team": "", "name": "Ada"]),
        ([], ["display": "nothing"]),
    ])
    func `what is shown is sent, and nothing else`(options: [String], fields: [String: String]) throws {
        let (letter, run) = (try MemberCommandLetter(entries: 5), try MemberCommandRun())
        let site = try MemberCommandSite(answers: letter.answers())
        defer { site.stop() }
        defer { run.remove() }
        site.show(letter)
        try run.keep(letter, at: site.address)
        let signed = try run.sign(options)
        #expect(signed.status == 0, "\(signed.errors)")
        var sent = try #require(site.posts.first).fields
        #expect(sent.removeValue(forKey: "token")?.count == 472)
        #expect(sent == fields)
    }

    @Test(arguments: [
        (["--show", "role"], "needs --role"), (["--role", "Nurse"], "it is not sent"),
        (["--show", "role", "--role", "Nurse", "--name", "Ada"], "--name: with --show role"),
        (["--show", "name", "--name", ""], "needs --name"), (["--show", "all"], "is invalid for '--show"),
        (["--proxy", "socks5://127.0.0.1:1"], "socks5h://"), (["--key", "x"], "--key:"),
    ])
    func `an option that does not fit is refused`(options: [String], words: String) throws {
        let (letter, run) = (try MemberCommandLetter(entries: 5), try MemberCommandRun())
        let site = try MemberCommandSite(answers: letter.answers())
        defer { site.stop() }
        defer { run.remove() }
        site.show(letter)
        try run.keep(letter, at: site.address)
        let signed = try run.sign(options)
        #expect(signed.status == 2)
        #expect(signed.errors.contains(words), "\(signed.errors)")
        #expect(site.posts.isEmpty && site.gets.isEmpty)
    }

    @Test(arguments: [
        (409, 1, "signed before, and signs once"), (410, 1, "closed"), (403, 1, "not take this signature yet"),
        (423, 1, "not open yet"),
        (503, 5, "answered 503"),
        (422, 1, "does not take this token"), (429, 75, "too many asks"), (303, 1, "answered 303"),
    ])
    func `a refusal is said, and the token stays`(status: Int, code: Int32, words: String) throws {
        let (letter, run) = (try MemberCommandLetter(entries: 5), try MemberCommandRun())
        let site = try MemberCommandSite { _ in MemberCommandSite.Answer(status) }
        defer { site.stop() }
        defer { run.remove() }
        site.show(letter)
        try run.keep(letter, at: site.address)
        let signed = try run.sign()
        #expect(signed.status == code)
        #expect(signed.errors.contains(words), "\(signed.errors)")
        #expect(signed.output.isEmpty)
        #expect(run.has(run.token))
    }

    @Test(arguments: [#"{"link":"https://a.example/\u001b[2J"}"#, "{}", #"{"link":"javascript:1"}"#])
    func `an answer without a plain address is said to be one`(body: String) throws {
        let (letter, run) = (try MemberCommandLetter(entries: 5), try MemberCommandRun())
        let site = try MemberCommandSite { _ in MemberCommandSite.Answer(200, "application/json", Array(body.utf8)) }
        defer { site.stop() }
        defer { run.remove() }
        site.show(letter)
        try run.keep(letter, at: site.address)
        let signed = try run.sign()
        #expect(signed.status == 1)
        #expect(signed.output.isEmpty)
    }

    @Test func `a file that is none, was changed, or is the other kind asks for nothing`() throws {
        let (letter, run) = (try MemberCommandLetter(entries: 5), try MemberCommandRun())
        let site = try MemberCommandSite(answers: letter.answers())
        defer { site.stop() }
        defer { run.remove() }
        site.show(letter)
        #expect(try run.sign().errors.contains("there is no file token.txt"))
        let request = try run.keepRequest(letter, at: site.address)
        try run.keep(letter, at: site.address)
        let token = try String(contentsOf: run.token, encoding: .utf8)
        let strange = token.replacing(site.address, with: "http://127.0.0.1:0\(site.port)\(MemberCommandSite.petition)")
        for text in ["", token + "\n", request.text, strange] {
            try Data(text.utf8).write(to: run.token)
            #expect(try run.sign().status == 2)
        }
        try FileManager.default.removeItem(at: run.token)
        for text in ["", token, request.text.replacing("inverse ", with: "inverse  "), request.text + "\n"] {
            try Data(text.utf8).write(to: run.request)
            #expect(try run.ask(site.address).status == 2)
        }
        try Data(request.text.utf8).write(to: run.request)
        #expect(try run.ask("http://127.0.0.1:\(site.port)/petitions/another").status == 2)
        try FileManager.default.removeItem(at: run.request)
        for address in ["http://petitions.example.org/petitions/a", "ftp://a/petitions/b", "https://a.example/", "x"] {
            #expect(try run.ask(address).status == 2)
        }
        #expect(site.gets.isEmpty && site.posts.isEmpty)
    }

    @Test func `with a proxy nothing is asked past it, names neither`() throws {
        let run = try MemberCommandRun()
        let proxy = try MemberCommandProxy()
        defer { proxy.stop() }
        defer { run.remove() }
        setenv("NO_PROXY", "*", 1)
        defer { unsetenv("NO_PROXY") }
        let proxyOption = ["--proxy", "socks5h://127.0.0.1:\(proxy.port)"]
        let asked = try run.ask("https://letters.invalid/petitions/dear-board", proxyOption)
        #expect(asked.status == 5, "\(asked.errors)")
        #expect(Set(proxy.hosts) == ["letters.invalid"])
    }
}
