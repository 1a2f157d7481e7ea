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

/// A petition's figures for programs: count, hours, e-petitions' shape, the rules of counting.
@Suite struct FigureRoutesTests {
    private static let origin = HTTPField.Name("Access-Control-Allow-Origin") ?? .accept
    private static let base = "/petitions/save-the-library"

    private static func members(_ answer: TestResponse) throws -> [String: Any] {
        #expect(answer.status == .ok && answer.headers[.contentType] == "application/json; charset=utf-8")
        #expect(answer.headers[origin] == "*")
        let value = try JSONSerialization.jsonObject(with: Data(answer.text.utf8))
        return try Samples.required(value as? [String: Any])
    }

    // U-11
    @Test func `two requests a second apart without a new signature give 304, and a new signature does not`()
        async throws
    {
        let site = try await WebSite()
        let petition = try await site.test.open()
        try await site.test.sign(Samples.amina, petition)
        try await site.visit { visitor in
            let first = try await visitor.get("\(Self.base)/count.json")
            let tag = try Samples.required(first.headers[.eTag])
            #expect(first.headers[.cacheControl]?.contains("stale-while-revalidate=") == true)
            #expect(first.headers[.cacheControl]?.contains("stale-if-error=") == true)
            site.test.advance(.seconds(1))
            for known in [tag, tag.replacing("W/", with: ""), "\"other\", \(tag)"] {
                let again = try await visitor.get("\(Self.base)/count.json", [.ifNoneMatch: known])
                #expect(again.status == .notModified && again.text.isEmpty)
                #expect(again.headers[Self.origin] == "*" && again.headers[.eTag] == tag)
            }
            let fresh = try await visitor.get("\(Self.base)/count.json")
            #expect(fresh.text != first.text, "as_of stays truthful for whoever has no copy")
            try await site.test.sign(Samples.wei, petition)
            let changed = try await visitor.get("\(Self.base)/count.json", [.ifNoneMatch: tag])
            #expect(changed.status == .ok && changed.text.contains("\"count\":2,"))
            #expect(changed.text.contains("\"signature_count\":2,"))
        }
    }

    @Test func `history.csv has a row for each hour with news, and ends at the count`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open()
        let link = try await site.test.sign(Samples.amina, petition)
        try await site.test.sign(Samples.wei, petition)
        site.test.advance(.hours(5))
        _ = try await Links(site: site.test.site).withdraw(link)
        try await site.visit { visitor in
            let answer = try await visitor.get("\(Self.base)/history.csv")
            #expect(answer.headers[.contentType] == "text/csv; charset=utf-8; header=present")
            #expect(answer.headers[Self.origin] == "*")
            let lines = answer.text.components(separatedBy: "\r\n")
            #expect(lines[0].hasPrefix("hour,mail,org,member,paper,removed,net,total,"))
            #expect(
                Array(lines[1...]) == [
                    "2018-06-20T12Z,2,0,0,0,0,2,2,0,0,0,0", "2018-06-20T17Z,0,0,0,0,1,-1,1,1,0,0,0", "",
                ]
            )
            let tag = try Samples.required(answer.headers[.eTag])
            #expect(try await visitor.get("\(Self.base)/history.csv", [.ifNoneMatch: tag]).status == .notModified)
        }
    }

    @Test func `a petition that publishes daily has rows of days`() async throws {
        let site = try await WebSite()
        _ = try await site.test.open(Samples.daily)
        try await site.visit { visitor in
            let table = try await visitor.get("/petitions/published-daily/history.csv")
            #expect(table.text.hasPrefix("day,mail,"))
        }
    }

    @Test func `a draft has no files`() async throws {
        let site = try await WebSite()
        _ = try await site.test.draft(Samples.library)
        try await site.visit { visitor in
            for path in [".json", "/history", "/history.csv", "/method.json", "/how-we-count", "/count.json"] {
                let answer = try await visitor.get(Self.base + path)
                #expect(answer.status == .notFound, "\(path)")
            }
            let list = try await visitor.get("/petitions.json")
            #expect(list.text.contains("\"data\":[]"))
        }
    }

    @Test func `a petition as JSON has e-petitions' shape, with null for what there is not`() async throws {
        let site = try await WebSite()
        var sheet = Samples.library
        sheet.letter = "Dear **council**,\n\nkeep it open & <warm>.\n\n- Always"
        let petition = try await site.test.open(sheet, closesAt: site.test.now + .days(9))
        try await site.test.sign(Samples.amina, petition)
        try await site.visit { visitor in
            let file = try Self.members(try await visitor.get(Self.base + ".json"))
            let links = file["links"] as? [String: String]
            #expect(links == ["self": "https://petitions.example.org/petitions/save-the-library.json"])
            let found = try Samples.required(file["data"] as? [String: Any])
            #expect(found["type"] as? String == "petition" && found["id"] as? Int == Int(petition.id))
            let attributes = try Samples.required(found["attributes"] as? [String: Any])
            #expect(attributes["action"] as? String == "Keep the library open")
            #expect(attributes["background"] as? String == "Dear council,")
            #expect(attributes["additional_details"] as? String == "keep it open & <warm>.\n\nAlways")
            #expect(attributes["state"] as? String == "open" && attributes["signature_count"] as? Int == 1)
            #expect(attributes["opened_at"] as? String == "2018-06-20T12:00:00Z")
            #expect(attributes["closing_date"] as? String == "2018-06-29T12:00:00Z")
            for name in ["closed_at", "rejected_at", "government_response", "debate", "creator_name"] {
                #expect(attributes[name] is NSNull, "\(name)")
            }
            #expect(attributes["signatures_by_country"] == nil && attributes["signatures_by_source"] == nil)
            let own = try Samples.required(attributes["undersigned"] as? [String: Any])
            #expect(
                own["origin"] as? String == petition.log?.origin && own["vkey"] as? String == petition.log?.verifierKey
            )
            #expect(try await visitor.get(Self.base).text.contains("<h1"), "the page is where it was")
            #expect(try await visitor.get("/petitions/unknown.json").status == .notFound)
            let posted = try await visitor.post(Self.base + ".json", [])
            #expect(posted.status == .methodNotAllowed && posted.headers[.allow] == "GET, HEAD")
        }
        #expect(site.table.shape(of: Self.base + ".json") == "/petitions/{slug}.json")
        #expect(site.table.shape(of: Self.base) == "/petitions/{slug}")
        #expect(site.table.shape(of: "/petitions/.json") == "/petitions/{slug}")
    }

    // Issue 5.4: a partner does not learn from the public file what another one brought.
    @Test func `which partner brought how many is in no public file`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open()
        for number in 0..<60 { try await site.test.sign(Samples.person(number), petition) }
        try await site.test.database.write { transaction in
            _ = try transaction.rows("UPDATE signature SET source = 'teachers' WHERE petition_id = 1")
        }
        try await site.visit { visitor in
            for path in [".json", "", "/method.json", "/count.json", "/history", "/history.csv", "/how-we-count"] {
                let answer = try await visitor.get(Self.base + path)
                #expect(!answer.text.contains("teachers") && !answer.text.contains("by_source"), "\(path)")
            }
        }
    }

    @Test func `the list has pages, and can be of open or closed petitions`() async throws {
        let site = try await WebSite()
        for number in 0..<51 { _ = try await site.test.open(Samples.petition("petition-\(number)")) }
        let last = try await site.test.petition(id: 51)
        _ = try await site.test.site.sequencer.submit(.close(petitionID: last.id))
        try await site.visit { visitor in
            let first = try Self.members(try await visitor.get("/petitions.json"))
            let links = try Samples.required(first["links"] as? [String: Any])
            #expect(links["next"] as? String == "https://petitions.example.org/petitions.json?page=2&state=all")
            #expect(links["prev"] is NSNull)
            let listed = try Samples.required(first["data"] as? [[String: Any]])
            #expect(listed.count == 50 && listed[0]["id"] as? Int == 51, "newest first")
            let attributes = try Samples.required(listed[1]["attributes"] as? [String: Any])
            #expect(attributes["opened_at"] as? String == "2018-06-20T12:00:00Z", "as the log says")
            let second = try Self.members(try await visitor.get("/petitions.json?page=2"))
            #expect((second["data"] as? [Any])?.count == 1)
            let closed = try Self.members(try await visitor.get("/petitions.json?state=closed"))
            #expect((closed["data"] as? [Any])?.count == 1)
            #expect(try await visitor.get("/petitions.json?page=3").status == .notFound)
            #expect(try await visitor.get("/petitions.json?state=x").status == .badRequest)
        }
    }

    // F-20
    @Test func `method.json and the page beside it say the same, item for item`() async throws {
        let site = try await WebSite(limits: .default)
        let petition = try await site.test.open()
        let link = try await site.test.sign(Samples.amina, petition)
        try await site.test.sign(Samples.wei, petition)
        _ = try await Links(site: site.test.site).withdraw(link)
        try await site.visit { visitor in
            let file = try Self.members(try await visitor.get("\(Self.base)/method.json"))
            let page = try await visitor.get("\(Self.base)/how-we-count").text
            let rules = [
                "signatories", "confirmation", "per_mailbox", "address_rules", "limits", "publication", "states",
                "holds", "imports", "paper", "grammar", "witnesses",
            ]
            let words = Words(try Messages.catalogues()[0])
            for rule in rules {
                #expect(file[rule] != nil, "\(rule)")
                #expect(page.contains("<dt>\(words.text("method.\(rule)"))</dt>"), "\(rule)")
            }
            let figures = ["slug", "origin", "vkey", "size", "count", "classes", "removed", "removals", "texts"]
            #expect(Set(file.keys) == Set(rules + figures + ["proves", "does_not_prove"]))
            let removals = try Samples.required(file["removals"] as? [[String: Any]])
            #expect(removals.count == 1 && removals[0]["reason"] as? String == "withdrawn")
            #expect(page.contains("withdrawn by the signatory") && page.contains("At most 3 messages"))
            let states = try Samples.required(file["states"] as? [String: Bool])
            #expect(states.filter(\.value).map(\.key) == ["counted"] && states.count == SignatureState.allCases.count)
        }
    }
}
