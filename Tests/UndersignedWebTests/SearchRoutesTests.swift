import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// Finding a petition on the front page.
@Suite struct SearchRoutesTests {
    @Test func `a petition is found by words of its title and letter, and a private one is not`() async throws {
        let site = try await WebSite()
        _ = try await site.test.open()
        var sheet = Samples.petition("hidden")
        sheet.title = "Saturdays in private"
        let hidden = sheet
        try await site.test.database.write { transaction in
            let campaign = try transaction.saveCampaign(Samples.libraries())
            _ = try transaction.insertDraft(hidden, campaignID: campaign)
        }
        try await site.visit { visitor in
            let found = try await visitor.get("/?q=LIBRARY+saturdays")
            #expect(found.status == .ok && found.text.contains("/petitions/save-the-library\""))
            #expect(found.text.contains("value=\"LIBRARY saturdays\"") && found.text.contains("noindex"))
            #expect(!found.text.contains("in private"))
            #expect(try await visitor.get("/?q=library%20private").text.contains("No petition has"))
            #expect(try await visitor.get("/?q=").text.contains("name=\"q\""))
            let hostile = [
                "%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "%22+OR+1=1", "'", "%5C", "NOT+(", "%00", "%F0%9F%8F%B3",
                "%ff%fe",
                String(repeating: "a+", count: 900),
            ]
            for query in hostile {
                let answer = try await visitor.get("/?q=" + query)
                #expect(answer.status == .ok && !answer.text.contains("<script>alert"), "\(query)")
            }
        }
    }
}
