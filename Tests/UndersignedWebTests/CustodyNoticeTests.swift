import Testing
import UndersignedApp
import UndersignedCore
import UndersignedTestSupport
import UndersignedWeb

/// P-22: every petition says who can open what is typed, and what no petition keeps from whom.
@Suite struct CustodyNoticeTests {
    private static let limits =
        "Your mail provider sees what we write to you, and whoever runs this server could change this page."

    private static func sealed(_ sheet: PetitionSheet) throws -> PetitionSheet {
        var sheet = sheet
        sheet.seal(to: try Samples.required(CustodyPrivateKey(bytes: Samples.randomBytes(32))).publicKey)
        return sheet
    }

    private static func sensitive(_ sheet: PetitionSheet) -> PetitionSheet {
        var sheet = sheet
        sheet.discretion = PetitionSheet.Discretion(isSensitive: true)
        return sheet
    }

    @Test func `page and confirmation of each kind say what the mail provider sees and the server could do`()
        async throws
    {
        let site = try await WebSite()
        let sheets = [
            Samples.petition("standard"), Self.sensitive(Samples.petition("quiet")),
            try Self.sealed(Samples.petition("sealed")),
        ]
        for sheet in sheets {
            let petition = try await site.test.open(sheet)
            let token = try Samples.required(try await site.test.ask(Samples.amina, petition))
            try await site.visit { visitor in
                for path in ["/petitions/\(sheet.slug)", "/s/\(token.text)"] {
                    let page = try await visitor.get(path).text
                    #expect(page.contains(Self.limits), "\(path)")
                }
            }
        }
    }

    @Test func `beside the partners' boxes it says who besides them can open what they get`() async throws {
        let site = try await WebSite()
        let coalition = try await SampleCoalition(site.test)
        let standard = "Whoever runs this site can open the same data with the key of this petition"
        let sealed = "this server can’t open them"
        var sheet = coalition.petition.sheet
        sheet.slug = try Samples.required(Slug("sealed-coalition"))
        let other = try await site.test.open(Self.sealed(sheet))
        try await site.visit { visitor in
            let open = try await visitor.get("/petitions/\(coalition.petition.slug)").text
            #expect(open.contains(standard) && !open.contains(sealed))
            let closed = try await visitor.get("/petitions/\(other.slug)").text
            #expect(closed.contains(sealed) && !closed.contains(standard))
        }
    }
}
