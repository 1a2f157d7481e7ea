import HTTPTypes
import HummingbirdTesting
import MemberTokens
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedTestSupport
import UndersignedWeb

/// what is left out while the site works hard; the load is a figure that the test sets.
@Suite struct SheddingTests {
    private static let page = "/petitions/save-the-library"
    private static let count = "/petitions/save-the-library/count.json"

    private static func press(_ site: WebSite, to level: Pressure.Level) {
        while site.web.pressure.level < level { site.web.pressure.note(Pressure.Figure(delay: .seconds(1))) }
        while site.web.pressure.level > level { site.web.pressure.note(Pressure.Figure()) }
    }

    @Test func `a strained site shows numbers of some seconds ago, and no plot`() async throws {
        let site = try await WebSite(freshness: .nanoseconds(1))
        let petition = try await site.test.open()
        try await site.test.sign(Samples.amina, petition)
        // A plot needs two days and ten signatures.
        site.test.advance(.days(2))
        for number in 1...10 { try await site.test.sign(Samples.person(number), petition) }
        try await site.visit { visitor in
            let calm = try await visitor.get(Self.page).text
            #expect(calm.contains("<strong>11</strong>") && calm.contains("<svg"))
            Self.press(site, to: .strained)
            try await site.test.sign(Samples.wei, petition)
            let strained = try await visitor.get(Self.page).text
            #expect(strained.contains("<strong>11</strong>") && !strained.contains("<svg"))
            #expect(strained.contains("name=\"email\""), "the form is there")
            Self.press(site, to: .calm)
            let again = try await visitor.get(Self.page).text
            #expect(again.contains("<strong>12</strong>") && again.contains("<svg"))
        }
    }

    @Test func `who has a number of a strained site keeps it, and asks less often`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open()
        try await site.test.sign(Samples.amina, petition)
        try await site.visit { visitor in
            let tag = try Samples.required(try await visitor.get(Self.count).headers[.eTag])
            try await site.test.sign(Samples.wei, petition)
            #expect(try await visitor.get(Self.count, [.ifNoneMatch: tag]).status == .ok)
            Self.press(site, to: .strained)
            let kept = try await visitor.get(Self.count, [.ifNoneMatch: tag])
            #expect(kept.status == .notModified && kept.headers[.eTag] == tag)
            #expect(kept.headers[.cacheControl]?.contains("max-age=10") == true)
            let foreign = try await visitor.get(Self.count, [.ifNoneMatch: "W/\"77-1\""])
            #expect(foreign.status == .ok && foreign.headers[.cacheControl]?.contains("max-age=10") == true)
        }
    }

    @Test func `an overloaded site sends readers away, and says when to come back`() async throws {
        let site = try await WebSite()
        _ = try await site.test.open()
        Self.press(site, to: .overloaded)
        try await site.visit { visitor in
            let tile = Self.page + "/log/tile/0/000"
            for path in [Self.count, "/", Self.page + "/history", Self.page + "/names", tile, "/petitions.json"] {
                let answer = try await visitor.get(path)
                #expect(answer.status == .serviceUnavailable && answer.headers[.retryAfter] == "30", "\(path)")
            }
            Self.press(site, to: .calm)
            #expect(try await visitor.get("/").status == .ok)
        }
    }

    @Test func `an overloaded site takes signatures, shows what is signed, and lets people take it back`() async throws
    {
        let site = try await WebSite()
        let petition = try await site.test.open()
        Self.press(site, to: .overloaded)
        try await site.visit { visitor in
            #expect(try await visitor.get(Self.page).status == .ok)
            #expect(try await visitor.get(Self.page + "/texts/1").status == .ok)
            let asked = try await visitor.post(Self.page + "/signatures", site.fields(Samples.amina, petition))
            #expect(asked.status == .seeOther)
            #expect(try await visitor.get(Samples.required(asked.headers[.location])).status == .ok)
            let token = try Samples.required(try await site.test.links().last)
            #expect(try await visitor.get("/s/\(token.text)").status == .ok)
            #expect(try await visitor.post("/s/\(token.text)", [("text", "1")]).status == .seeOther)
            #expect(try await visitor.get("/s/\(token.text)/receipt").status == .ok)
            #expect(try await site.test.counts(petition).total == 1)
            #expect(try await visitor.post("/s/\(token.text)/withdrawal", []).status == .seeOther)
            #expect(try await visitor.get("/healthz").status == .ok)
        }
    }

    /// Issue 7: a member's client reads the log before it asks or signs, and the two pages that bring it.
    @Test func `a member can ask and sign on an overloaded site, whose other log files are not served`() async throws {
        let site = try await WebSite()
        let letter = try await MemberLetter(in: site.test)
        let token = try #require(try await letter.tokens(20).first)
        _ = try await site.test.open()
        Self.press(site, to: .overloaded)
        let size = try await site.test.entries(letter.petition).count
        try await site.visit { visitor in
            let page = "/petitions/dear-board", log = "/petitions/dear-board/log"
            let bundle = log + "/tile/entries/000.p/\(size)", tile = log + "/tile/0/000.p/\(size)"
            let own = ["/members", "/members/sign", "/document.json"].map { page + $0 }
            for path in own + [log + "/checkpoint", bundle, tile, MemberModules.path] {
                #expect(try await visitor.get(path).status == .ok, "\(path)")
            }
            #expect(try await visitor.get(log + "/witnessed").status == .notFound, "no witness watches here")
            let signed = try await visitor.post(page + "/members/signatures", [("token", token.base64)])
            #expect(signed.status == .ok)
            let shed = ["/tile/0/000.p/1", "/tile/entries/000.p/1", "/tile/entries/001", "/tile/0/001"].map { log + $0 }
            let people = ["/document.json", "/log/checkpoint", "/log/tile/0/000.p/2"].map { Self.page + $0 }
            for path in shed + people + [page + "/count.json"] {
                let answer = try await visitor.get(path)
                #expect(answer.status == .serviceUnavailable && answer.headers[.retryAfter] == "30", "\(path)")
            }
        }
    }

    @Test func `every address that changes something is served at any level, but for bounce reports`() async throws {
        let site = try await WebSite()
        Self.press(site, to: .overloaded)
        try await site.visit { visitor in
            for entry in site.table.entries where entry.method == "POST" {
                let path = entry.path.replacing("{slug}", with: "nobody").replacing("{token}", with: "AAAA")
                let isShed = try await visitor.post(path, []).status == .serviceUnavailable
                #expect(isShed == (entry.path == "/hooks/bounces"), "\(path)")
            }
        }
    }
}
