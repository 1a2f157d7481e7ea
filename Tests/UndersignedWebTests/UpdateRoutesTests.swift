import Crypto
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

/// Updates as everybody reads them, and how signatories ask for them and stop them.
@Suite struct UpdateRoutesTests {
    private let petition = "/petitions/keep-the-library-open"

    @Test func `the box is empty at first, is kept when something is wrong, and is shown back before the button`()
        async throws
    {
        let site = try await WebSite()
        try await site.visit { visitor in
            let petition = try await site.openLibrary(visitor)
            let page = try await visitor.get(self.petition)
            let sentence = "Readers&#39; Union writes to me, at most twice a week"
            #expect(page.text.contains("name=\"updates\" value=\"yes\">") && page.text.contains(sentence))
            var form = Samples.amina
            (form.updates, form.name) = ("yes", "")
            let wrong = try await visitor.post(self.petition + "/signatures", site.fields(form, petition))
            #expect(wrong.status == .unprocessableContent)
            #expect(wrong.text.contains("name=\"updates\" value=\"yes\" checked>"))
            form.name = "Amina Diallo"
            #expect(
                try await visitor.post(self.petition + "/signatures", site.fields(form, petition)).status == .seeOther
            )
            let token = try Samples.required(try await site.test.links().last)
            #expect(try await visitor.get("/s/\(token.text)").text.contains(sentence))
            #expect(try await visitor.post("/s/\(token.text)", [("text", "1")]).status == .seeOther)
            #expect(try await site.readers(petition) == 1)
            let signed = try await visitor.get("/s/\(token.text)").text
            #expect(signed.contains("Stop these messages"))
            let path = "/s/\(token.text)/updates"
            #expect(try await visitor.post(path, [("updates", "no")]).status == .seeOther)
            #expect(try await site.readers(petition) == 0)
            let wording = try Samples.required(
                PageMarkup(try await visitor.get("/s/\(token.text)").text).input("wording")
            )
            #expect(try await visitor.post(path, [("updates", "yes"), ("wording", "AAAA")]).status == .conflict)
            #expect(try await visitor.post(path, [("updates", "maybe")]).status == .badRequest)
            #expect(try await visitor.post(path, [("updates", "yes"), ("wording", wording)]).status == .seeOther)
            #expect(try await site.readers(petition) == 1)
        }
    }

    @Test func `the mail is sent once more with the box still ticked`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let petition = try await site.openLibrary(visitor)
            var form = Samples.amina
            form.updates = "yes"
            let sent = try await visitor.post(self.petition + "/signatures", site.fields(form, petition))
            let sealed = try Samples.required(sent.headers[.location]?.split(separator: "=").last.map(String.init))
            _ = try await visitor.post(self.petition + "/sent", [("s", sealed)])
            let token = try Samples.required(try await site.test.links().last)
            _ = try await visitor.post("/s/\(token.text)", [("text", "1")])
            #expect(try await site.readers(petition) == 1)
        }
    }

    // M-01, RFC 8058
    @Test func `a GET of the address in a mail changes nothing, one POST of any kind stops the mails at once`()
        async throws
    {
        let site = try await WebSite()
        try await site.visit { visitor in
            let petition = try await site.openLibrary(visitor)
            var tokens: [LinkToken] = []
            for number in 0..<3 { tokens.append(try await site.test.sign(UpdateSite.person(number), petition)) }
            let key = try UnsubscribeKey(site.test.site.keys.keys(of: petition.slug), petition.id)
            let paths = try await tokens.asyncMap { "/u/\(key.token(of: try await site.id(of: $0)).text)" }
            for path in paths + paths {
                let page = try await visitor.get(path)
                #expect(page.status == .ok && page.text.contains("Stop the messages"))
                #expect(page.headers[.cacheControl] == "no-store")
                #expect(page.headers[WebSite.referrerPolicy] == "no-referrer")
            }
            #expect(try await site.readers(petition) == 3)
            let form = try await visitor.post(paths[0], [("List-Unsubscribe", "One-Click")])
            let parts = "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n"
            let multipart = try await visitor.send(paths[1], Array(parts.utf8), type: "multipart/form-data; boundary=b")
            let again = try await visitor.post(paths[0], [("List-Unsubscribe", "One-Click")])
            for answer in [form, multipart, again] {
                #expect(answer.status == .ok && answer.headers[.location] == nil && answer.headers[.setCookie] == nil)
            }
            #expect(try await site.readers(petition) == 1)
            for (path, isStopped) in zip(paths, [true, true, false]) {
                let page = try await visitor.get(path).text
                #expect(page.contains("The messages have stopped") == isStopped, "said also to who comes again")
                #expect(page.contains("<button") == !isStopped)
            }
            let strange = try await visitor.post("/u/" + String(repeating: "A", count: 43), [])
            #expect(strange.status == .notFound)
            #expect(try await visitor.post("/u/\(tokens[2].text)", []).status == .notFound, "a link is no such address")
            let last = paths[2].dropFirst(3)
            #expect(try await visitor.get("/s/\(last)").status == .notFound, "nor is it a link")
            #expect(try await site.readers(petition) == 1)
            #expect(try await visitor.get("/robots.txt").text.contains("Disallow: /u/\n"))
        }
    }

    @Test func `a mail to the return address with the token as its subject stops the mails too`() async throws {
        let site = try await WebSite(bounceAddress: Samples.required(BounceAddress("bounces+{}@example.org")))
        let secret = try site.test.site.keys.instanceSecret("bounces.key", ambient: site.test.site.ambient)
        let bearer = "Bearer " + secret.withUnsafeBytes { Data($0).base64EncodedString() }
        try await site.visit { visitor in
            let petition = try await site.openLibrary(visitor)
            let token = try await site.test.sign(UpdateSite.person(1), petition)
            let key = try UnsubscribeKey(site.test.site.keys.keys(of: petition.slug), petition.id)
            let text = key.token(of: try await site.id(of: token)).text
            let mail = Array("To: bounces+abc@example.org\r\nSubject: unsubscribe \(text)\r\n\r\n".utf8)
            let headers: HTTPFields = [.authorization: bearer]
            #expect(try await visitor.send("/hooks/bounces", mail, type: "message/rfc822").status == .unauthorized)
            #expect(try await site.readers(petition) == 1)
            #expect(try await visitor.send("/hooks/bounces", mail, type: "message/rfc822", headers).status == .ok)
            #expect(try await site.readers(petition) == 0)
        }
    }

    @Test func `what is published stands on the page, the hub and its own pages; drafts stand nowhere`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let petition = try await site.openLibrary(visitor)
            #expect(try await visitor.get(self.petition).text.contains("How it goes on") == false)
            try await site.publish("First **news**", of: petition, "It is <b>open</b> [there](javascript:alert(1)).")
            _ = try await site.draftUpdate("A draft", of: petition)
            let paths = [self.petition, self.petition + "/updates", "/campaigns/libraries-for-everybody"]
            for path in paths {
                let page = try await visitor.get(path).text
                #expect(page.contains("First **news**") && !page.contains("A draft"), "\(path)")
                #expect(page.contains("<link rel=\"alternate\" type=\"application/atom+xml\""), "\(path)")
            }
            let update = try await visitor.get(self.petition + "/updates/1").text
            #expect(update.contains("&lt;b&gt;open&lt;/b&gt; there") && !update.contains("javascript:"))
            for number in ["2", "3", "0", "-1", "x"] {
                #expect(try await visitor.get(self.petition + "/updates/" + number).status == .notFound, "\(number)")
            }
            site.test.advance(.days(1))
            try await site.correct(1, of: petition, "It is shut.")
            let corrected = try await visitor.get(self.petition + "/updates/1").text
            #expect(corrected.contains("It is shut.") && corrected.contains("Corrected on 21 June 2018"))
            let before = try await visitor.get(self.petition + "/updates/1/texts/1").text
            #expect(before.contains("&lt;b&gt;open&lt;/b&gt;") && before.contains("and corrected later"))
            #expect(corrected.contains("href=\"\(self.petition)/updates/1/texts/1\""), "what stood before can be read")
            #expect(try await visitor.get(self.petition).text.contains("It is shut."))
        }
    }

    // RFC 4287
    @Test func `the feed is well-formed, says what changed when, and keeps its ids`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let petition = try await site.openLibrary(visitor)
            let empty = try await visitor.get(self.petition + "/updates.atom")
            #expect(empty.status == .ok && Feed(empty.text)?.entries.isEmpty == true)
            try await site.publish("News & <more>", of: petition, "It is **open**.")
            let first = try await visitor.get(self.petition + "/updates.atom")
            #expect(first.headers[.contentType] == "application/atom+xml; charset=utf-8")
            let tag = try Samples.required(first.headers[.eTag])
            let known = try await visitor.get(self.petition + "/updates.atom", [.ifNoneMatch: tag])
            #expect(known.status == .notModified)
            let feed = try Samples.required(Feed(first.text))
            #expect(feed.title == "Keep the library open" && feed.updated == "2018-06-20T12:01:00Z", "\(feed.updated)")
            let entry = try Samples.required(feed.entries.first)
            #expect(entry["title"] == "News & <more>" && entry["published"] == "2018-06-20T12:01:00Z")
            #expect(entry["content"]?.contains("<strong>open</strong>") == true)
            #expect(
                entry["id"]?.wholeMatch(
                    of: /urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/
                ) != nil
            )
            site.test.advance(.days(1))
            try await site.correct(1, of: petition, "It is shut.")
            try await site.publish("Second", of: petition, "More.")
            let later = try Samples.required(Feed(try await visitor.get(self.petition + "/updates.atom").text))
            #expect(later.id == feed.id && later.entries.map { $0["title"] } == ["Second", "News & <more>"])
            #expect(later.entries[1]["id"] == entry["id"] && later.entries[0]["id"] != entry["id"])
            #expect(later.entries[1]["published"] == entry["published"])
            #expect(later.entries[1]["updated"] == "2018-06-21T12:01:00Z")
            let hub = try Samples.required(
                Feed(try await visitor.get("/campaigns/libraries-for-everybody/updates.atom").text)
            )
            #expect(hub.entries == later.entries && hub.id != later.id, "the same entries under the same ids")
        }
    }
}

/// An Atom feed taken apart as far as our own goes; Browser/test_updates.py asks a parser that is not ours.
struct Feed {
    let entries: [[String: String]]
    private let own: [String: String]

    var id: String { own["id"] ?? "" }
    var title: String { own["title"] ?? "" }
    var updated: String { own["updated"] ?? "" }

    /// Nil where the feed lacks what every feed has.
    init?(_ xml: String) {
        let parts = xml.components(separatedBy: "<entry ")
        own = Self.elements(of: parts[0])
        entries = parts.dropFirst().map(Self.elements)
        guard own["id"] != nil, own["title"] != nil, own["updated"] != nil, own["name"] != nil else { return nil }
    }

    private static func elements(of xml: String) -> [String: String] {
        let names = ["id", "title", "updated", "published", "content", "name"]
        return names.reduce(into: [:]) { found, name in
            guard let start = xml.range(of: "<\(name)[^>]*>", options: .regularExpression),
                let end = xml.range(of: "</\(name)>")
            else { return }
            let words = PageMarkup("<p>" + xml[start.upperBound..<end.lowerBound] + "</p>").texts
            found[name] = words.joined()
        }
    }
}
