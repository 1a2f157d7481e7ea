import Testing
import UndersignedCore
import UndersignedWeb

struct PageTests {
    /// Each would leave its place if it were not escaped where it stands; none of them is Markdown.
    static let hostile = [
        "x <script>alert(1)</script>",
        "x\"><img src=x onerror=alert(1)>",
        "x' onfocus='alert(1)",
        "x\"\u{301} onfocus=alert(1) autofocus y=\"",
        "x <\u{301}script>",
        "x <\u{200D}b>",
        "x</textarea></title></bdi></main>",
        "x <!-- y",
        "x ]]> &lt;b&gt; &#60;",
        "x {{name}} {{{contentHTML}}} {{> layout}}",
        "x [[petition.names]]",
        "x \u{2028} y \u{2029} \u{85} z",
        "x\u{0} javascript:alert(1)",
    ]

    /// Each page as it is with harmless words; made once, since drawing them all takes seconds in a debug build.
    static let harmlessShapes = Result {
        let site = try PageTestSite()
        return PageSamples(word: { _ in "x" }).all.map { PageMarkup(site.html($0.page)).shape }
    }

    @Test(arguments: hostile)
    func `a hostile value in every field changes no tag and no attribute of any page, and is shown as typed`(
        payload: String
    ) throws {
        // S-01, S-03
        let site = try PageTestSite()
        let harmless = try Self.harmlessShapes.get()
        let attacked = PageSamples(word: { _ in payload }).all
        try #require(harmless.count == attacked.count)
        var shown = 0
        for (shape, sample) in zip(harmless, attacked) {
            let markup = PageMarkup(site.html(sample.page))
            #expect(shape == markup.shape, "\(sample.name)")
            shown += markup.texts.count { $0.contains(payload) }
            shown += markup.values(of: "value").count { $0 == payload }
        }
        #expect(shown > 200)
    }

    @Test func `every page is one document with one heading of the first level and no script or style of its own`()
        throws
    {
        // S-19, S-22, A-09
        let site = try PageTestSite()
        for sample in PageSamples().all {
            let html = site.html(sample.page)
            let markup = PageMarkup(html)
            let names = markup.elements.map(\.name)
            #expect(html.hasPrefix("<!doctype html>\n<html lang=\"en\" dir=\"ltr\">"), "\(sample.name)")
            #expect(names.count { $0 == "h1" } == 1, "\(sample.name)")
            #expect(names.count { $0 == "main" } == 1, "\(sample.name)")
            // Each picture has a title of its own, and a description.
            let pictures = names.count { $0 == "desc" }
            #expect(names.count { $0 == "title" } == 1 + pictures, "\(sample.name)")
            // One page counts in the browser, others make tokens, one has keys for its buttons; their modules are files.
            let scripts = markup.elements.filter { $0.name == "script" }
            let own = sample.keyModules + sample.previewModules + sample.memberModules
            let paths = sample.page is VerifyPage ? [VerifyModules.path] : own
            let told = scripts.map { $0.attributes.filter { $0.name != "integrity" }.map(\.value) }
            #expect(told == paths.map { ["module", $0] }, "\(sample.name)")
            for path in paths { #expect(html.contains(try Regex("\(path)\"( integrity=\"[^\"]+\")?></script>"))) }
            #expect(!names.contains("style"), "\(sample.name)")
            let others = markup.elements.filter { $0.name != "script" && $0.name != "img" }
            let attributes = Set(others.flatMap { $0.attributes.map(\.name) })
            #expect(!attributes.contains { $0 == "style" || $0.hasPrefix("on") || $0 == "src" }, "\(sample.name)")
            #expect(!html.contains("{{") && !html.contains("[[") && !html.contains("⟦"), "\(sample.name)")
            #expect(!html.contains("Optional("), "\(sample.name)")
        }
    }

    // P-15: organisations' logos are the only pictures, and they are this site's own.
    @Test func `pictures come from this site, keep their room and have a text in place of them`() throws {
        let site = try PageTestSite()
        var count = 0
        for sample in PageSamples().all {
            for element in PageMarkup(site.html(sample.page)).elements where element.name == "img" {
                count += 1
                let attributes = Dictionary(element.attributes.map { ($0.name, $0.value) }) { first, _ in first }
                let sides = ["width", "height"].compactMap { attributes[$0] }.compactMap(Int.init)
                #expect(attributes["src"]?.hasPrefix("/campaigns/libraries/logos/") == true, "\(sample.name)")
                #expect(sides.count == 2 && sides.allSatisfy { $0 > 0 } && attributes["alt"] != nil, "\(sample.name)")
                #expect(Set(attributes.keys).isSubset(of: ["src", "width", "height", "alt", "loading"]))
            }
        }
        #expect(count > 0)
    }

    @Test func `pages load nothing but the style sheets, and what their own module imports`() throws {
        // S-19, P-15
        let site = try PageTestSite()
        for sample in PageSamples().all {
            for element in PageMarkup(site.html(sample.page, at: "/x")).elements where element.name == "link" {
                let rel = element.attributes.first { $0.name == "rel" }?.value
                let href = element.attributes.first { $0.name == "href" }?.value
                let sheets = [Stylesheet.path] + (sample.page.isForOrganisers ? [AdminStylesheet.path] : [])
                if rel == "stylesheet" { #expect(sheets.contains(href ?? "")) }
                if rel == "modulepreload" { #expect(href?.hasPrefix("\(MemberModules.folder)/") == true) }
                let known = ["stylesheet", "canonical", "alternate", "modulepreload"]
                #expect(known.contains(rel ?? ""), "\(sample.name)")
            }
        }
    }

    @Test func `pages behind a link and lists of names are kept from search engines`() throws {
        let site = try PageTestSite()
        let indexed = [
            "home", "home-empty", "campaign", "campaign-small", "how-we-count", "verify", "verify-organisations",
            "verify-members", "verify-witnessed", "verify-browser", "verify-browser-members",
            "petition",
            "petition-organisations", "petition-opens", "petition-closed", "petition-plotted", "history",
            "petition-comments", "petition-sealed", "petition-comments-unions", "petition-looked-at",
            "updates", "update", "update-corrected", "campaign-news", "petition-news", "petition-to-3",
            "petition-to-4", "petition-to-5",
            "targets-empty", "target", "target-shared",
            "evidence", "evidence-small", "evidence-supplier", "evidence-agency", "evidence-award-mixed",
            "claim", "claim-corrected", "claims", "claims-none", "campaign-claims", "petition-claims", "target-claims",
            "evidence-suppliers",
            "petition-members-opens", "petition-members-waiting", "petition-members-open", "petition-members-closed",
        ]
        for sample in PageSamples().all {
            let isKept = site.html(sample.page).contains("<meta name=\"robots\" content=\"noindex\">")
            #expect(isKept != indexed.contains(sample.name), "\(sample.name)")
        }
    }

    @Test func `a link that is no web address is shown as words`() throws {
        // S-02
        let site = try PageTestSite()
        let addresses = [
            "javascript:alert(1)", "\tjava\nscript:alert(1)", "data:text/html,x", "vbscript:x", "//evil.example.org",
            "https:\\\\evil.example.org", "https://", "ftp://example.org", "mailto:a@example.org", "https://a b", "",
        ]
        for address in addresses {
            var page = PageSamples().campaignPage(partners: 3, petitions: 1)
            page.partners[1].url = address
            page.sources[0].url = address
            let links = PageMarkup(site.html(page)).values(of: "href")
            #expect(!links.contains(address) && !links.contains { $0.hasPrefix("javascript") }, "\(address)")
        }
    }

    @Test func `pages stay within their budgets`() throws {
        // U-21
        let site = try PageTestSite()
        #expect(Stylesheet.bytes.count <= 8_192)
        #expect(Stylesheet.path.hasPrefix("/assets/style-") && Stylesheet.path.hasSuffix(".css"))
        for sample in PageSamples().all {
            let html = site.html(sample.page, at: "/x")
            #expect(html.utf8.count + Stylesheet.bytes.count <= 50_000, "\(sample.name)")
            let packed = try PageCompression.bytes(of: html)
            // Headers take less than 1,500 bytes.
            #expect(packed <= 14_600 - 1_500, "\(sample.name): \(packed)")
        }
    }
}
