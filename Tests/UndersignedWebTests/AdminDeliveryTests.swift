import HTTPTypes
import HummingbirdTesting
import Testing
import TransparencyLog
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// An organiser hands a petition over in the browser, and records what comes back.
@Suite struct AdminDeliveryTests {
    private static let petition = Libraries.path + "/petitions/keep-the-library-open"
    static let page = petition + "/deliveries"

    /// An open petition to one of those whom the campaign addresses, written and opened in the browser.
    static func opened(_ site: WebSite, _ visitor: Visitor) async throws -> (Organiser, Petition) {
        let dana = try await Organiser(site, visitor)
        _ = try await dana.post("/admin/campaigns", Libraries.campaign)
        _ = try await dana.post(Libraries.path + "/petitions", Libraries.petition)
        let mark = [("mark", try await Libraries.mark(dana, petition))]
        _ = try await dana.post(petition + "/offer", mark)
        #expect(try await dana.post(petition + "/open", mark).status == .seeOther)
        return (dana, try await site.test.petition(id: 1))
    }

    static func make(_ site: WebSite, _ dana: Organiser, names: String = "none") async throws {
        let answer = try await dana.post(page, [("target", "mayor"), ("names", names)])
        #expect(answer.status == .seeOther && answer.headers[.location] == page)
        let place = PacketShelf.Place(try Samples.required(Slug("keep-the-library-open")), to: try mayor)
        await site.web.packets.settle(place)
    }

    private static var mayor: Slug { get throws { try Samples.required(Slug("mayor")) } }

    /// What a form of the page sends of itself.
    private static func hidden(_ name: String, _ text: String) -> String? {
        PageMarkup(text).elements.lazy.compactMap { element in
            let attributes = Dictionary(element.attributes.map { ($0.name, $0.value) }) { first, _ in first }
            return attributes["name"] == name ? attributes["value"] ?? nil : nil
        }.first
    }

    @Test func `a packet is looked at before it is handed over, and the log says so once`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let (dana, petition) = try await Self.opened(site, visitor)
            try await site.test.sign(Samples.amina, petition)
            let before = try await site.test.entries(petition)
            try await Self.make(site, dana, names: "public")
            #expect(try await site.test.entries(petition) == before, "making says nothing")
            let page = try await dana.get(Self.page)
            #expect(page.text.contains("Counts 1 signature") && page.text.contains("With 1 name"))
            #expect(page.text.contains("20 June 2018") && !page.text.contains("2018-06-20T"), "a date that people read")
            try await Self.expectFiles(dana)
            let packet = try Samples.required(Self.hidden("packet", page.text))
            let stale = String(packet.reversed())
            #expect(try await dana.post(Self.page + "/mayor/entry", [("packet", stale)]).status == .conflict)
            #expect(try await site.test.entries(petition) == before, "another packet than the one looked at")
            for _ in 0..<2 {
                #expect(try await dana.post(Self.page + "/mayor/entry", [("packet", packet)]).status == .seeOther)
            }
            let entries = try await site.test.entries(petition)
            #expect(entries.count == before.count + 1)
            #expect(entries.last?.documentHash.map { Hexadecimal.encode($0.bytes) } == packet)
            let done = try await dana.get(Self.page).text
            #expect(done.contains("Handed over: the log says so") && done.contains("Not acknowledged yet"))
            try await Self.expectQuestion(dana, done)
            let trail = try await dana.post("/admin/trail.csv", []).text
            #expect(trail.contains("packet-made") && trail.contains("mayor, 1 names"))
            #expect(trail.contains("petition-delivered"))
            #expect(trail.contains("packet-names-taken") && trail.contains("mayor, names.txt"))
            #expect(!trail.contains("mayor, packet.json"), "it has no name in it")
        }
    }

    /// Who runs the campaign is told of an answer, and where it stands.
    private static func expectAnswerMails(_ site: WebSite) async throws {
        let mails = try await site.test.mails().filter { $0.kind == .answerCame }
        #expect(Set(mails.map(\.payload.address)) == ["dana@example.org"])
        #expect(mails.allSatisfy { $0.payload.link.hasSuffix(page) })
    }

    /// The files of the packet, as files, and nothing else of the folder.
    private static func expectFiles(_ dana: Organiser) async throws {
        for (file, start) in [("letter.pdf", "%PDF"), ("packet.json", "{"), ("names.txt", "Amina")] {
            let answer = try await dana.get("\(page)/mayor/\(file)")
            #expect(answer.status == .ok && answer.text.hasPrefix(start), "\(file)")
            #expect(answer.headers[.cacheControl] == "no-store")
            #expect(answer.headers[.contentDisposition]?.contains("attachment") == true)
        }
        for other in ["..", "x.txt", "names.txt.bak", "%2e%2e%2fdata.sqlite"] {
            let answer = try await dana.get("\(page)/mayor/\(other)")
            #expect(answer.status == .seeOther || answer.status == .notFound, "\(other)")
        }
    }

    /// The page leads to an update that asks those who signed, which names the target, and is not sent by itself.
    private static func expectQuestion(_ dana: Organiser, _ page: String) async throws {
        let link = petition + "/updates/new?handed-over=mayor"
        #expect(page.contains("href=\"\(link)\""))
        let question = try await dana.get(link).text
        #expect(question.contains("Have you had an answer from") && question.contains("please tell"))
        #expect(try await dana.get(petition + "/updates").text.contains("Have you had") == false)
        for other in ["the-town-council", "", "%00"] {
            let blank = try await dana.get(petition + "/updates/new?handed-over=" + other)
            #expect(blank.status == .ok && !blank.text.contains("Have you had"), "\(other)")
        }
    }

    @Test func `an answer from the private page is seen by organisers only, and recorded by them`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let (dana, petition) = try await Self.opened(site, visitor)
            try await Self.make(site, dana)
            let page = try await dana.get(Self.page).text
            let fields = [("packet", try Samples.required(Self.hidden("packet", page)))]
            _ = try await dana.post(Self.page + "/mayor/entry", fields)
            let start = try Samples.required(page.firstRange(of: site.test.site.address.base + "/deliveries/"))
            let token = page[start.upperBound...].prefix { $0 != "<" }
            let text = "We will decide in September. <b>Not</b> before."
            _ = try await visitor.post("/deliveries/\(token)/answers", [("text", text), ("name", "Mayor Oduya")])
            _ = try await visitor.post("/deliveries/\(token)/answers", [("text", "Without a name.")])
            try await Self.expectAnswerMails(site)
            let answered = try await dana.get(Self.page).text
            #expect(answered.contains("We will decide in September. &lt;b&gt;Not&lt;/b&gt; before."))
            #expect(answered.ranges(of: " · <bdi>").count == 1, "no dot before nobody")
            #expect(!answered.contains("handed-over="), "who has answered is not asked about")
            let link = try Samples.required(answered.firstRange(of: "targets/mayor?answer="))
            let hash = String(answered[link.upperBound...].prefix { $0 != "\"" })
            let form = try await dana.get(Libraries.path + "/targets/mayor?answer=" + hash)
            #expect(form.text.contains("September. \\&lt;b&gt;Not"), "escaped for Markdown")
            for absent in ["/targets/the-town-council?answer=" + hash, "/targets/mayor?answer=zz"] {
                #expect(try await dana.get(Libraries.path + absent).status == .notFound)
            }
            let hub = "/campaigns/libraries-for-everybody"
            #expect(try await !visitor.get(hub).text.contains("in September"))
            let record = [
                ("mark", try Samples.required(Self.hidden("mark", form.text))), ("state", "evasive"),
                ("date", "2018-06-20"), ("text", text), ("source", ""), ("correction", ""),
                ("answer", try Samples.required(Self.hidden("answer", form.text))),
            ]
            #expect(try await dana.post(Libraries.path + "/targets/mayor", record).status == .seeOther)
            #expect(try await visitor.get(hub).text.contains("in September"))
            let after = try await dana.get(Self.page).text
            #expect(after.contains("Recorded in public on") && !after.contains("?answer=\(hash)"))
            try await site.test.expectSoundLog(petition)
        }
    }

    @Test func `the private address says that the packet is not handed over yet, and takes nothing`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let (dana, _) = try await Self.opened(site, visitor)
            try await Self.make(site, dana)
            let page = try await dana.get(Self.page).text
            let found = page.firstMatch(of: /example\.org(\/deliveries\/[A-Za-z0-9_-]+)/)
            let address = String(try Samples.required(found).output.1)
            let early = try await visitor.get(address)
            #expect(early.status == .ok && early.text.contains("has not been handed over yet"))
            #expect(!early.text.contains("<form"))
            for (path, status) in [("/answers", HTTPResponse.Status.ok), ("/acknowledgement", .ok)] {
                #expect(try await visitor.post(address + path, [("text", "Too early.")]).status != status, "\(path)")
            }
            let other = try await visitor.get(String(address.dropLast(4)) + "AAAA")
            #expect(other.status == .notFound && !other.text.contains("has not been handed over yet"))
            let packet = try Samples.required(Self.hidden("packet", page))
            _ = try await dana.post(Self.page + "/mayor/entry", [("packet", packet)])
            #expect(try await visitor.get(address).text.contains("<form"))
            #expect(try await site.test.mails().allSatisfy { $0.kind != .answerCame }, "nothing was taken before")
        }
    }

    @Test func `packets go at the end of the next day, and nothing is made of a draft`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let (dana, _) = try await Self.opened(site, visitor)
            let other = Libraries.petition.map { $0.0 == "title" ? ("title", "Another") : $0 }
            _ = try await dana.post(Libraries.path + "/petitions", other)
            #expect(try await dana.get(Libraries.path + "/petitions/another/deliveries").status == .notFound)
            try await Self.make(site, dana)
            site.test.advance(.hours(30))
            try await site.web.packets.clear()
            let place = PacketShelf.Place(try Samples.required(Slug("keep-the-library-open")), to: try Self.mayor)
            #expect(try site.web.packets.file("letter.pdf", of: place) != nil)
            site.test.advance(.hours(10))
            try await site.web.packets.clear()
            #expect(try site.web.packets.file("letter.pdf", of: place) == nil)
        }
    }

    // P-20
    @Test func `who took the own name back is not handed over, and goes from the files soon`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let (dana, petition) = try await Self.opened(site, visitor)
            let tokens = [
                try await site.test.sign(Samples.amina, petition),
                try await site.test.sign(Samples.person(1, isShown: true), petition),
            ]
            try await Self.make(site, dana, names: "public")
            let packet = try Samples.required(Self.hidden("packet", try await dana.get(Self.page).text))
            let before = try await site.test.entries(petition).count
            #expect(try await Links(site: site.test.site).withdraw(tokens[0]) == .withdrawn)
            let refused = try await dana.post(Self.page + "/mayor/entry", [("packet", packet)])
            #expect(refused.status == .conflict && refused.text.contains("make it anew"))
            #expect(try await site.test.entries(petition).count == before + 1, "the withdrawal alone")
            try await site.web.packets.clear()
            let place = PacketShelf.Place(petition.slug, to: try Self.mayor)
            for name in ["names.txt", "names.json", "letter.pdf"] {
                #expect(try site.web.packets.file(name, of: place) == nil, "\(name)")
            }
            #expect(try site.web.packets.file("packet.json", of: place) != nil)
            let page = try await dana.get(Self.page).text
            #expect(page.contains("its files with names are deleted") && Self.hidden("packet", page) == nil)
            try await Self.make(site, dana, names: "public")
            site.test.advance(.minutes(11))
            try await site.web.packets.clear()
            #expect(try site.web.packets.file("names.txt", of: place) != nil, "all its names are shown")
        }
    }

    // S-38
    @Test func `the private address is shown to somebody who has just proven who it is`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let (dana, _) = try await Self.opened(site, visitor)
            try await Self.make(site, dana)
            let address = site.test.site.address.base + "/deliveries/"
            #expect(try await dana.get(Self.page).text.contains(address))
            site.test.advance(.minutes(20))
            let page = try await dana.get(Self.page)
            #expect(page.status == .ok && !page.text.contains(address))
            #expect(page.text.contains("receipt-address.txt"))
            #expect(try await dana.get(Self.page + "/mayor/receipt-address.txt").status == .forbidden)
        }
    }
}
