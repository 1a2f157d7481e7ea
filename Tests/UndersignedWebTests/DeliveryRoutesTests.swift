import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// The private page of somebody who is addressed, as a browser without JavaScript uses it.
@Suite struct DeliveryRoutesTests {
    private static func handOver(
        _ site: WebSite,
        _ petition: Petition
    ) async throws -> (path: String, packet: DeliveryPacket) {
        let (packet, token) = try await site.test.handOver(petition)
        return ("/deliveries/\(token.text)", packet)
    }

    @Test func `the page says what was handed over, and is nobody else's`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open()
        try await site.test.sign(Samples.amina, petition)
        let (path, packet) = try await Self.handOver(site, petition)
        try await site.visit { visitor in
            let page = try await visitor.get(path)
            #expect(page.status == .ok && page.headers[.cacheControl] == "no-store")
            #expect(page.headers[WebSite.referrerPolicy] == "no-referrer")
            #expect(page.text.contains(#"<meta name="robots" content="noindex">"#))
            #expect(page.text.contains("1 signature was counted, in the first 4 entries"))
            #expect(page.text.contains(packet.log.root) && page.text.contains("The town council"))
            #expect(!page.text.contains("Amina"))
            let robots = try await visitor.get("/robots.txt")
            #expect(robots.text.contains("Disallow: /deliveries/"))
            for other in ["/deliveries/" + String(repeating: "A", count: 54), "/deliveries/x"] {
                let answer = try await visitor.get(other)
                #expect(answer.status == .notFound, "\(other)")
                let post = try await visitor.post("\(other)/acknowledgement", [])
                #expect(post.status == .notFound, "\(other)")
            }
            let document = try await visitor.get("/petitions/\(petition.slug)/history")
            #expect(document.text.contains("The letter was delivered"))
        }
    }

    @Test func `a press says that it has arrived, and pressing again says the same`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open()
        let (path, _) = try await Self.handOver(site, petition)
        try await site.visit { visitor in
            for _ in 0..<3 { _ = try await visitor.get(path) }
            #expect(try await visitor.get(path).text.contains("It has arrived</button>"), "looking changes nothing")
            let press = try await visitor.post("\(path)/acknowledgement", [])
            #expect(press.status == .seeOther && press.headers[.location] == path)
            site.test.advance(.days(1))
            #expect(try await visitor.post("\(path)/acknowledgement", []).status == .seeOther)
            let page = try await visitor.get(path)
            #expect(page.text.contains("You said on 20 June 2018 at 12:00 UTC that it has arrived."))
            let foreign = try await visitor.post("\(path)/acknowledgement", [], [.origin: "https://evil.example"])
            #expect(foreign.status == .forbidden)
        }
    }

    @Test func `an answer is taken once, shown to who wrote it, and to nobody else`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open()
        let (path, _) = try await Self.handOver(site, petition)
        let fields = [("text", "We <will> keep it open.\r\n\r\nSoon."), ("name", "A. Mayor"), ("role", "Mayor")]
        try await site.visit { visitor in
            for _ in 0..<2 {
                let sent = try await visitor.post("\(path)/answers", fields)
                #expect(sent.status == .seeOther && sent.headers[.location] == path)
            }
            let page = try await visitor.get(path)
            #expect(page.text.contains("<p>We &lt;will&gt; keep it open.</p>\n<p>Soon.</p>"))
            #expect(page.text.contains("A. Mayor, Mayor"))
            for path in ["", "/history"] {
                let open = try await visitor.get("/petitions/\(petition.slug)\(path)")
                #expect(!open.text.contains("keep it open."), "an organiser publishes it")
            }
        }
        #expect(try await site.test.database.read { try $0.targetAnswers(of: petition.id) }.count == 1)
    }

    @Test func `a wrong answer comes back with what was typed, and the longest right one is taken`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open()
        let (path, _) = try await Self.handOver(site, petition)
        try await site.visit { visitor in
            let empty = try await visitor.post("\(path)/answers", [("text", " "), ("name", "A. \"Mayor\"")])
            #expect(empty.status == .unprocessableContent && empty.text.contains("Write your answer"))
            #expect(empty.text.contains("A. &quot;Mayor&quot;") && empty.text.contains(#"aria-invalid="true""#))
            let long = try await visitor.post("\(path)/answers", [("text", String(repeating: "𠮷", count: 2_001))])
            #expect(long.status == .unprocessableContent && long.text.contains("Use at most 2,000 characters"))
            let longest = try await visitor.post("\(path)/answers", [("text", String(repeating: "𠮷", count: 2_000))])
            #expect(longest.status == .seeOther)
            let huge = try await visitor.post("\(path)/answers", [("text", String(repeating: "𠮷", count: 6_000))])
            #expect(huge.status == .contentTooLarge)
        }
        #expect(try await site.test.database.read { try $0.targetAnswers(of: petition.id) }.count == 1)
    }

    @Test func `the link of who is in a handed-over number says that the number stays`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open()
        let token = try await site.test.sign(Samples.amina, petition)
        try await site.visit { visitor in
            let before = try await visitor.get("/s/\(token.text)")
            #expect(before.text.contains("the public count goes down by one"))
        }
        _ = try await Self.handOver(site, petition)
        try await site.visit { visitor in
            let after = try await visitor.get("/s/\(token.text)")
            #expect(after.text.contains("so the public count does not change"))
            #expect(!after.text.contains("goes down by one"))
            #expect(try await visitor.post("/s/\(token.text)/withdrawal", []).status == .seeOther)
            let gone = try await visitor.get("/s/\(token.text)")
            #expect(gone.text.contains("the number that was handed over stays as it is"))
            let count = try await visitor.get("/petitions/\(petition.slug)/count.json")
            #expect(count.text.contains(#""count":1"#) && count.text.contains(#""removed":0"#))
        }
    }
}
