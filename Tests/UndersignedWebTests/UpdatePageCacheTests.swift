import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// The page of an update, which everybody may ask for as often as they like.
@Suite struct UpdatePageCacheTests {
    @Test func `it is made once for everybody, and anew when what it shows has changed`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let petition = try await site.openLibrary(visitor)
            try await site.publish("The council met", of: petition, "It listened.")
            let path = "/petitions/keep-the-library-open/updates/1"
            #expect(try await visitor.get(path).text.contains("It listened."))
            // Behind the back of the program: nothing says that it has changed.
            try await site.test.database.write { _ = try $0.rows("UPDATE update_text SET body = 'Not so.'") }
            #expect(try await visitor.get(path).text.contains("It listened."))
            // Within the same second, and behind newer ones.
            for title in ["A second one", "A third one"] { try await site.publish(title, of: petition, "More.") }
            _ = try await visitor.get(path)
            try await site.correct(1, of: petition, "It did not listen.")
            let corrected = try await visitor.get(path).text
            #expect(corrected.contains("It did not listen.") && !corrected.contains("Not so."))
            #expect(try await visitor.get(path + "/texts/1").text.contains("Not so."))
            #expect(try await visitor.get("/petitions/keep-the-library-open/updates/4").status == .notFound)
        }
    }

    // Each text is on a page of its own: fifty long ones were one page of megabytes.
    @Test func `fifty long texts leave it a small page, and each can be read`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let petition = try await site.openLibrary(visitor)
            let body = String(repeating: "It listened to all of us. ", count: 700)
            try await site.publish("Long", of: petition, body + "No 0")
            for number in 1...49 { try await site.correct(1, of: petition, body + "No \(number)") }
            let path = "/petitions/keep-the-library-open/updates/1"
            let page = try await visitor.get(path).text
            #expect(page.utf8.count < 50_000 && page.contains("No 49"), "\(page.utf8.count) bytes")
            let links = page.matches(of: /href="([^"]*\/texts\/[0-9]+)"/).map { String($0.output.1) }
            #expect(links.count == 49 && Set(links).count == 49, "\(links.count)")
            for (place, link) in links.enumerated() where place % 7 == 0 {
                let text = try await visitor.get(link).text
                #expect(text.contains("No \(48 - place)<") && text.contains("href=\"\(path)\""), "\(link)")
                #expect(text.contains("noindex"))
            }
            for text in ["0", "50", "51", "-1", "x"] {
                #expect(try await visitor.get("\(path)/texts/\(text)").status == .notFound, "\(text)")
            }
        }
    }

    @Test func `corrections that nest without end do not swell it`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let petition = try await site.openLibrary(visitor)
            let body = String(repeating: ">", count: 19_990)
            try await site.publish("Big", of: petition, body + "x")
            for number in 0..<3 { try await site.correct(1, of: petition, body + "x\(number)") }
            let page = try await visitor.get("/petitions/keep-the-library-open/updates/1")
            #expect(page.status == .ok && page.text.contains("x2") && page.text.utf8.count < 100_000)
        }
    }
}
