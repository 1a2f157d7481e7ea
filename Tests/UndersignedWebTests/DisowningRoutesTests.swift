import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedTestSupport

/// The button "This was not me" behind a mailed link, as a browser without JavaScript uses it.
@Suite struct DisowningRoutesTests {
    @Test func `one press ends it, looking does not, and another press takes it back`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open()
        let token = try Samples.required(try await site.test.ask(Samples.amina, petition))
        let path = "/s/\(token.text)"
        try await site.visit { visitor in
            for _ in 0..<3 { #expect(try await visitor.get(path).text.contains("This was not me</button>")) }
            #expect(try await visitor.get(path + "/stranger").status == .methodNotAllowed)
            let elsewhere = HTTPField.Name("Sec-Fetch-Site").map { [$0: "cross-site"] as HTTPFields } ?? [:]
            #expect(try await visitor.post(path + "/stranger", [], elsewhere).status == .forbidden)
            let press = try await visitor.post(path + "/stranger", [("everywhere", "yes")])
            #expect(press.status == .seeOther && press.headers[.location] == path)
            let after = try await visitor.get(path)
            #expect(
                after.text.contains("Nothing was counted") && after.text.contains("No more mail comes from this site")
            )
            #expect(!after.text.contains("Amina"))
            #expect(try await visitor.post(path, [("text", "1")]).status == .gone)
            #expect(try await visitor.post(path + "/stranger", [("mine", "yes")]).status == .seeOther)
            #expect(try await visitor.get(path).text.contains("expired"))
            let counted = try await site.test.sign(Samples.wei, petition)
            #expect(try await visitor.post("/s/\(counted.text)/stranger", []).status == .conflict)
            #expect(try await site.test.counts(petition).mail == 1)
        }
    }
}
