import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// Organisers' figures are kept while signatures come, go and wait.
@Suite struct FiguresTests {
    /// Asks for a country, so that it can be counted.
    private static var sheet: PetitionSheet {
        var sheet = Samples.library
        sheet.asks = [PetitionSheet.Ask(field: .country, purpose: "To show from where")]
        return sheet
    }

    private static func form(_ number: Int, country: String = "", at domain: String = "example.org") -> SignatureForm {
        SignatureForm(
            name: "Person \(number)",
            email: "person\(number)@\(domain)",
            shown: "yes",
            country: country
        )
    }

    @Test func `who asked, pressed, went and let it lapse is counted by the day of asking, once each`() async throws {
        let site = try await TestSite(limits: .off)
        let petition = try await site.open(Self.sheet)
        let first = site.now.day
        for number in 1...4 { try await site.ask(Self.form(number), petition) }
        let tokens = try await site.links()
        site.advance(.days(1))
        try await site.sign(Self.form(5, country: "SE"), petition, source: "readers")
        for token in tokens.prefix(2) + tokens.prefix(1) {
            _ = try await Links(site: site.site).confirm(token, textVersion: 1)
        }
        _ = try await Links(site: site.site).withdraw(tokens[0])
        try await Housekeeping(site: site.site).doDue()
        var figures = try await site.figures(petition)
        #expect(
            figures.asked == [
                .init(day: first, confirmed: 2, pending: 2), .init(day: first + .days(1), confirmed: 1),
            ]
        )
        #expect(figures.pending == 2 && figures.waitingReadAt == site.now)
        #expect(figures.sources == [.init(name: "readers", count: 1), .init(name: "", count: 1)])
        #expect(figures.sources.reduce(0) { $0 + $1.count } == figures.counts.total, "the number shown")
        #expect(figures.countries == [.init(name: "SE", count: 1)])
        site.advance(.days(7))
        try await Housekeeping(site: site.site).doDue()
        figures = try await site.figures(petition)
        #expect(figures.asked[0] == .init(day: first, confirmed: 2, lapsed: 2) && figures.pending == 0)
        try await site.expectSoundLog(petition)
    }

    @Test func `a petition that publishes once a day is counted by day, before and after`() async throws {
        let site = try await TestSite(limits: .off)
        let petition = try await site.open(Samples.daily)
        for number in 1...20 { try await site.sign(Self.form(number), petition, source: "readers") }
        let before = try await site.figures(petition)
        site.advance(.days(1))
        try await Housekeeping(site: site.site).doDue()
        let after = try await site.figures(petition)
        for figures in [before, after] { #expect(figures.sources == [.init(name: "readers", count: 20)]) }
        #expect(before.counts.total == 0 && after.counts.total == 20 && after.asked.map(\.confirmed) == [20])
        await FigureKeeping(site: site.site).storeDomains()
        let rows = try await site.database.read { try $0.figures(.domain, of: petition.id) }
        #expect(rows == [FigureRow(start: Samples.noon.day, value: "example.org", added: 20)], "a day, no hour")
    }

    // DESIGN 11.15
    @Test func `a mail domain is stored from 20 in an hour on, and smaller ones never`() async throws {
        let site = try await TestSite(limits: .off)
        let petition = try await site.open()
        let keeping = FigureKeeping(site: site.site)
        for number in 1...19 { try await site.sign(Self.form(number, at: "burst.example.org"), petition) }
        for number in 1...3 { try await site.sign(Self.form(number, at: "small.example.org"), petition) }
        await keeping.storeDomains()
        #expect(try await site.database.read { try $0.figures(.domain, of: petition.id) } == [])
        try await site.sign(Self.form(20, at: "burst.example.org"), petition)
        await keeping.storeDomains()
        try await site.sign(Self.form(21, at: "burst.example.org"), petition)
        await keeping.storeDomains()
        await keeping.storeDomains()
        let hour = Samples.noon.hour
        let rows = try await site.database.read { try $0.figures(.domain, of: petition.id) }
        #expect(rows == [FigureRow(start: hour, value: "burst.example.org", added: 21)])
        site.advance(.hours(1))
        try await site.sign(Self.form(22, at: "burst.example.org"), petition)
        await keeping.storeDomains()
        #expect(try await site.database.read { try $0.figures(.domain, of: petition.id) } == rows)
        #expect(try await site.figures(petition).domains == [.init(name: "burst.example.org", count: 21)])
        #expect(try site.folder.holds("small.example.org") == [], "nowhere on disk")
    }

    @Test func `a site whose petitions rest writes no figures for them`() async throws {
        let site = try await TestSite(limits: .off)
        let petition = try await site.open()
        let keeping = FigureKeeping(site: site.site)
        try await keeping.countWaiting(of: petition)
        let first = try await site.figures(petition).waitingReadAt
        site.advance(.minutes(1))
        try await keeping.countWaiting(of: petition)
        #expect(try await site.figures(petition).waitingReadAt == first)
        try await site.ask(Samples.amina, petition)
        try await keeping.countWaiting(of: petition)
        let figures = try await site.figures(petition)
        #expect(figures.waitingReadAt == site.now && figures.pending == 1 && figures.mail.fresh == 1)
    }

    // P-22
    @Test func `countries are one sum over all days, whatever day a signature came on`() async throws {
        let site = try await TestSite(limits: .off)
        let petition = try await site.open(Self.sheet)
        for number in 1...3 {
            try await site.sign(Self.form(number, country: number < 3 ? "SE" : "NO"), petition)
            site.advance(.days(1))
        }
        let rows = try await site.database.read { try $0.figures(.country, of: petition.id) }
        #expect(
            rows == [
                FigureRow(start: FigureRow.allTime, value: "NO", added: 1),
                FigureRow(start: FigureRow.allTime, value: "SE", added: 2),
            ]
        )
        #expect(
            try await site.figures(petition).countries == [.init(name: "SE", count: 2), .init(name: "NO", count: 1)]
        )
    }

    // F-E
    @Test func `a burst of one domain is shown with its evidence`() async throws {
        let site = try await TestSite(limits: .off)
        let petition = try await site.open()
        try await site.database.write { transaction in
            for hour in 1...48 as ClosedRange<Int64> {
                let start = Samples.noon.hour - .hours(hour)
                try transaction.addTally(.mail, hour: start, added: 100, removed: 0, of: petition.id)
            }
            let row = FigureRow(start: Samples.noon.hour, value: "burst.example.org", added: 400)
            try transaction.addFigure(.domain, row, of: petition.id)
        }
        let bursts = try await site.figures(petition).bursts
        #expect(bursts.map(\.kind) == [.domain("burst.example.org")] && bursts.first?.count == 400)
        #expect(bursts.first?.usualShare == 19)
    }
}

extension TestSite {
    /// What an organiser would see now.
    func figures(_ petition: Petition, for accountID: Int64 = 1) async throws -> PetitionFigures {
        let board = PetitionBoard(database: database, ambient: site.ambient, freshness: .zero)
        let snapshot = try Samples.required(try await board.snapshot(petition.slug))
        let hours = try await SeriesBoard(site: site, pause: .zero).series(of: snapshot).hours(upTo: snapshot)
        return try await FigureReading(site: site).figures(of: snapshot, hours: hours, for: accountID)
    }
}
