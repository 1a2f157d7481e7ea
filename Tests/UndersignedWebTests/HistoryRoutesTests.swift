import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

@Suite struct HistoryRoutesTests {
    private static let base = "/petitions/save-the-library"

    private static func note(_ title: String) throws -> Announcement {
        try Announcement(PublicNote(petition: "o", title: title, text: "First.\n\n<b>Second</b>."))
    }

    @Test func `the history tells of notes, falls and milestones, newest first`() async throws {
        let site = try await WebSite()
        var sheet = Samples.library
        sheet.milestones = [PetitionSheet.Milestone(count: 2, what: "The council must answer")]
        let petition = try await site.test.open(sheet)
        let link = try await site.test.sign(Samples.amina, petition)
        try await site.test.sign(Samples.wei, petition)
        site.test.advance(.hours(3))
        _ = try await site.test.site.sequencer.submit(.announce(petitionID: petition.id, try Self.note("To all")))
        site.test.advance(.hours(3))
        _ = try await Links(site: site.test.site).withdraw(link)
        try await site.visit { visitor in
            let page = try await visitor.get("\(Self.base)/history").text
            let order = [
                "2 signatures are no longer reached", "1 signature taken out: withdrawn by the signatory",
                "A note from the organisers", "<strong>To all</strong>", "First.\n\n&lt;b&gt;Second&lt;/b&gt;.",
                "2 signatures were reached", "Signing opened", "The text was fixed",
            ]
            var rest = page[...]
            for words in order {
                let found = try Samples.required(rest.firstRange(of: words), words)
                rest = rest[found.upperBound...]
            }
            #expect(page.contains("20 June 2018, 15:00–16:00 UTC") && page.contains("/documents/"))
            #expect(try await visitor.get("\(Self.base)/history?page=2").status == .notFound)
            #expect(try await visitor.get("\(Self.base)/history?page=x").status == .notFound)
            // U-12: a milestone that fell out of reach says so on the petition's page.
            let petition = try await visitor.get(Self.base).text
            #expect(petition.contains("2 was reached on 20 June 2018, and is no longer reached since 20 June 2018"))
            #expect(petition.contains("href=\"/petitions/save-the-library/history\""))
        }
    }

    @Test func `a long history has pages`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open()
        for number in 0..<60 {
            let note = try Self.note("Note \(number)")
            _ = try await site.test.site.sequencer.submit(.announce(petitionID: petition.id, note))
        }
        try await site.visit { visitor in
            let first = try await visitor.get("\(Self.base)/history").text
            let second = try await visitor.get("\(Self.base)/history?page=2").text
            #expect(first.contains("Note 59") && !first.contains("Note 9<") && first.contains("Page 1 of 2"))
            #expect(second.contains("Note 0<") && second.contains("Signing opened") && second.contains("Page 2 of 2"))
            #expect(try await visitor.get("\(Self.base)/history?page=3").status == .notFound)
        }
    }

    @Test func `the page shows the count over time from the second day and the tenth signature on`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open()
        for number in 0..<9 { try await site.test.sign(Samples.person(number), petition) }
        site.test.advance(.days(1))
        try await site.visit { visitor in
            #expect(!(try await visitor.get(Self.base).text.contains("<svg")))
            try await site.test.sign(Samples.person(9), petition)
            let page = try await visitor.get(Self.base).text
            #expect(page.contains("<svg class=\"plot\" role=\"img\""))
            #expect(page.contains("From 20 June 2018 to 21 June 2018: 10 signatures now, 10 at the highest."))
            #expect(page.contains("<tr><th scope=\"row\">21 June 2018</th><td>1</td><td>0</td><td>10</td></tr>"))
        }
    }
}
