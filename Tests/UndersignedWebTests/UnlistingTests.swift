import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// P-25, P-26: every address of a sensitive petition, as the table of routes has them, is as discreet as its page.
@Suite struct UnlistingTests {
    private static let exit = "https://weather.example.org/"
    private static let base = "/petitions/save-the-library"

    /// Addresses that a sensitive petition does not have at all, or this one has nothing at; pages of members are looked at
    /// in `MemberPageRoutesTests`.
    private static let absent: Set<String> = [
        "/petitions/{slug}.json", "/petitions/{slug}/updates.atom", "/embed/{slug}", "/u/{token}",
        "/petitions/{slug}/log/{number}/witnessed", "/petitions/{slug}/members", "/petitions/{slug}/members/sign",
    ]

    private static var sheet: PetitionSheet {
        var sheet = Samples.library
        sheet.discretion = PetitionSheet.Discretion(isSensitive: true, showsNames: true, workDomains: [], exit: exit)
        return sheet
    }

    /// A site that lost an entry and said so: its petition has every address that one can have.
    private static func site(_ sheet: PetitionSheet) async throws -> (WebSite, Petition, LinkToken) {
        let first = try await TestSite(.sqlite, limits: .off)
        let petition = try await first.open(sheet)
        let link = try await first.sign(Samples.amina, petition)
        let copy = try await first.copy()
        try await first.sign(Samples.wei, petition)
        await first.site.sequencer.close()
        let site = try await WebSite(.sqlite, restoring: copy)
        let fault = try Samples.required(try await LogSoundness(site: site.test.site).faults().first)
        let rollback = try Samples.required(fault.rollback)
        _ = try await LogSuccession(site: site.test.site).accept(rollback, of: petition.slug)
        try await site.publish("The council met", of: petition, "It listened.")
        try await site.correct(1, of: petition, "It did not listen.")
        return (site, petition, link)
    }

    /// What stands in the places of a route, for this site.
    private static func address(
        _ pattern: String,
        _ site: WebSite,
        _ petition: Petition,
        _ link: LinkToken
    ) async throws
        -> String
    {
        let now = try await site.test.petition(id: petition.id)
        let hash = Hexadecimal.encode(try Samples.required(now.log).documentHash)
        let names = try await site.test.database.read { try $0.publicNames(in: petition.id, limit: 1) }
        let place = try Samples.required(names.first??.place).text
        let isLog = pattern.contains("/log/")
        return pattern.replacing("{slug}", with: petition.slug.text).replacing("{token}", with: link.text)
            .replacing("{number}", with: isLog ? "2" : "1").replacing("{text}", with: "1")
            .replacing("{hash}", with: hash).replacing("{place}", with: place)
            .replacing("{petition}", with: "\(petition.id)").replacing("**", with: "0/000.p/1")
    }

    private static func patterns(_ site: WebSite) -> [String] {
        site.table.entries.filter { $0.method == "GET" && $0.access == .everyone }.map(\.path).filter { path in
            ["/petitions/{slug}", "/embed/{slug}", "/s/", "/u/", "/n/"].contains(where: path.hasPrefix)
        }
    }

    @Test func `each is absent or in no search engine, and each page names nothing in its head and has a way out`()
        async throws
    {
        let (site, petition, link) = try await Self.site(Self.sheet)
        let patterns = Self.patterns(site)
        #expect(patterns.count > 25)
        try await site.visit { visitor in
            var absent: Set<String> = []
            for pattern in patterns {
                let answer = try await visitor.get(Self.address(pattern, site, petition, link))
                if answer.status == .notFound {
                    absent.insert(pattern)
                    // What stands in that one's place is no token of its kind, and names no petition.
                    let isPage = pattern != "/u/{token}" && answer.headers[.contentType]?.hasPrefix("text/html") == true
                    let hasExit = PageMarkup(answer.text).values(of: "href").contains(Self.exit)
                    #expect(hasExit || !isPage, "\(pattern)")
                    continue
                }
                #expect([.ok, .seeOther, .gone].contains(answer.status), "\(pattern): \(answer.status)")
                #expect(answer.headers[WebSite.robots] == "noindex", "\(pattern)")
                guard answer.headers[.contentType]?.hasPrefix("text/html") == true else { continue }
                let page = answer.text
                let head = page.prefix(upTo: page.range(of: "</head>")?.lowerBound ?? page.startIndex)
                #expect(head.contains("noindex") && !head.contains("og:") && !head.contains("ibrary"), "\(pattern)")
                #expect(PageMarkup(page).values(of: "href").contains(Self.exit), "\(pattern)")
            }
            #expect(absent == Self.absent)
        }
    }

    @Test func `of a petition like any other only what is behind a link, and its names, stay out`() async throws {
        let (site, petition, link) = try await Self.site(Samples.library)
        try await site.visit { visitor in
            for pattern in Self.patterns(site) {
                let answer = try await visitor.get(Self.address(pattern, site, petition, link))
                guard answer.status != .notFound else { continue }
                let isPersonal = ["/s/", "/n/"].contains(where: pattern.hasPrefix) || pattern.contains("/names")
                #expect((answer.headers[WebSite.robots] == "noindex") == isPersonal, "\(pattern)")
            }
        }
    }

    @Test func `the express lane and who has the answer already are told the same`() async throws {
        let site = try await WebSite(freshness: .seconds(60))
        let petition = try await site.test.open(Self.sheet)
        _ = try await site.test.sign(Samples.amina, petition)
        try await site.serve(express: true) { port in
            let connection = try RawConnection(port: port)
            for path in ["", "/count.json", "/log/checkpoint", "/log/tile/entries/000.p/1"] {
                var known = ""
                // The second time from the caches, the third time with the answer at hand.
                for _ in 0..<3 {
                    try connection.send("GET \(Self.base)\(path) HTTP/1.1\r\nHost: x\r\n\(known)\r\n")
                    let answer = try await connection.answer()
                    #expect([200, 304].contains(answer.status), "\(path): \(answer.status)")
                    #expect(answer.headers["x-robots-tag"] == "noindex", "\(path): \(answer.status)")
                    known = answer.headers["etag"].map { "If-None-Match: \($0)\r\n" } ?? ""
                }
            }
        }
    }

    /// A page that knows a petition and is not said to be about it shows title and address in its head.
    @Test func `every page that has one petition is about that petition`() {
        // A sensitive petition has no frame.
        let excepted = ["EmbedPage"]
        var found: Set<String> = []
        for sample in PageSamples().all where !sample.page.isForOrganisers {
            let name = "\(type(of: sample.page))"
            guard !excepted.contains(name), let petition = Self.petition(in: sample.page) else { continue }
            found.insert(name)
            #expect(sample.page.about?.slug == petition.slug, "\(sample.name)")
        }
        #expect(found.isSuperset(of: ["HowWeCountPage", "ReceiptsPage", "UnknownLinkPage", "NamesPage"]))
    }

    private static func petition(in value: Any, depth: Int = 3) -> PetitionReference? {
        if let petition = value as? PetitionReference { return petition }
        guard depth > 0 else { return nil }
        let mirror = Mirror(reflecting: value)
        guard mirror.displayStyle != .collection else { return nil }
        return mirror.children.lazy.compactMap { petition(in: $0.value, depth: depth - 1) }.first
    }
}
