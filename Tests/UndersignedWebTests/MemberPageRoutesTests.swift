import Foundation
import HTTPTypes
import HummingbirdTesting
import MemberTokens
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// The pages of an open letter for members, from the server (issue 7; P-24, P-25).
@Suite struct MemberPageRoutesTests {
    private static let path = "/petitions/dear-board"

    private static func letter(_ change: (inout MemberRules) -> Void = { _ in }) -> PetitionSheet {
        var rules = MemberRules(domains: ["works.example", "lab.example"], crowd: 2)
        change(&rules)
        var sheet = Samples.petition("dear-board")
        sheet.admit(rules)
        return sheet
    }

    private func claim(_ numbers: ClosedRange<UInt8>, _ petition: Petition, _ site: WebSite) async throws {
        try await site.test.database.write { transaction in
            for number in numbers {
                let bytes = [UInt8](repeating: number, count: 32)
                _ = try transaction.claimMemberMailbox(bytes, for: bytes, in: petition.id)
            }
            // As the next day's first look does.
            try transaction.saveIssuerCount(
                transaction.memberCount(in: petition.id),
                of: petition.id,
                on: Samples.noon.day
            )
        }
    }

    @Test func `the page of a letter for members has their panel, and no form that asks for an address`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open(Self.letter())
        try await site.visit { visitor in
            let waiting = try await visitor.get(Self.path).text
            #expect(waiting.contains(">works.example<") && waiting.contains(">lab.example<"))
            #expect(waiting.contains("0 members hold a token.") && waiting.contains("at least 2 members hold a token"))
            #expect(
                waiting.contains("href=\"\(Self.path)/members\"")
                    && waiting.contains("href=\"\(Self.path)/members/sign\"")
            )
            #expect(waiting.contains("nobody can say which one") && waiting.contains("in a small office"))
            #expect(waiting.contains("This site issues the tokens."))
            for word in [
                "name=\"email\"", "<form", "/signatures", "privacy", "confirmed mailbox", "names and addresses",
            ] {
                #expect(!waiting.contains(word), "\(word)")
            }
            #expect(waiting.contains("signatures of verified members"))
            try await claim(1...2, petition, site)
            let open = try await visitor.get(Self.path).text
            #expect(open.contains("At least 2 members hold a token by now") && !open.contains("0 members hold"))
        }
    }

    @Test func `the pages of a token are stored by nobody, named to nobody, and set no cookie`() async throws {
        // S-19, P-24, P-25
        let site = try await WebSite()
        let petition = try await site.test.open(Self.letter())
        try await claim(1...2, petition, site)
        try await site.visit { visitor in
            let strict = try await visitor.get(Self.path).headers[.contentSecurityPolicy] ?? "none"
            for path in ["/members", "/members/sign"] {
                let page = try await visitor.get(Self.path + path)
                #expect(page.status == .ok)
                #expect(page.headers[.cacheControl] == "no-store")
                #expect(page.headers[values: WebSite.referrerPolicy] == ["no-referrer"])
                #expect(page.headers[WebSite.robots] == "noindex" && page.headers[.setCookie] == nil)
                #expect(page.headers[values: .contentSecurityPolicy] == [strict], "\(path)")
                #expect(page.text.contains("<div id=\"member\" hidden>"))
                #expect(page.text.contains(MemberModules.path))
                let head = page.text.prefix(upTo: page.text.range(of: "</head>")?.lowerBound ?? page.text.startIndex)
                #expect(!head.contains("library") && !head.contains("canonical") && !head.contains("og:"))
            }
            let sign = try await visitor.get(Self.path + "/members/sign").text
            #expect(sign.contains("<input type=\"hidden\" name=\"text\" value=\"1\">"))
            #expect(sign.contains("At least 2 members hold a token by now"))
        }
    }

    @Test func `of an issuer elsewhere the pages tell what the log tells, and open for signing with it`() async throws {
        let site = try await WebSite()
        let key = try IssuerPrivateKey().publicKey
        let union = OutsideIssuer(name: "The Union", key: key.bytes, url: "https://union.example/letter")
        let petition = try await site.test.open(Self.letter { $0.issuer = union })
        // What it said an hour ago, which enters the log with the next publication.
        try await site.test.database.write { try $0.saveIssuerCount(25, of: petition.id, on: Samples.noon.day) }
        try await site.visit { visitor in
            for path in ["", "/members", "/members/sign"] {
                let page = try await visitor.get(Self.path + path).text
                #expect(page.contains("0 members hold a token.") && page.contains("They are counted once a day."))
                #expect(page.contains("when at least 2 members hold a token") && !page.contains("25 members"))
            }
            let sign = try await visitor.get(Self.path + "/members/sign").text
            #expect(!sign.contains("id=\"kept\""), "nobody can sign yet")
            let event = PetitionEvent(position: 900, hour: Samples.noon, verb: "issued", number: 25, hash: nil)
            try await site.test.database.write { try $0.addEvent(event, of: petition.id) }
            for path in ["", "/members", "/members/sign"] {
                let page = try await visitor.get(Self.path + path).text
                #expect(page.contains("25 members hold a token.") && page.contains("so that nobody sees when one was"))
                #expect(page.contains("At least 2 are needed, so members can sign."))
            }
            #expect(try await visitor.get(Self.path + "/members/sign").text.contains("id=\"kept\""))
        }
    }

    @Test func `an issuer elsewhere is named, and the page of asking alone may connect to it`() async throws {
        let site = try await WebSite()
        let key = try IssuerPrivateKey().publicKey
        for (slug, url, allowed) in [
            ("one", "https://Union.example:8443/Letters/~one", " https://union.example:8443"),
            ("two", "http://[::1]:8080", " http://[::1]:8080"),
            ("three", "https://union.example; script-src *", ""),
            ("four", "https://a@union.example/", ""),
        ] {
            var sheet = Self.letter {
                $0.issuer = OutsideIssuer(name: "The Union", key: key.bytes, url: url)
                $0.crowd = 2
            }
            sheet.slug = try Samples.required(Slug("letter-\(slug)"))
            let petition = try await site.test.open(sheet)
            let event = PetitionEvent(position: 900, hour: Samples.noon, verb: "issued", number: 2, hash: nil)
            try await site.test.database.write { try $0.addEvent(event, of: petition.id) }
            try await site.visit { visitor in
                let path = "/petitions/\(petition.slug)"
                let strict = try await visitor.get(path).headers[.contentSecurityPolicy] ?? "none"
                let page = try await visitor.get(path + "/members")
                let wanted = strict.replacing("connect-src 'self'", with: "connect-src 'self'\(allowed)")
                #expect(page.headers[values: .contentSecurityPolicy] == [wanted])
                #expect(page.text.contains("Tokens are issued by The Union, not by this site."))
                #expect(page.text.contains("This site does not get it.") == !allowed.isEmpty)
                let sign = try await visitor.get(path + "/members/sign")
                #expect(sign.headers[values: .contentSecurityPolicy] == [strict] && sign.text.contains("<form"))
                let panel = try await visitor.get(path).text
                #expect(panel.contains("Tokens are issued by The Union") && !panel.contains("This site issues"))
            }
        }
    }

    @Test func `a letter that is not open says when it is, one that closed is gone, and others have no such page`()
        async throws
    {
        let site = try await WebSite()
        _ = try await site.test.open(
            Self.letter(),
            opensAt: Samples.noon + .days(1),
            closesAt: Samples.noon + .days(2)
        )
        _ = try await site.test.open()
        var draft = Self.letter()
        draft.slug = try Samples.required(Slug("a-draft"))
        _ = try await site.test.draft(draft)
        try await site.visit { visitor in
            for half in ["/members", "/members/sign"] {
                let early = try await visitor.get(Self.path + half)
                #expect(early.status == .ok && early.text.contains("Signing opens on 21 June 2018"))
                #expect(!early.text.contains("<form") && !early.text.contains("<script"))
                for slug in ["save-the-library", "a-draft", "none"] {
                    #expect(try await visitor.get("/petitions/\(slug)\(half)").status == .notFound, "\(slug)")
                }
            }
            let page = try await visitor.get(Self.path).text
            #expect(page.contains("Signing opens on") && !page.contains("/members\""))
            site.test.advance(.days(2))
            for half in ["/members", "/members/sign"] {
                let late = try await visitor.get(Self.path + half)
                #expect(late.status == .gone && late.text.contains("This petition closed on 22 June 2018"))
                #expect(!late.text.contains("<form") && !late.text.contains("<script"))
            }
            let closed = try await visitor.get(Self.path).text
            #expect(closed.contains("This petition closed on") && !closed.contains("/members\""))
            #expect(closed.contains("What a verified member is"))
        }
    }

    @Test func `before enough hold a token the page of signing has no form`() async throws {
        let site = try await WebSite()
        _ = try await site.test.open(Self.letter())
        try await site.visit { visitor in
            let page = try await visitor.get(Self.path + "/members/sign")
            #expect(page.status == .ok && page.text.contains("Signing opens when at least 2 members hold a token"))
            #expect(!page.text.contains("<form") && !page.text.contains("<script"))
        }
    }

    @Test func `a sensitive letter keeps its way out, and asks for nothing to be shown`() async throws {
        let site = try await WebSite()
        var sheet = Self.letter()
        sheet.discretion = PetitionSheet.Discretion(isSensitive: true, exit: "https://weather.example.org/")
        let petition = try await site.test.open(sheet)
        try await claim(1...2, petition, site)
        try await site.visit { visitor in
            for half in ["", "/members", "/members/sign"] {
                let page = try await visitor.get(Self.path + half)
                #expect(PageMarkup(page.text).values(of: "href").contains("https://weather.example.org/"), "\(half)")
                #expect(page.headers[WebSite.robots] == "noindex")
                #expect(page.text.contains("<title>Undersigned</title>"))
            }
            let sign = try await visitor.get(Self.path + "/members/sign").text
            #expect(!sign.contains("type=\"radio\"") && sign.contains("name=\"display\" value=\"nothing\""))
        }
    }

    @Test func `nobody is told to wait for a mail of a letter for members`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open(Self.letter())
        try await site.visit { visitor in
            #expect(try await visitor.get(Self.path + "/sent").status == .notFound)
            let asked = try await visitor.post(Self.path + "/signatures", site.fields(Samples.amina, petition))
            #expect(asked.status == .conflict && !asked.text.contains("name=\"email\""))
            #expect(asked.text.contains("\(Self.path)/members\""))
            #expect(try await site.test.mails().isEmpty)
        }
    }

    @Test func `what members show is hidden until so many signed, and the page says so and no name of a signatory`()
        async throws
    {
        let site = try await WebSite()
        let petition = try await site.test.open(Self.letter { $0.reveal = 50 })
        try await site.visit { visitor in
            let promise = "hidden until 50 members have signed"
            let hidden = try await visitor.get(Self.path + "/names").text
            #expect(hidden.contains("<h1>What members chose to show</h1>") && hidden.contains(promise))
            #expect(hidden.contains("Nothing is shown yet.") && !hidden.contains("signatories"))
            #expect(try await visitor.get(Self.path).text.contains(promise))
            let event = PetitionEvent(position: 900, hour: Samples.noon, verb: "reveal", number: nil, hash: nil)
            try await site.test.database.write { transaction in
                try transaction.addEvent(event, of: petition.id)
                try transaction.saveDisplays([(1, Samples.place(7), Samples.shown("Nurse, Ward 3"))], in: petition.id)
            }
            let shown = try await visitor.get(Self.path + "/names").text
            #expect(shown.contains("<bdi>Nurse, Ward 3</bdi>") && !shown.contains(promise))
            #expect(shown.contains("1 member chose to show something: a role, a team or a name."))
            let page = try await visitor.get(Self.path).text
            #expect(
                page.contains("That has happened, and the log says so.") && page.contains("What members chose to show")
            )
        }
    }
}
