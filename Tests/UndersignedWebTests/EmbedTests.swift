import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedTestSupport
import UndersignedWeb

/// A petition in small, which partners frame.
@Suite struct EmbedTests {
    private static let frames = HTTPField.Name("X-Frame-Options") ?? .accept

    @Test func `the page in small may be framed by anybody, and no other page by anyone`() async throws {
        let site = try await WebSite()
        let coalition = try await SampleCoalition(site.test)
        let token = try await site.test.sign(SampleCoalition.person(1, agreeingTo: []), coalition.petition)
        try await site.visit { visitor in
            let framed = try await visitor.get("/embed/coalition-library?p=readers")
            #expect(framed.status == .ok && framed.headers[Self.frames] == nil)
            #expect(framed.headers[.contentSecurityPolicy]?.contains("frame-ancestors *") == true)
            #expect(framed.headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true)
            let others = [
                "/", "/petitions/coalition-library", "/campaigns/coalition", "/s/\(token.text)", "/embed/absent",
                "/petitions/coalition-library/verify", "/admin/sign-in", "/oembed", "/partners/readers/records",
            ]
            for path in others {
                let answer = try await visitor.get(path)
                #expect(answer.headers[Self.frames] == "DENY", "\(path)")
                #expect(answer.headers[.contentSecurityPolicy]?.contains("frame-ancestors 'none'") == true, "\(path)")
            }
        }
    }

    @Test func `it shows title, count and a link to the whole page, and loads nothing but the style sheet`()
        async throws
    {
        let site = try await WebSite()
        let coalition = try await SampleCoalition(site.test)
        try await site.test.sign(SampleCoalition.person(1, agreeingTo: []), coalition.petition)
        try await site.visit { visitor in
            let page = try await visitor.get("/embed/coalition-library?p=readers").text
            let markup = PageMarkup(page)
            #expect(page.contains("<strong>1</strong> signature") && page.contains("Keep the library open"))
            #expect(markup.values(of: "target") == ["_top"])
            let address = "https://petitions.example.org/petitions/coalition-library"
            #expect(markup.values(of: "href").contains("\(address)?p=readers"))
            #expect(!markup.elements.contains { ["script", "form", "img", "iframe"].contains($0.name) })
            // A mark for each person is no partner.
            let other = try await visitor.get("/embed/coalition-library?p=person-17").text
            #expect(!other.contains("person-17") && other.contains("href=\"\(address)\""))
            let closed = try await visitor.get("/embed/absent")
            #expect(closed.status == .notFound)
        }
    }

    @Test func `oEmbed answers as its specification has it`() async throws {
        let site = try await WebSite()
        _ = try await SampleCoalition(site.test)
        let base = "https%3A%2F%2Fpetitions.example.org"
        try await site.visit { visitor in
            let answer = try await visitor.get(
                "/oembed?url=\(base)%2Fpetitions%2Fcoalition-library%3Fp%3Dreaders&format=json"
            )
            #expect(answer.status == .ok && answer.headers[.contentType]?.hasPrefix("application/json") == true)
            let object = try JSONSerialization.jsonObject(with: Data(answer.text.utf8)) as? [String: Any]
            #expect(object?["version"] as? String == "1.0" && object?["type"] as? String == "rich")
            #expect(object?["title"] as? String == "Keep the library open")
            let html = try #require(object?["html"] as? String)
            #expect(html.contains("src=\"https://petitions.example.org/embed/coalition-library?p=readers\""))
            #expect(object?["width"] as? Int == 480 && object?["height"] as? Int == 320)
            let small = try await visitor.get(
                "/oembed?url=\(base)%2Fembed%2Fcoalition-library&maxwidth=200&maxheight=100"
            )
            #expect(small.text.contains("\"width\":200") && small.text.contains("\"height\":100"))
            #expect(
                try await visitor.get("/oembed?url=\(base)%2Fpetitions%2Fcoalition-library&format=xml").status
                    == .notImplemented
            )
            for url in [
                "", "\(base)", "\(base)%2Fpetitions%2Fabsent",
                "https%3A%2F%2Fevil.example%2Fpetitions%2Fcoalition-library",
            ] {
                #expect(try await visitor.get("/oembed?url=\(url)").status == .notFound, "\(url)")
            }
        }
    }

    @Test func `fifty partners are read at a glance, and whoever's link was used comes first`() async throws {
        let site = try PageTestSite()
        var page = PageSamples().petitionPage(.open(PageSamples().form()))
        page.sponsor = nil
        page.partners = (0..<50).map { number in
            Partner(
                id: Slug("p\(number)") ?? PageSamples().slug("p"),
                name: "Partner \(number)",
                url: nil,
                optIn: "Partner \(number) may write",
                key: PageSamples.key
            )
        }
        guard case .open(var form) = page.standing else { return }
        form.input.source = "p41"
        page.standing = .open(form)
        let html = site.html(page)
        let boxes = PageMarkup(html).elements.filter { element in
            element.attributes.contains { $0.name == "name" && $0.value == "partner" }
        }
        #expect(boxes.count == 50 && boxes[0].attributes.contains { $0.name == "value" && $0.value == "p41" })
        #expect(boxes.allSatisfy { box in !box.attributes.contains { $0.name == "checked" } }, "none is ticked before")
        #expect(html.contains("45 more organisations") && html.contains("and 38 more"))
        form.input.partners = ["p30"]
        page.standing = .open(form)
        #expect(site.html(page).contains("<details open>"), "nothing that was ticked is out of sight")
    }

    @Test func `a consent is taken back at the link, and the page no longer says that it stands`() async throws {
        let site = try await WebSite()
        let coalition = try await SampleCoalition(site.test)
        let token = try await site.test.sign(
            SampleCoalition.person(1, agreeingTo: ["readers", "teachers"]),
            coalition.petition
        )
        try await site.visit { visitor in
            let link = "/s/\(token.text)"
            #expect(try await visitor.get(link).text.contains("Yes, the readers may write to me"))
            #expect(try await visitor.post(link + "/consents", [("partner", "readers")]).status == .seeOther)
            let page = try await visitor.get(link).text
            #expect(!page.contains("Yes, the readers may write") && page.contains("Yes, the teachers may write"))
            #expect(page.contains("You have signed"))
            #expect(try await visitor.post(link + "/consents", [("partner", "readers")]).status == .seeOther)
            #expect(try await visitor.post(link + "/consents", [("partner", "../")]).status == .badRequest)
            let elsewhere: HTTPFields = [HTTPField.Name("Sec-Fetch-Site") ?? .accept: "cross-site"]
            let foreign = try await visitor.post(link + "/consents", [("partner", "teachers")], elsewhere)
            #expect(foreign.status == .forbidden)
        }
    }
}
