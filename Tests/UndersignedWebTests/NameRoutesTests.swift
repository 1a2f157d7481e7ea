import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// Names and comments in public: pages, reports, and what the link says of them.
@Suite struct NameRoutesTests {
    private static let names = "/petitions/with-comments/names"

    private func report(_ page: TestResponse) throws -> String {
        try Samples.required(PageMarkup(page.text).values(of: "href").first { $0.hasSuffix("/reports") })
    }

    private func token(_ site: WebSite, _ petition: Petition) -> String {
        site.web.formTokens.issue(petitionID: petition.id, now: site.test.now)
    }

    @Test func `a name is never shown beside an index, a minute or a number of its row`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open(Samples.commented())
        for number in 0..<30 {
            try await site.test.sign(Samples.voice(number, "Comment \(number)", name: "Person \(number)"), petition)
        }
        try await site.visit { visitor in
            var page = try await visitor.get(Self.names)
            #expect(page.headers[WebSite.robots] == "noindex" && page.headers[.cacheControl] == "no-store")
            #expect(!page.text.contains("12:0") && !page.text.contains("<time"))
            var comments = page.text.matches(of: #/Comment (\d+)</#).map { String($0.1) }
            #expect(comments.count == 25 && comments != comments.sorted { Int($0) ?? 0 < Int($1) ?? 0 })
            let next = PageMarkup(page.text).values(of: "href").first { $0.contains("?after=") }
            page = try await visitor.get(Samples.required(next))
            comments += page.text.matches(of: #/Comment (\d+)</#).map { String($0.1) }
            #expect(Set(comments).count == 30)
            let back = PageMarkup(page.text).values(of: "href").first { $0.contains("?before=") }
            let first = try await visitor.get(Samples.required(back))
            #expect(first.text.matches(of: #/Comment (\d+)</#).count == 25)
            for bad in ["?after=x", "?before=", "?after=a&before=b"] {
                #expect(try await visitor.get(Self.names + bad).status == .notFound)
            }
        }
    }

    @Test func `anybody reports a name with a reason, and nothing is hidden by it`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open(Samples.commented())
        try await site.test.sign(Samples.voice(1, "Because."), petition)
        try await site.visit { visitor in
            let path = try report(try await visitor.get(Self.names))
            let form = try await visitor.get(path)
            #expect(form.status == .ok && form.text.contains("Because.") && form.headers[.setCookie] == nil)
            let t = token(site, petition)
            let wrong = try await visitor.post(path, [("t", t), ("words", "Look at it")])
            #expect(wrong.status == .unprocessableContent)
            #expect(wrong.text.contains("Select what is wrong") && wrong.text.contains("Look at it"))
            let stale = try await visitor.post(path, [("reason", "insult"), ("words", "Look at it")])
            #expect(stale.status == .unprocessableContent && stale.text.contains("Look at it"))
            for _ in 0..<3 {
                let sent = try await visitor.post(path, [("t", t), ("reason", "insult"), ("words", "Look at it")])
                #expect(sent.status == .seeOther && sent.headers[.setCookie] == nil)
            }
            #expect(try await visitor.get(path + "?sent=yes").text.contains("handed over"))
            #expect(try await visitor.get(Self.names).text.contains("Because."))
            let gone = PublicNameHandle(day: site.test.now.day, shuffle: 1)
            let nowhere = "\(Self.names)/\(gone.text)/reports"
            #expect(try await visitor.get(nowhere).status == .gone)
            #expect(try await visitor.post(nowhere, [("t", t), ("reason", "insult")]).status == .gone)
            #expect(try await visitor.get("\(Self.names)/x/reports").status == .notFound)
        }
        let queue = try await Moderation(site: site.test.site).queue(of: petition, after: nil, for: 7)
        #expect(queue.items.count == 1 && queue.items.first?.held.reports == 3)
        #expect(queue.items.first?.reports.first?.words == "Look at it")
    }

    @Test func `reports are limited as other forms are, and what was typed is kept`() async throws {
        let site = try await WebSite(limits: .default)
        let petition = try await site.test.open(Samples.commented())
        try await site.test.sign(Samples.voice(1, "Because."), petition)
        try await site.visit { visitor in
            let path = try report(try await visitor.get(Self.names))
            var last = try await visitor.get(path)
            for _ in 0..<61 {
                last = try await visitor.post(path, [("t", token(site, petition)), ("reason", "other")])
            }
            #expect(last.status == .tooManyRequests && last.headers[.retryAfter] != nil)
            #expect(last.text.contains("name=\"reason\" value=\"other\""))
        }
    }

    @Test func `the link's page says what is held, and takes it back without a script`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open(Samples.commented())
        let token = try await site.test.sign(Samples.voice(1, "See example.org"), petition)
        try await site.visit { visitor in
            let path = "/s/\(token.text)"
            let page = try await visitor.get(path)
            #expect(page.text.contains("Your comment is held") && page.text.contains("a link in it"))
            #expect(page.text.contains("what is shown changes no number"))
            #expect(try await visitor.post(path + "/display", [("part", "everything")]).status == .badRequest)
            #expect(try await visitor.post(path + "/display", [("part", "comment")]).status == .seeOther)
            let after = try await visitor.get(path)
            #expect(after.text.contains("Your name is shown.") && !after.text.contains("example.org</dd>"))
            #expect(try await visitor.post(path + "/display", [("part", "all")]).status == .seeOther)
            #expect(try await visitor.get(path).text.contains("Nothing of yours is shown"))
            #expect(try await !visitor.get(Self.names).text.contains("Amina"))
            let unknown = "/s/\(LinkToken(petitionID: petition.id, secret: Array(repeating: 1, count: 32))?.text ?? "")"
            #expect(try await visitor.post(unknown + "/display", [("part", "all")]).status == .notFound)
            let other: HTTPFields = [try Samples.required(HTTPField.Name("Sec-Fetch-Site")): "cross-site"]
            #expect(try await visitor.post(path + "/display", [("part", "all")], other).status == .forbidden)
        }
        #expect(try await site.test.counts(petition).total == 1)
    }

    @Test func `the form says that a comment is shown beside the name`() async throws {
        let site = try await WebSite()
        _ = try await site.test.open(Samples.commented())
        _ = try await site.test.open(Samples.library)
        try await site.visit { visitor in
            let asking = try await visitor.get("/petitions/with-comments")
            #expect(asking.text.contains("Show my name and my comment publicly"))
            let plain = try await visitor.get("/petitions/save-the-library")
            #expect(plain.text.contains("Show my name publicly") && !plain.text.contains("my comment publicly"))
        }
    }
}
