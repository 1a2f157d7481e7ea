import HTTPTypes
import HummingbirdTesting
import Testing
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
