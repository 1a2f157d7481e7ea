import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore
import UndersignedTestSupport

/// Claims are written, published with their sources, corrected with a note, and withdrawn with a reason.
@Suite struct ClaimWritingTests {
    private static let dana: Int64 = 7

    private static func form(
        _ sentence: String = "The council pays.",
        documents: String = "Minutes | The council"
    )
        -> ClaimForm
    {
        var form = ClaimForm()
        (form.sentence, form.documents) = (sentence, documents)
        return form
    }

    /// Saves a claim; gives its number.
    @discardableResult
    private func save(
        _ form: ClaimForm,
        _ site: UpdateSite,
        replacing number: Int? = nil,
        mark: String? = nil
    ) async throws -> Int {
        let writing = ClaimWriting(site: site.site)
        var current = ""
        if let number { current = try await self.mark(number, site) }
        let outcome = try await writing.save(
            form,
            in: site.campaignID,
            replacing: number,
            mark: mark ?? current,
            by: Self.dana
        )
        guard case .saved(let number) = outcome else { throw Unsaved(outcome: outcome) }
        return number
    }

    private struct Unshown: Error {}

    private struct Unsaved: Error {
        let outcome: ClaimWriting.Outcome
    }

    private func mark(_ number: Int, _ site: UpdateSite) async throws -> String {
        let file = try await ClaimWriting(site: site.site).file(number, in: site.campaignID)
        return ClaimWriting.mark(of: try Samples.required(file).claim)
    }

    private func publish(_ number: Int, _ site: UpdateSite) async throws {
        let mark = try await mark(number, site)
        try await ClaimWriting(site: site.site).publish(number, in: site.campaignID, mark: mark, by: Self.dana)
    }

    private func shown(_ number: Int, _ site: UpdateSite, version: Int? = nil) async throws -> PublicClaim? {
        let slug = try Samples.libraries().slug
        return try await ClaimReading(site: site.site).claim(number, of: slug, version: version)
    }

    /// A file with one modification of an award; gives the file's number.
    private func importRecord(_ site: UpdateSite, isPublished: Bool) async throws -> Int64 {
        var record = ContractRecord(
            source: .usaspendingTransaction,
            award: AwardIdentifier("CONT_AWD_70B1_7014_-NONE-_-NONE-"),
            awardClass: .award,
            amounts: Amounts(currency: .dollars, obligated: Amount(cents: 134_400_000)),
            supplier: Supplier(name: "ACME"),
            buyer: Buyer(agency: "CBP"),
            line: 2
        )
        record.modification = "P1"
        record.actionDate = CalendarDay(year: 2018, month: 5, day: 4)
        return try await site.test.database.write { [record] transaction in
            let hash = [UInt8](repeating: 1, count: 32)
            var intake = try EvidenceIntake(transaction, hash: hash, name: "a.csv", now: Samples.noon)
            _ = try intake.keep([record])
            try intake.finish(kind: .usaspendingTransactions, report: "{}")
            if isPublished { _ = try transaction.setEvidenceFile(intake.fileID, published: true) }
            return intake.fileID
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a claim without a source is a draft and stays one; with a source it is public`(
        _ kind: TestDatabase
    )
        async throws
    {
        let site = try await UpdateSite(kind)
        let number = try await save(Self.form(documents: ""), site)
        await #expect(throws: Claim.Refusal.noSource) { try await publish(number, site) }
        #expect(try await shown(number, site) == nil)
        try await save(Self.form(), site, replacing: number)
        try await publish(number, site)
        let claim = try Samples.required(try await shown(number, site))
        #expect(claim.claim.state == .published && claim.shown.text.documents.map(\.title) == ["Minutes"])
        #expect(claim.versions.count == 1, "what a draft said before is nobody's to read")
        await #expect(throws: Claim.Refusal.published) { try await publish(number, site) }
    }

    @Test(arguments: TestDatabase.all)
    func `a correction needs a source and a note, and what stood before stays to be read`(
        _ kind: TestDatabase
    )
        async throws
    {
        let site = try await UpdateSite(kind)
        let number = try await save(Self.form(), site)
        try await publish(number, site)
        let mark = try await mark(number, site)
        let writing = ClaimWriting(site: site.site)
        let bare = try await writing.save(
            Self.form("Another one.", documents: ""),
            in: site.campaignID,
            replacing: number,
            mark: mark,
            by: Self.dana
        )
        guard case .problems(let problems) = bare else { throw Unsaved(outcome: bare) }
        #expect(problems.all.map(\.field) == ["documents", "note"])
        // The same again is no correction.
        try await save(Self.form(), site, replacing: number)
        #expect(try await shown(number, site)?.versions.count == 1)
        site.test.advance(.days(1))
        var corrected = Self.form("The council paid.")
        corrected.note = "It was in the past"
        try await save(corrected, site, replacing: number)
        let now = try Samples.required(try await shown(number, site))
        #expect(now.shown.text.sentence == "The council paid." && now.shown.note == "It was in the past")
        #expect(now.versions.map(\.text.sentence) == ["The council paid.", "The council pays."])
        let before = try Samples.required(try await shown(number, site, version: 1))
        #expect(before.shown.text.sentence == "The council pays." && !before.isNewest)
        #expect(try await shown(number, site, version: 3) == nil)
        // Who saw the version before overwrites nothing.
        let late = try await writing.save(
            corrected,
            in: site.campaignID,
            replacing: number,
            mark: mark,
            by: Self.dana
        )
        if case .clash = late { Issue.record("the same text again is no clash") }
        corrected.sentence = "The council never paid."
        let clash = try await writing.save(
            corrected,
            in: site.campaignID,
            replacing: number,
            mark: mark,
            by: Self.dana
        )
        guard case .clash(let current) = clash else { throw Unsaved(outcome: clash) }
        #expect(current.version.text.sentence == "The council paid.")
    }

    @Test(arguments: TestDatabase.all)
    func `a withdrawn claim stays to be read with its reason, and nothing is done with it any more`(
        _ kind: TestDatabase
    ) async throws {
        let site = try await UpdateSite(kind)
        let number = try await save(Self.form(), site)
        let writing = ClaimWriting(site: site.site)
        await #expect(throws: Claim.Refusal.draft) {
            try await writing.withdraw(number, in: site.campaignID, reason: "Wrong", by: Self.dana)
        }
        try await publish(number, site)
        await #expect(throws: WritingProblems([WritingProblem("reason", .empty)])) {
            try await writing.withdraw(number, in: site.campaignID, reason: " ", by: Self.dana)
        }
        try await writing.withdraw(number, in: site.campaignID, reason: "The minutes were wrong", by: Self.dana)
        #expect(try await shown(number, site)?.claim.withdrawal?.reason == "The minutes were wrong")
        await #expect(throws: Claim.Refusal.withdrawn) {
            try await writing.withdraw(number, in: site.campaignID, reason: "Again", by: Self.dana)
        }
        await #expect(throws: Claim.Refusal.withdrawn) { try await publish(number, site) }
        var form = Self.form("Something else.")
        form.note = "x"
        let outcome = try await writing.save(
            form,
            in: site.campaignID,
            replacing: number,
            mark: try await mark(number, site),
            by: Self.dana
        )
        guard case .refused(.withdrawn) = outcome else { throw Unsaved(outcome: outcome) }
        let acts = try await Trail(site: site.site).lines(before: nil, limit: 3).map(\.event)
        #expect(acts.map(\.act) == [.claimWithdrawn, .claimPublished, .claimSaved])
        #expect(acts.allSatisfy { $0.object == "libraries/claims/1" && $0.campaignID == site.campaignID })
    }

    @Test(arguments: TestDatabase.all)
    func `a record must be published with the claim, and where its file is withdrawn the claim says so`(
        _ kind: TestDatabase
    ) async throws {
        let site = try await UpdateSite(kind)
        let file = try await importRecord(site, isPublished: false)
        var form = Self.form(documents: "")
        form.records = "70b1 | P1"
        let number = try await save(form, site)
        let identifier = "CONT_AWD_70B1_7014_-NONE-_-NONE-"
        await #expect(throws: Claim.Refusal.unpublishedRecord(identifier)) { try await publish(number, site) }
        _ = try await site.test.database.write { try $0.setEvidenceFile(file, published: true) }
        try await publish(number, site)
        let sources = try Samples.required(try await shown(number, site)).sources
        guard case .record(let record, .some(let ground)) = sources[0] else {
            throw Unshown()
        }
        #expect(record == ClaimRecord(award: identifier, modification: "P1"))
        #expect(ground.day == "2018-05-04" && ground.amounts?.obligated?.cents == 134_400_000)
        #expect(ground.files.map(\.hash) == [[UInt8](repeating: 1, count: 32)])
        // An address of its page, of either site, means the same award.
        for typed in ["/evidence/awards/\(ground.awardID)", "https://www.usaspending.gov/award/\(identifier)/"] {
            form.records = typed
            let other = try await save(form, site)
            try await publish(other, site)
            let named = try await shown(other, site)?.shown.text.records.map(\.award)
            #expect(named == [identifier], "\(typed)")
        }
        form.records = "\(identifier) | P2"
        (form.note, form.sentence) = ("x", "Of another modification.")
        let unknown = try await ClaimWriting(site: site.site).save(
            form,
            in: site.campaignID,
            replacing: number,
            mark: try await mark(number, site),
            by: Self.dana
        )
        guard case .refused(.unpublishedRecord) = unknown else { throw Unsaved(outcome: unknown) }
        _ = try await site.test.database.write { try $0.setEvidenceFile(file, published: false) }
        #expect(try await shown(number, site)?.sources == [.record(record, nil)])
    }

    @Test(arguments: TestDatabase.all)
    func `a copy is kept where the licence is named and its hash fits, and served while a public version names it`(
        _ kind: TestDatabase
    ) async throws {
        let site = try await UpdateSite(kind)
        let bytes = Array("%PDF-1.7 minutes".utf8)
        let copying = ClaimCopying(site: site.site)
        func keep(_ bytes: [UInt8], _ number: Int, note: String = "", place: Int = 0) async throws {
            try await copying.keep(
                bytes,
                ofDocument: place,
                of: number,
                in: site.campaignID,
                note: note,
                mark: try await mark(number, site),
                by: Self.dana
            )
        }
        func served(_ number: Int) async throws -> KeptCopy? {
            let slug = try Samples.libraries().slug
            return try await ClaimReading(site: site.site).copy(bytes.sha256, of: number, in: slug)
        }
        let number = try await save(Self.form(), site)
        await #expect(throws: KeptCopy.Problem.licence) { try await keep(bytes, number) }
        try await save(Self.form(documents: "Minutes | The council | | | | CC0"), site, replacing: number)
        await #expect(throws: KeptCopy.Problem.source) { try await keep(bytes, number, place: 1) }
        try await keep(bytes, number)
        #expect(try await served(number) == nil, "nobody sees a draft's")
        try await publish(number, site)
        #expect(try await served(number)?.bytes == bytes)
        #expect(try await shown(number, site)?.shown.text.documents[0].sha256 == Hexadecimal.encode(bytes.sha256))
        let other = Array("Other".utf8)
        await #expect(throws: KeptCopy.Problem.otherHash(Hexadecimal.encode(other.sha256))) {
            try await keep(other, number)
        }
        // A public source that named no copy is corrected by it, and says why.
        let second = try await save(Self.form(documents: "Minutes | The council | | | | CC0"), site)
        try await publish(second, site)
        await #expect(throws: KeptCopy.Problem.note) { try await keep(bytes, second) }
        #expect(try await served(second) == nil, "nothing of it was kept")
        try await keep(bytes, second, note: "The copy was added")
        #expect(try await served(second) != nil)
        #expect(try await shown(second, site)?.versions.map(\.note) == ["The copy was added", nil])
        try await copying.remove(bytes.sha256, of: second, in: site.campaignID, by: Self.dana)
        #expect(try await served(second) == nil)
    }

    @Test(arguments: TestDatabase.all)
    func `claims of a file come in once, and one without what it rests on stays a draft`(
        _ kind: TestDatabase
    )
        async throws
    {
        let site = try await UpdateSite(kind)
        let slug = try Samples.libraries().slug
        let names = try ["one", "two", "three"].map { try Samples.required(Slug($0)) }
        let document = ClaimDocument(title: "Minutes", publisher: "The council")
        var items = [
            ClaimImport.Item(
                name: names[0],
                text: ClaimText(sentence: "First.", documents: [document]),
                mustPublish: true
            ),
            ClaimImport.Item(name: names[1], text: ClaimText(sentence: "Second."), mustPublish: true),
            ClaimImport.Item(
                name: names[2],
                text: ClaimText(sentence: "Third.", documents: [document]),
                mustPublish: false
            ),
        ]
        let importing = ClaimImport(site: site.site)
        let steps = try await importing.run(items, in: slug).map(\.step)
        #expect(steps == [.published, .refused(.noSource), .drafted])
        items[0].text.sentence = "Something else."
        let again = try await importing.run(items, in: slug).map(\.step)
        #expect(again == [.kept, .kept, .kept])
        let claims = try await ClaimWriting(site: site.site).shelf(in: site.campaignID)
        #expect(claims.map(\.version.text.sentence) == ["First.", "Second.", "Third."])
        #expect(claims.map(\.state) == [.published, .draft, .draft])
    }

    @Test func `the kinds of amounts are those of contract records`() {
        #expect(ClaimFigure.Kind.allCases.map(\.rawValue) == AmountKind.allCases.map(\.rawValue))
    }
}
