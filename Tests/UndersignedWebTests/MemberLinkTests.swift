import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedTestSupport
import UndersignedWeb

/// The link that a member was shown once: it has no box, no mail led to it, and its page says nothing of either.
@Suite struct MemberLinkTests {
    /// Words of signatures that came by mail.
    private static let foreign = [
        "email", "mailed", "a mail ", "the mail", "receipt", "your name, address", "your name and address",
        "You have already signed", "deleted on time",
        "updates", "the link you used", "sign again",
    ]

    private struct Letter {
        let site: WebSite
        let letter: MemberLetter
        var petition: Petition { letter.petition }

        init(_ kind: TestDatabase = .chosen, reveal: Int? = nil) async throws {
            site = try await WebSite(kind)
            var rules = MemberLetter.rules
            (rules.crowd, rules.reveal) = (2, reveal)
            letter = try await MemberLetter(in: site.test, rules: rules, closesAt: Samples.noon + .days(9))
        }

        /// So many members sign; the first one shows a role and a team.
        func sign(_ count: Int = 2) async throws -> LinkToken {
            let tokens = try await letter.tokens(count)
            let shown = MemberDisplay(.team, role: "Nurse", team: "Ward 3")
            let first = try await letter.sign(try Samples.required(tokens.first), showing: shown)
            for token in tokens.dropFirst() { _ = try await letter.sign(token) }
            return first
        }
    }

    private static func expectNoMail(_ text: String, _ name: String) {
        let main = text.drop { $0 != "\n" }.replacing("token’s file", with: "")
        for word in foreign { #expect(!main.contains(word), "\(name): \(word)") }
    }

    @Test(arguments: TestDatabase.all)
    func `a recorded signature is told of as one, without a word about mail`(_ kind: TestDatabase) async throws {
        let letter = try await Letter(kind, reveal: 50)
        let token = try await letter.sign()
        try await letter.site.visit { visitor in
            let page = try await visitor.get("/s/\(token.text)")
            #expect(page.status == .ok && page.headers[.cacheControl] == "no-store")
            Self.expectNoMail(page.text, "recorded")
            #expect(page.text.contains("Your signature is recorded") && page.text.contains("Keep this address."))
            #expect(page.text.contains("hidden until 50 members have signed"))
            #expect(page.text.contains("What you chose to show waits") && !page.text.contains("to show is shown"))
            #expect(page.text.contains("not in the public count") && !page.text.contains("goes down by one"))
            #expect(page.text.contains("your token stays used") && page.text.contains("/s/\(token.text)/withdrawal"))
            let data = try await visitor.get("/s/\(token.text)/data").text
            #expect(data.contains("You were asked for no name and no address") && data.contains("Signed on"))
            #expect(data.contains("What you chose to show waits"))
            #expect(data.contains("comes into it with the publication") && !data.contains("token stands in it"))
            #expect(!data.contains("Three codes") && !data.contains("May write") && !data.contains("write to you"))
            _ = try await visitor.post("/s/\(token.text)/display", [("part", "all")])
            #expect(try await !visitor.get("/s/\(token.text)").text.contains("What you chose to show waits"))
            _ = try await visitor.post("/s/\(token.text)/withdrawal", [])
            let left = try await visitor.get("/s/\(token.text)/data").text
            #expect(left.contains("your signature was never published") && !left.contains("token stands in it"))
        }
    }

    @Test func `who counts a letter of members again is told of tokens, of members.py, and of no receipt`() async throws
    {
        let letter = try await Letter()
        try await letter.site.visit { visitor in
            let page = try await visitor.get("/petitions/dear-board/verify").text
            for words in [
                "does not check whether the issuer signed each member’s token", "python3 members.py https://",
                "Whoever issues the tokens could use some of them", "their token stands in the log",
            ] {
                #expect(page.contains(words), "\(words)")
            }
            #expect(
                !page.contains("receipt with") && !page.contains("Check your receipt") && !page.contains("id=\"file\"")
            )
            #expect(!page.contains("python3 verify.py") && !page.contains("with their receipt"))
            _ = try await letter.site.test.open(Samples.petition("save-the-library"))
            let other = try await visitor.get("/petitions/save-the-library/verify").text
            #expect(other.contains("Check your receipt") && other.contains("python3 verify.py https://"))
            #expect(!other.contains("token"))
        }
    }

    @Test func `a counted signature is told with its number, its entry and its day, and what is shown of it`()
        async throws
    {
        for (reveal, waits) in [(nil, false), (20, false), (21, true)] {
            let letter = try await Letter(reveal: reveal)
            let token = try await letter.sign(20)
            try await letter.letter.passDay()
            try await letter.site.visit { visitor in
                let page = try await visitor.get("/s/\(token.text)").text
                Self.expectNoMail(page, "counted")
                #expect(page.contains("It was counted on 21 June 2018."))
                #expect(page.contains("the public count goes down by one") && !page.contains("not in the public count"))
                #expect(try await visitor.get("/s/\(token.text)/data").text.contains("Your token stands in it"))
                let entry = try #require(page.firstMatch(of: /Your token stands in entry ([0-9]+) of the log/))
                #expect((3...24).contains(Int(entry.output.1) ?? 0))
                #expect(page.contains("What you chose to show is shown.") != waits)
                #expect(page.contains("What you chose to show waits") == waits)
                #expect(page.contains("hidden until 21 members have signed") == waits)
                let data = try await visitor.get("/s/\(token.text)/data").text
                #expect(data.contains("What you chose to show is shown in public.") != waits)
                let file = try await visitor.get("/s/\(token.text)/data.json").text
                #expect(file.contains(#""shown":"\#(waits ? "none" : "all")""#) && file.contains("\"held\":\(waits)"))
                let names = try await visitor.get("/petitions/dear-board/names").text
                #expect(names.contains("<bdi>Nurse, Ward 3</bdi>") != waits)
            }
        }
    }

    @Test func `after a withdrawal nobody is told to sign again: the token is used`() async throws {
        let letter = try await Letter()
        let token = try await letter.sign()
        try await letter.site.visit { visitor in
            #expect(try await visitor.post("/s/\(token.text)/withdrawal", []).status == .seeOther)
            let page = try await visitor.get("/s/\(token.text)").text
            #expect(page.contains("The token stays used, so that it cannot count twice."))
            Self.expectNoMail(page, "withdrawn")
            #expect(!page.contains("#sign\""))
        }
    }

    @Test func `a signature that was not published before the close is told of as uncounted`() async throws {
        let letter = try await Letter()
        let token = try await letter.sign()
        letter.site.test.advance(.days(9))
        try await letter.letter.passDay()
        try await letter.site.visit { visitor in
            let page = try await visitor.get("/s/\(token.text)").text
            #expect(page.contains("Your signature was not counted") && page.contains("at least 20 together"))
            #expect(page.contains("deleted together with that of all others"))
            Self.expectNoMail(page, "unpublished")
        }
    }

    @Test func `how a letter for members is counted says nothing of a form and a mailed link`() async throws {
        let site = try await WebSite(limits: .default)
        let petition = try await MemberLetter(in: site.test).petition
        try await site.visit { visitor in
            let page = try await visitor.get("/petitions/\(petition.slug)/how-we-count").text
            for words in ["When its token has been checked", "One token, and so one signature.", "is signed unseen"] {
                #expect(page.contains(words), "\(words)")
            }
            for words in [
                "filled in the form", "mailed link", "received an email", "within 7 days", "mail domain", "receipt",
            ] {
                #expect(!page.contains(words), "\(words)")
            }
            let method = try await visitor.get("/petitions/\(petition.slug)/method.json").text
            #expect(method.contains("\"confirmation\":{\"by\":\"token\"}") && method.contains("\"holds\":[]"))
        }
    }
}
