import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedTestSupport

/// What the page of a link says after a withdrawal is what happened (U-09).
@Suite struct UncountedWithdrawalTests {
    private static let counted = "The public count went down by one"
    private static let uncounted = "It had not been counted yet, and it will not be"

    private static var sealed: PetitionSheet {
        get throws {
            var sheet = Samples.petition("sealed-library")
            sheet.seal(to: try Samples.required(CustodyPrivateKey(bytes: Samples.randomBytes(32))).publicKey)
            return sheet
        }
    }

    @Test(arguments: TestDatabase.all)
    func `before publication nothing was counted, and the page says so`(_ kind: TestDatabase) async throws {
        for sheet in [Samples.daily, try Self.sealed] {
            let site = try await WebSite(kind)
            let petition = try await site.test.open(sheet)
            let token = try await site.test.sign(Samples.amina, petition)
            let before = try await site.test.entries(petition).count
            try await site.visit { visitor in
                let path = "/s/\(token.text)"
                #expect(try await visitor.post(path + "/withdrawal", []).status == .seeOther)
                let page = try await visitor.get(path).text
                #expect(page.contains(Self.uncounted) && !page.contains(Self.counted))
                #expect(page.contains("Your name, address and choices have been deleted."))
            }
            #expect(try await site.test.entries(petition).count == before, "the log says nothing of it")
        }
    }

    @Test func `after publication the count went down, and the page says so`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open(Samples.daily)
        var tokens: [LinkToken] = []
        for number in 0..<LogBatch.dailyMinimum {
            tokens.append(try await site.test.sign(Samples.person(number), petition))
        }
        site.test.advance(.days(1))
        try await Housekeeping(site: site.test.site).doDue()
        let path = "/s/\(try Samples.required(tokens.first).text)"
        try await site.visit { visitor in
            #expect(try await visitor.post(path + "/withdrawal", []).status == .seeOther)
            let page = try await visitor.get(path).text
            #expect(page.contains(Self.counted) && !page.contains(Self.uncounted))
        }
    }
}
