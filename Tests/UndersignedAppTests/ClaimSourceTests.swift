import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore
import UndersignedTestSupport

/// What claims rest on: contract records of published files, and copies of documents.
@Suite struct ClaimSourceTests {
    @Test(arguments: TestDatabase.all)
    func `a record must be published with the claim, and where its file is withdrawn the claim says so`(
        _ kind: TestDatabase
    ) async throws {
        let site = try await ClaimSite(kind)
        let file = try await site.importRecord(isPublished: false)
        var form = ClaimSite.form(documents: "")
        form.records = "70b1 | P1"
        let number = try await site.save(form)
        let identifier = "CONT_AWD_70B1_7014_-NONE-_-NONE-"
        await #expect(throws: Claim.Refusal.unpublishedRecord("\(identifier) | P1")) { try await site.publish(number) }
        _ = try await site.site.test.database.write { try $0.setEvidenceFile(file, published: true) }
        try await site.publish(number)
        let sources = try Samples.required(try await site.shown(number)).sources
        guard case .record(let record, .some(let ground)) = sources[0] else {
            throw ClaimSite.Unshown()
        }
        #expect(record == ClaimRecord(award: identifier, modification: "P1"))
        #expect(ground.day == "2018-05-04" && ground.amounts?.obligated?.cents == 134_400_000)
        #expect(ground.files.map(\.hash) == [[UInt8](repeating: 1, count: 32)])
        // An address of its page, of either site, means the same award.
        let own = "\(site.site.site.address.base)/evidence/awards/\(ground.awardID)"
        for typed in [
            "/evidence/awards/\(ground.awardID)", own, own + "?page=2",
            "https://www.usaspending.gov/award/\(identifier)/",
        ] {
            form.records = typed
            let other = try await site.save(form)
            try await site.publish(other)
            let named = try await site.shown(other)?.shown.text.records.map(\.award)
            #expect(named == [identifier], "\(typed)")
        }
        form.records = "\(identifier) | P2"
        (form.note, form.sentence) = ("x", "Of another modification.")
        let unknown = try await site.outcome(of: form, replacing: number)
        guard case .refused(.unpublishedRecord) = unknown else { throw ClaimSite.Unsaved(outcome: unknown) }
        _ = try await site.site.test.database.write { try $0.setEvidenceFile(file, published: false) }
        #expect(try await site.shown(number)?.sources == [.record(record, nil)])
    }

    @Test(arguments: TestDatabase.all)
    func `who writes a claim is told where its only record states another amount`(_ kind: TestDatabase) async throws {
        let site = try await ClaimSite(kind)
        _ = try await site.importRecord(isPublished: true)
        var form = ClaimSite.form(documents: "")
        (form.records, form.amount, form.currency) = ("70b1 | P1", "9999999.00", "USD")
        (form.kind, form.asOf) = ("obligated", "2018-05-04")
        let number = try await site.save(form)
        let stated = try await site.contradicting(number)?.stated(.obligated)
        #expect(stated == ClaimFigure(cents: 134_400_000, currency: "USD", kind: .obligated))
        form.amount = "1344000.00"
        try await site.save(form, replacing: number)
        #expect(try await site.contradicting(number) == nil)
        form.currency = "EUR"
        try await site.save(form, replacing: number)
        #expect(try await site.contradicting(number) != nil)
        // A sum of several sources is nobody's to check here.
        form.documents = "Minutes | The council"
        try await site.save(form, replacing: number)
        #expect(try await site.contradicting(number) == nil)
    }

    @Test(arguments: TestDatabase.all)
    func `a record that two lines name in two ways is refused`(_ kind: TestDatabase) async throws {
        let site = try await ClaimSite(kind)
        _ = try await site.importRecord(isPublished: true)
        var form = ClaimSite.form(documents: "")
        form.records = "CONT_AWD_70B1_7014_-NONE-_-NONE- | P1\n\(site.site.site.address.base)/evidence/awards/1 | P1"
        let twice = try await site.outcome(of: form, replacing: nil)
        guard case .problems(let problems) = twice, problems.all == [WritingProblem("records", .claim(.sameRecord))]
        else { throw ClaimSite.Unsaved(outcome: twice) }
    }

    @Test(arguments: TestDatabase.all)
    func `a draft whose two lines came to name one record after it was saved is not published`(
        _ kind: TestDatabase
    ) async throws {
        let site = try await ClaimSite(kind)
        var form = ClaimSite.form(documents: "")
        form.records = "CONT_AWD_70B1_7014_-NONE-_-NONE- | P1\n70b1 | P1"
        let number = try await site.save(form)
        _ = try await site.importRecord(isPublished: true)
        await #expect(throws: Claim.Refusal.sameSource) { try await site.publish(number) }
    }

    @Test(arguments: TestDatabase.all)
    func `a draft that named a record before it was there is compared with it, and published under its identifier`(
        _ kind: TestDatabase
    ) async throws {
        let site = try await ClaimSite(kind)
        var form = ClaimSite.form(documents: "")
        (form.amount, form.currency, form.kind, form.asOf) = ("9.00", "USD", "obligated", "2018-05-04")
        form.records = "70b1 | P1"
        let byNumber = try await site.save(form)
        form.records = "\(site.site.site.address.base)/evidence/awards/1 | P1"
        let byAddress = try await site.save(form)
        _ = try await site.importRecord(isPublished: true)
        for number in [byNumber, byAddress] {
            #expect(try await site.contradicting(number)?.stated(.obligated)?.cents == 134_400_000)
            try await site.publish(number)
            guard case .record(let record, .some) = try await site.shown(number)?.sources.first else {
                throw ClaimSite.Unshown()
            }
            #expect(record == ClaimRecord(award: "CONT_AWD_70B1_7014_-NONE-_-NONE-", modification: "P1"))
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a document of a day to come is refused, and published once the day is there`(
        _ kind: TestDatabase
    ) async throws {
        let site = try await ClaimSite(kind)
        let ahead = try await site.outcome(of: ClaimSite.form(documents: "T | P | 2999-01-01"), replacing: nil)
        guard case .problems(let problems) = ahead,
            problems.all == [WritingProblem("documents", line: 1, .claim(.dayAhead))]
        else { throw ClaimSite.Unsaved(outcome: ahead) }
        let today = CalendarDate(site.site.site.ambient.now()).dayText
        try await site.publish(try await site.save(ClaimSite.form(documents: "T | P | \(today)")))
    }

    @Test(arguments: TestDatabase.all)
    func `a copy is kept where the licence is named and its hash fits, and served while a public version names it`(
        _ kind: TestDatabase
    ) async throws {
        let site = try await ClaimSite(kind)
        let bytes = Array("%PDF-1.7 minutes".utf8)
        let number = try await site.save(ClaimSite.form())
        await #expect(throws: KeptCopy.Problem.licence) { try await site.keep(bytes, of: number) }
        try await site.save(ClaimSite.form(documents: "Minutes | The council | | | | CC0"), replacing: number)
        await #expect(throws: KeptCopy.Problem.source) { try await site.keep(bytes, of: number, place: 1) }
        try await site.keep(bytes, of: number)
        #expect(try await site.served(bytes, of: number) == nil, "nobody sees a draft's")
        try await site.publish(number)
        #expect(try await site.served(bytes, of: number)?.bytes == bytes)
        #expect(try await site.shown(number)?.shown.text.documents[0].sha256 == Hexadecimal.encode(bytes.sha256))
        let other = Array("Other".utf8)
        await #expect(throws: KeptCopy.Problem.otherHash(Hexadecimal.encode(other.sha256))) {
            try await site.keep(other, of: number)
        }
        // A public source that named no copy is corrected by it, and says why.
        let second = try await site.save(ClaimSite.form(documents: "Minutes | The council | | | | CC0"))
        try await site.publish(second)
        await #expect(throws: KeptCopy.Problem.note) { try await site.keep(bytes, of: second) }
        #expect(try await site.served(bytes, of: second) == nil, "nothing of it was kept")
        try await site.keep(bytes, of: second, note: "The copy was added")
        #expect(try await site.served(bytes, of: second) != nil)
        #expect(try await site.shown(second)?.versions.map(\.note) == ["The copy was added", nil])
        try await ClaimCopying(site: site.site.site).remove(
            bytes.sha256,
            of: second,
            in: site.site.campaignID,
            by: ClaimSite.dana
        )
        #expect(try await site.served(bytes, of: second) == nil)
    }
}
