import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedTestSupport
import UndersignedWeb

/// The form of a claim that does not say what it must.
@Suite struct ClaimFormRoutesTests {
    private static let claims = Libraries.path + "/claims"

    @Test func `all that is wrong with a claim is said at once, and what was typed stays`() async throws {
        let site = try await WebSite()
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            _ = try await site.openLibrary(dana)
            let answer = try await dana.post(
                Self.claims,
                [
                    ("sentence", ""), ("amount", "many"), ("documents", "\"Minutes\""), ("as-of", "May"),
                    ("demand-1", "yes"),
                ]
            )
            #expect(answer.status == .unprocessableContent)
            let page = PageMarkup(answer.text)
            for words in [
                "Write something here", "at most two decimals", "three letters", "what kind of amount",
                "like 2018-06-20",
                "Write title and publisher",
            ] { #expect(answer.text.contains(words), "\(words)") }
            #expect(page.values(of: "value").contains("many") && answer.text.contains("&quot;Minutes&quot;"))
            #expect(page.elements.contains { $0.attributes.contains { $0.name == "checked" } })
            #expect(try await dana.get(Self.claims + "/1").status == .notFound, "nothing was stored")
        }
    }
}
