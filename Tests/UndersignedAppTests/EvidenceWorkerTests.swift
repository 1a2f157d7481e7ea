import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore
import UndersignedTestSupport

/// Files of contract records that are published, taken back and removed while people sign (issue 8, points 1 and 5).
@Suite struct EvidenceWorkerTests {
    private struct Cut: Error {}

    private actor Counter {
        private(set) var count = 0
        func next() -> Int {
            count += 1
            return count
        }
    }

    private static func table(_ count: Int, mark: String = "") -> [UInt8] {
        let names = (0..<count).map { ("FIRM \($0) LLC", $0 + 1) }
        return Array(EvidenceTexts.table(Dictionary(uniqueKeysWithValues: names), mark: mark).utf8)
    }

    private static func acts(_ site: Site) async throws -> [TrailEvent.Act] {
        try await Trail(site: site).lines(before: nil, limit: 99).map(\.event.act)
    }

    /// Records that anyone sees.
    private static func shown(_ site: Site) async throws -> Int64 {
        try await site.database.read { transaction in
            try Samples.required(transaction.row("SELECT COUNT(*) AS n FROM evidence_record WHERE is_shown = 1"))
                .integer("n")
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a small file is published at once, of a large one the rest follows, and each decision is told once`(
        _ kind: TestDatabase
    ) async throws {
        let test = try await TestSite(kind)
        let (site, files) = (test.site, EvidenceFiles(site: test.site))
        for (number, rows) in [300, 1_500].enumerated() {
            _ = try await files.take(Self.table(rows, mark: "F\(number)-"), name: "\(number).csv", by: 1)
        }
        #expect(try await files.set(1, published: true, by: 1, partLimit: 2) == true)
        #expect(try await files.all().map(\.progress) == [nil, nil])
        #expect(try await Self.shown(site) == 300)
        #expect(try await files.set(2, published: true, by: 1, partLimit: 2) == true)
        let item = try Samples.required(try await files.all().first)
        #expect(item.isPublished && item.progress == EvidenceProgress(doneCount: 512, recordCount: 1_500))
        #expect(try await Self.shown(site) == 812)
        let seen = try await DossierReading(site: site).files().map(\.progress)
        #expect(seen == [item.progress, nil])
        // The other decision, before the first one is carried out; then twice.
        #expect(try await files.set(2, published: false, by: 1, partLimit: 1) == true)
        #expect(try await DossierReading(site: site).files().map(\.isPublished) == [false, true])
        for _ in 0..<2 { #expect(try await files.set(2, published: true, by: 1, partLimit: 1) == true) }
        try await EvidenceWorker(site: site).doAll()
        #expect(try await Self.shown(site) == 1_800)
        #expect(try await files.all().map(\.progress) == [nil, nil])
        #expect(try await files.set(2, published: true, by: 1) == false)
        let acts: [TrailEvent.Act] = [.evidencePublished, .evidenceWithdrawn, .evidencePublished, .evidencePublished]
        #expect(try await Self.acts(site) == acts + [.evidenceImported, .evidenceImported])
    }

    @Test(arguments: TestDatabase.all)
    func `others write between the parts, and what is broken off is brought to its end by whoever comes next`(
        _ kind: TestDatabase
    ) async throws {
        let test = try await TestSite(kind)
        let (site, counter) = (test.site, Counter())
        _ = try await EvidenceFiles(site: site).take(Self.table(2_000), name: "large.csv", by: 1)
        let watched = WatchedDatabase(inner: site.database) {
            try await site.database.write { try $0.setMetaValue("other", 1) }
            // From here the program is as good as killed.
            if await counter.next() > 4 { throw Cut() }
        }
        await #expect(throws: Cut.self) {
            _ = try await EvidenceFiles(database: watched, ambient: site.ambient).set(1, published: true)
        }
        #expect(try await Self.shown(site) == 4 * 256)
        // Two processes at once, and a start.
        try await site.database.write { try EvidenceWorker.begin($0, now: site.ambient.now(), isAlone: true) }
        async let one: Void = EvidenceWorker(site: site).doAll()
        async let other: Void = EvidenceWorker(site: site).doAll()
        _ = try await (one, other)
        #expect(try await Self.shown(site) == 2_000)
        #expect(try await !EvidenceWorker(site: site).doSome())
        #expect(try await Self.acts(site) == [.evidencePublished, .evidenceImported])
        // The command, run again.
        let cut = WatchedDatabase(inner: site.database) { if await counter.next() > 7 { throw Cut() } }
        await #expect(throws: Cut.self) {
            _ = try await EvidenceFiles(database: cut, ambient: site.ambient).set(1, published: false)
        }
        #expect(try await EvidenceFiles(site: site).set(1, published: false) == true)
        #expect(try await Self.shown(site) == 0)
        #expect(try await EvidenceFiles(site: site).all().map(\.isPublished) == [false])
    }

    @Test(arguments: TestDatabase.all)
    func `a file whose sum does not fit is taken back again, however far it was`(_ kind: TestDatabase) async throws {
        let test = try await TestSite(kind)
        let (site, files) = (test.site, EvidenceFiles(site: test.site))
        let large = "60000000000000000.00"
        // Within one part, and in two of which each fits.
        for (number, amounts) in [[(699, large), (700, large)], [(3, large), (700, large)]].enumerated() {
            var lines = String(decoding: Self.table(700, mark: "F\(number)-"), as: UTF8.self).split(separator: "\n")
            for (line, amount) in amounts {
                lines[line] = Substring(lines[line].replacing(/[0-9]+\.00/, with: amount))
            }
            let text = lines.joined(separator: "\n") + "\n"
            let report = try await files.take(Array(text.utf8), name: "\(number).csv", by: 1)
            #expect(report.tally.importedCount == 700)
            await #expect(throws: (any Error).self) {
                _ = try await files.set(Int64(number + 1), published: true, by: 1)
            }
            try await EvidenceWorker(site: site).doAll()
            #expect(try await Self.shown(site) == 0)
            #expect(try await files.all().allSatisfy { !$0.isPublished && $0.progress == nil })
            let acts = try await Trail(site: site).lines(before: nil, limit: 2).map(\.event)
            #expect(acts.map(\.act) == [.evidenceRefused, .evidencePublished] && acts[0].accountID == nil)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a file is removed that nobody sees, in parts, also after a crash, and brought anew`(
        _ kind: TestDatabase
    ) async throws {
        let test = try await TestSite(kind)
        let (site, files) = (test.site, EvidenceFiles(site: test.site))
        let bytes = Self.table(1_500)
        _ = try await files.take(bytes, name: "large.csv", by: 1)
        #expect(try await files.set(1, published: true, by: 1) == true)
        #expect(try await files.removable(1)?.refusal == .published)
        await #expect(throws: EvidenceFiles.RemovalRefusal.published) { _ = try await files.remove(1, by: 1) }
        #expect(try await files.set(1, published: false, by: 1) == true)
        #expect(try await files.removable(1)?.refusal == nil)
        #expect(try await files.removable(9) == nil)
        #expect(try await files.remove(9, by: 1) == nil)
        #expect(try await files.remove(1, by: 1, partLimit: 2) == "large.csv")
        #expect(try await files.all().isEmpty)
        #expect(try await files.remove(1, by: 1) == nil)
        let records: Query = "SELECT COUNT(*) AS n FROM evidence_record"
        func count() async throws -> Int64 {
            try await site.database.read { try Samples.required($0.row(records)).integer("n") }
        }
        #expect(try await count() == 1_500 - 512)
        let event = try Samples.required(try await Trail(site: site).lines(before: nil, limit: 1).first?.event)
        #expect(event.act == .evidenceRemoved && event.object == "1 large.csv" && event.accountID == 1)
        // Anew before the last of it is gone.
        #expect(try await files.take(bytes, name: "again.csv", by: 1).tally.importedCount == 1_500)
        #expect(try await files.all().map(\.id) == [2])
        #expect(try await files.remove(2, partLimit: 1) == "again.csv")
        try await EvidenceWorker(site: site).doAll()
        #expect(try await count() == 0)
        for query: Query in [
            "SELECT COUNT(*) AS n FROM evidence_award", "SELECT COUNT(*) AS n FROM evidence_supplier",
            "SELECT COUNT(*) AS n FROM evidence_agency", "SELECT COUNT(*) AS n FROM evidence_file",
        ] { #expect(try await site.database.read { try Samples.required($0.row(query)).integer("n") } == 0) }
    }

    @Test(arguments: TestDatabase.all)
    func `a file stays as long as a claim rests on a record that it alone states`(_ kind: TestDatabase) async throws {
        let site = try await ClaimSite(kind)
        let files = EvidenceFiles(site: site.site.site)
        let file = try await site.importRecord(isPublished: true)
        var form = ClaimSite.form(documents: "")
        form.records = "70b1 | P1"
        let number = try await site.save(form)
        try await site.publish(number)
        #expect(try await files.set(file, published: false) == true)
        let slug = try Samples.libraries().slug
        let claim = EvidenceFiles.CitingClaim(campaign: slug, number: number, sentence: form.sentence)
        await #expect(throws: EvidenceFiles.RemovalRefusal.cited([claim])) { _ = try await files.remove(file) }
        // As a whole, too.
        form.records = "CONT_AWD_70B1_7014_-NONE-_-NONE-"
        let other = try await site.save(form)
        guard case .cited(let both) = try await files.removable(file)?.refusal else { throw ClaimSite.Unshown() }
        #expect(both.map(\.number) == [number, other])
        // Of another modification nothing here is a source.
        form.records = "CONT_AWD_70B1_7014_-NONE-_-NONE- | P2"
        try await site.save(form, replacing: other)
        guard case .cited(let one) = try await files.removable(file)?.refusal else { throw ClaimSite.Unshown() }
        #expect(one == [claim])
        try await ClaimWriting(site: site.site.site).withdraw(
            number,
            in: site.site.campaignID,
            reason: "The record was wrong.",
            by: ClaimSite.dana
        )
        #expect(try await files.remove(file) == "a.csv")
        #expect(try await site.shown(number) != nil)
    }
}
