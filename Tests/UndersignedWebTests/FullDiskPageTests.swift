import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedTestSupport
import UndersignedWeb

/// What people see while the disk takes nothing: SQLite's limit on pages stands for it.
@Suite struct FullDiskPageTests {
    //
    @Test func `a full disk answers 503 with the form kept, the page stays up, and signing goes on by itself`()
        async throws
    {
        let site = try await WebSite(.sqlite)
        let petition = try await site.test.open()
        let path = "/petitions/\(petition.slug)"
        _ = try await site.test.database.write { try $0.rows("PRAGMA max_page_count = 1") }
        try await site.visit { visitor in
            var number = 0
            var answer = try await visitor.post("\(path)/signatures", site.fields(Samples.person(number), petition))
            while answer.status == .seeOther, number < 500 {
                number += 1
                answer = try await visitor.post("\(path)/signatures", site.fields(Samples.person(number), petition))
            }
            #expect(answer.status == .serviceUnavailable)
            #expect(answer.headers[.retryAfter] == "30")
            #expect(answer.text.contains("Nothing can be stored at the moment"))
            #expect(answer.text.contains("value=\"\(Samples.person(number).email)\""))
            #expect(try await visitor.get(path).status == .ok)
            let readiness = try await visitor.get("/readyz")
            #expect(readiness.status == .serviceUnavailable)
            #expect(readiness.text == "not ready: the disk takes nothing\n")

            _ = try await site.test.database.write { try $0.rows("PRAGMA max_page_count = 100000") }
            answer = try await visitor.post("\(path)/signatures", site.fields(Samples.person(number), petition))
            #expect(answer.status == .seeOther)
            #expect(try await visitor.get("/readyz").status == .ok)
        }
    }

    @Test func `the button that sends the mail again keeps its ticket`() async throws {
        let site = try await WebSite(.sqlite)
        let petition = try await site.test.open()
        let path = "/petitions/\(petition.slug)/sent"
        let ticket = try Samples.required(try site.web.tickets.seal(Samples.amina, petitionID: petition.id))
        _ = try await site.test.database.write { try $0.rows("PRAGMA query_only = ON") }
        try await site.visit { visitor in
            let answer = try await visitor.post(path, [("s", ticket)])
            #expect(answer.status == .serviceUnavailable)
            #expect(answer.text.contains("action=\"\(path)\""))
            #expect(answer.text.contains("name=\"s\" value=\"\(ticket)\""))
        }
    }

    // the next hour's mail key must be stored before mail is sealed under it.
    @Test func `a keys folder that takes nothing is told of, until it does`() async throws {
        let site = try await WebSite(.sqlite)
        let petition = try await site.test.open()
        let path = "/petitions/\(petition.slug)/signatures"
        site.test.advance(.hours(1))
        let obstacle = site.test.folder.url.appending(path: "keys/.outbox.keys.new")
        try FileManager.default.createDirectory(at: obstacle, withIntermediateDirectories: false)
        try await site.visit { visitor in
            let answer = try await visitor.post(path, site.fields(Samples.amina, petition))
            #expect(answer.status == .serviceUnavailable && answer.text.contains(Samples.amina.email))
            #expect(try await visitor.get("/readyz").text == "not ready: the keys folder takes nothing\n")
            site.test.site.outboxKeys.tryAgain(site.test.now)
            #expect(try await visitor.get("/readyz").status == .serviceUnavailable)
            try FileManager.default.removeItem(at: obstacle)
            site.test.site.outboxKeys.tryAgain(site.test.now)
            #expect(try await visitor.get("/readyz").status == .ok)
        }
    }

    @Test func `a public name that does not read is left out`() async throws {
        let site = try await WebSite(.sqlite)
        let petition = try await site.test.open()
        try await site.test.sign(Samples.amina, petition)
        try await site.test.sign(Samples.person(1), petition)
        // A flipped bit of a row's header makes text a blob; a table that is not strict stands for it.
        try await site.test.database.write { transaction in
            try transaction.rows("CREATE TABLE loose AS SELECT * FROM public_name")
            try transaction.rows("UPDATE loose SET name = CAST(name AS BLOB) WHERE name LIKE 'Amina%'")
            try transaction.rows(
                "INSERT INTO loose SELECT petition_id, day, shuffle, signature_id + 100, 'Wei', NULL FROM loose"
            )
            try transaction.rows("DROP TABLE public_name")
            try transaction.rows("ALTER TABLE loose RENAME TO public_name")
        }
        try await site.visit { visitor in
            let answer = try await visitor.get("/petitions/\(petition.slug)/names")
            #expect(answer.status == .ok)
            #expect(answer.text.contains("Wei") && !answer.text.contains("Amina"))
        }
    }

    @Test func `the button of a link keeps its form as well`() async throws {
        let site = try await WebSite(.sqlite)
        let petition = try await site.test.open()
        let token = try Samples.required(try await site.test.ask(Samples.amina, petition))
        _ = try await site.test.database.write { try $0.rows("PRAGMA query_only = ON") }
        try await site.visit { visitor in
            let answer = try await visitor.post("/s/\(token.text)", [("text", "1")])
            #expect(answer.status == .serviceUnavailable)
            #expect(answer.text.contains("action=\"/s/\(token.text)\""))
            #expect(answer.text.contains("name=\"text\" value=\"1\""))
        }
    }
}
