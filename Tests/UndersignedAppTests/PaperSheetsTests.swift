import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// Signatures on paper are a class of their own.
@Suite struct PaperSheetsTests {
    private static let scan = Array("a scanned sheet".utf8)

    @Test func `a sheet counts its lines, apart from those confirmed by mail`() async throws {
        let site = try await TestSite()
        let petition = try await site.open()
        try await site.sign(Samples.amina, petition)
        let hash = try await PaperSheets(site: site.site).enter(
            petition.slug,
            scan: Self.scan,
            lines: 22,
            keepsScan: false
        )
        let counts = try await site.counts(petition)
        #expect(counts.mail == 1 && counts.paper == 22 && counts.total == 23)
        #expect(try await site.entries(petition).last?.weight == 22)
        #expect(try await PaperSheets(site: site.site).scan(petition.slug, hash: hash) == nil, "it was not kept")
        try await site.expectSoundLog(petition)
    }

    @Test func `the same scan counts once; taken out, the whole of it goes, with a reason`() async throws {
        let site = try await TestSite()
        let petition = try await site.open()
        let sheets = PaperSheets(site: site.site)
        let hash = try await sheets.enter(petition.slug, scan: Self.scan, lines: 22, keepsScan: true)
        await #expect(throws: PaperSheets.Refusal.enteredBefore) {
            try await sheets.enter(petition.slug, scan: Self.scan, lines: 5, keepsScan: true)
        }
        #expect(try await site.counts(petition).paper == 22)
        try await sheets.takeOut(petition.slug, hash: hash, rule: "illegible")
        await #expect(throws: PaperSheets.Refusal.unknownSheet) {
            try await sheets.takeOut(petition.slug, hash: hash, rule: "illegible")
        }
        let counts = try await site.counts(petition)
        #expect(counts.paper == 0 && counts.removed == 22)
        let last = try #require(try await site.entries(petition).last)
        #expect(last == .removed(index: 3, reason: .invalid(rule: "illegible")))
        #expect(try await sheets.scan(petition.slug, hash: hash) == nil, "its scan went with it")
        #expect(try await sheets.list(petition.slug).map(\.lines) == [22])
        try await site.expectSoundLog(petition)
    }

    @Test func `a kept scan is sealed, opens with the custody key, and goes with the contact data`() async throws {
        let site = try await TestSite()
        let petition = try await site.open(closesAt: Samples.noon + .hours(2))
        let sheets = PaperSheets(site: site.site)
        let hash = try await sheets.enter(petition.slug, scan: Self.scan, lines: 1, keepsScan: true)
        #expect(try await sheets.scan(petition.slug, hash: hash) == Self.scan)
        let stored = try await site.database.read { try $0.paperSheet(hash, of: petition.id)?.scan }
        #expect(try #require(stored).firstRange(of: Self.scan) == nil, "not in the clear")
        site.advance(.hours(3))
        try await Housekeeping(site: site.site).doDue()
        #expect(try await sheets.scan(petition.slug, hash: hash) == Self.scan, "closed, not yet due")
        site.advance(.days(200))
        try await Housekeeping(site: site.site).doDue()
        #expect(try await sheets.scan(petition.slug, hash: hash) == nil)
        #expect(try await site.counts(petition).paper == 1, "it still counts")
    }

    @Test func `what is no sheet of a petition that people sign is refused`() async throws {
        let site = try await TestSite()
        let petition = try await site.open(closesAt: Samples.noon + .hours(1))
        let unions = try await site.open(Samples.organisations)
        let sheets = PaperSheets(site: site.site)
        let cases: [(Slug, [UInt8], Int, PaperSheets.Refusal)] = [
            (petition.slug, Self.scan, 0, .badLines), (petition.slug, Self.scan, 10_001, .badLines),
            (petition.slug, [], 1, .emptyScan), (unions.slug, Self.scan, 1, .notForPaper),
            (petition.slug, [UInt8](repeating: 1, count: PaperSheets.scanLimitBytes + 1), 1, .scanTooLarge),
        ]
        for (slug, scan, lines, refusal) in cases {
            await #expect(throws: refusal) {
                try await sheets.enter(slug, scan: scan, lines: lines, keepsScan: false)
            }
        }
        site.advance(.hours(2))
        await #expect(throws: PaperSheets.Refusal.closed) {
            try await sheets.enter(petition.slug, scan: Self.scan, lines: 1, keepsScan: false)
        }
        #expect(try await site.counts(petition).total == 0)
    }
}
