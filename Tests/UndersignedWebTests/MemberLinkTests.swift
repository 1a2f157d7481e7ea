import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
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

    private static func open(_ site: WebSite, reveal: Int? = nil) async throws -> Petition {
        var sheet = Samples.petition("dear-board")
        sheet.admit(MemberRules(domains: ["works.example"], crowd: 2, reveal: reveal))
        return try await site.test.open(sheet, closesAt: Samples.noon + .days(9))
    }

    /// A row as a member's signature has it: no box, no mail.
    private static func sign(_ site: WebSite, _ petition: Petition, isCounted: Bool = false) async throws -> LinkToken {
        let token = try Samples.required(LinkToken(petitionID: petition.id, secret: Samples.randomBytes(32)))
        let (state, tag, day) = (isCounted ? "counted" : "recorded", Samples.randomBytes(32), Samples.noon.day.seconds)
        let (position, number): (Int64?, Int64?) = isCounted ? (80, 61) : (nil, nil)
        let entry = Samples.randomBytes(32)
        try await site.test.database.write { transaction in
            _ = try transaction.rows(
                """
                INSERT INTO signature (petition_id, state, tag, token_hash, commitment, text_version, position, number,
                    log_number, asked_at, decided_at, mailed_at)
                VALUES (\(petition.id), \(state), \(tag), \(token.hash), \(entry), 1, \(position), \(number),
                    1, \(day), \(day), '')
                """
            )
        }
        return token
    }

    private static func expectNoMail(_ text: String, _ name: String) {
        let main = text.drop { $0 != "\n" }.replacing("token’s file", with: "")
        for word in foreign { #expect(!main.contains(word), "\(name): \(word)") }
    }

    @Test(arguments: TestDatabase.all)
    func `a recorded signature is told of as one, without a word about mail`(_ kind: TestDatabase) async throws {
        let site = try await WebSite(kind)
        let petition = try await Self.open(site, reveal: 50)
        let token = try await Self.sign(site, petition)
        try await site.visit { visitor in
            let page = try await visitor.get("/s/\(token.text)")
            #expect(page.status == .ok && page.headers[.cacheControl] == "no-store")
            Self.expectNoMail(page.text, "recorded")
            #expect(page.text.contains("Your signature is recorded") && page.text.contains("Keep this address."))
            #expect(page.text.contains("hidden until 50 members have signed"))
            #expect(page.text.contains("your token stays used") && page.text.contains("/s/\(token.text)/withdrawal"))
            let data = try await visitor.get("/s/\(token.text)/data").text
            #expect(data.contains("You were asked for no name and no address") && data.contains("Signed on"))
            #expect(!data.contains("Three codes") && !data.contains("May write") && !data.contains("write to you"))
        }
    }

    @Test func `a counted signature is told with its number, its entry and its day`() async throws {
        let site = try await WebSite()
        let petition = try await Self.open(site)
        let token = try await Self.sign(site, petition, isCounted: true)
        try await site.test.database.write { transaction in
            try transaction.saveDisplays([(1, Samples.place(7), Samples.shown("Nurse, Ward 3"))], in: petition.id)
        }
        try await site.visit { visitor in
            let page = try await visitor.get("/s/\(token.text)").text
            Self.expectNoMail(page, "counted")
            #expect(page.contains("Your signature is number 61. It was counted on 20 June 2018."))
            #expect(page.contains("Your token stands in entry 80 of the log."))
            #expect(page.contains("What you chose to show is shown.") && page.contains("Show nothing of mine"))
            #expect(!page.contains("hidden until"))
        }
    }

    @Test func `after a withdrawal nobody is told to sign again: the token is used`() async throws {
        let site = try await WebSite()
        let petition = try await Self.open(site)
        let token = try await Self.sign(site, petition)
        try await site.visit { visitor in
            #expect(try await visitor.post("/s/\(token.text)/withdrawal", []).status == .seeOther)
            let page = try await visitor.get("/s/\(token.text)").text
            #expect(page.contains("The token stays used, so that it cannot count twice."))
            Self.expectNoMail(page, "withdrawn")
            #expect(!page.contains("#sign\""))
        }
    }

    @Test func `a signature that was not published before the close is told of as uncounted`() async throws {
        let site = try await WebSite()
        let petition = try await Self.open(site)
        let token = try await Self.sign(site, petition)
        site.test.advance(.days(10))
        try await Housekeeping(site: site.test.site).doDue()
        try await site.visit { visitor in
            let page = try await visitor.get("/s/\(token.text)").text
            #expect(page.contains("Your signature was not counted") && page.contains("at least 20 together"))
            #expect(page.contains("deleted together with that of all others"))
            Self.expectNoMail(page, "unpublished")
        }
    }

    @Test func `how a letter for members is counted says nothing of a form and a mailed link`() async throws {
        let site = try await WebSite(limits: .default)
        let petition = try await Self.open(site)
        try await site.visit { visitor in
            let page = try await visitor.get("/petitions/\(petition.slug)/how-we-count").text
            for words in ["When its token has been checked", "One token, and so one signature.", "is signed unseen"] {
                #expect(page.contains(words), "\(words)")
            }
            for words in ["filled in the form", "mailed link", "received an email", "within 7 days", "mail domain"] {
                #expect(!page.contains(words), "\(words)")
            }
            let method = try await visitor.get("/petitions/\(petition.slug)/method.json").text
            #expect(method.contains("\"confirmation\":{\"by\":\"token\"}") && method.contains("\"holds\":[]"))
        }
    }
}
