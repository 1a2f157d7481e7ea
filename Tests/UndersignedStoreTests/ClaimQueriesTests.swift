import Testing
import UndersignedCore
import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore
import UndersignedTestSupport

@Suite struct ClaimQueriesTests {
    private static let text = ClaimText(
        sentence: "The council pays ☂.",
        figure: ClaimFigure(cents: .min, currency: "EUR", kind: .currentValue),
        asOf: "2018-05-04",
        demands: ["Keep it \"open\""],
        records: [ClaimRecord(award: "ocds-1/2", modification: "a\\b")],
        documents: [ClaimDocument(title: "T", publisher: "P")]
    )

    @Test(arguments: TestDatabase.all)
    func `a claim comes back as it was stored, its versions too, and what it is about once it is public`(
        _ kind: TestDatabase
    ) async throws {
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        let campaign = try Samples.libraries()
        let council = campaign.targets[0].id
        try await database.write { transaction in
            let id = try transaction.saveCampaign(campaign)
            var text = Self.text
            text.targets = [council]
            #expect(try transaction.insertClaim(text, in: id, by: 7, at: Samples.noon) == 1)
            #expect(try transaction.insertClaim(Self.text, named: council, in: id, by: nil, at: Samples.noon) == 2)
            #expect(try transaction.claimNumber(named: council, in: id) == 2)
            let draft = try Samples.required(try transaction.claim(1, in: id))
            #expect(draft.version.text == text && draft.state == .draft && draft.version.shownAt == nil)
            #expect(try transaction.claims(about: .target(council), in: id, limit: 9).isEmpty)
            #expect(try transaction.publishedClaims(in: id, limit: 9).isEmpty)

            try transaction.publishClaim(draft, in: id, at: Samples.noon)
            #expect(try transaction.claims(about: .target(council), in: id, limit: 9).map(\.number) == [1])
            let claim = try Samples.required(try transaction.claim(1, in: id))
            let later = Samples.noon + .days(1)
            try transaction.correctClaim(claim, with: Self.text, note: "A slip", in: id, by: 7, at: later)
            let corrected = try Samples.required(try transaction.claim(1, in: id))
            #expect(corrected.version.number == 2 && corrected.correctedAt == later)
            #expect(corrected.publishedAt == Samples.noon)
            let versions = try transaction.claimVersions(of: 1, in: id, limit: 9)
            #expect(versions.map(\.text) == [Self.text, text] && versions.map(\.note) == ["A slip", nil])
            #expect(versions.map(\.shownAt) == [later, Samples.noon])
            #expect(try transaction.claims(about: .target(council), in: id, limit: 9).isEmpty, "it is about nobody now")
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a withdrawn claim is about nobody any more and stays among those that were published`(
        _ kind: TestDatabase
    ) async throws {
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        let campaign = try Samples.libraries()
        let council = campaign.targets[0].id
        try await database.write { transaction in
            let id = try transaction.saveCampaign(campaign)
            var text = Self.text
            text.targets = [council]
            _ = try transaction.insertClaim(text, in: id, by: 7, at: Samples.noon)
            let draft = try Samples.required(try transaction.claim(1, in: id))
            let later = Samples.noon + .days(1)
            try transaction.publishClaim(draft, in: id, at: Samples.noon)
            #expect(try transaction.standingClaims(in: id, limit: 9).map(\.number) == [1])
            try transaction.withdrawClaim(1, reason: "Wrong", in: id, at: later)
            #expect(try transaction.claims(about: .target(council), in: id, limit: 9).isEmpty)
            #expect(try transaction.standingClaims(in: id, limit: 9).isEmpty)
            let withdrawn = try transaction.publishedClaims(in: id, limit: 9).map(\.withdrawal)
            #expect(withdrawn == [Claim.Withdrawal(at: later, reason: "Wrong")])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a copy belongs to its claim, is kept once and can be taken away`(_ kind: TestDatabase) async throws {
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        let copy = try KeptCopy(Array("%PDF-1.4\n".utf8) + [0, 255, 10])
        try await database.write { transaction in
            let id = try transaction.saveCampaign(Samples.libraries())
            for _ in 0..<2 { try transaction.keepCopy(copy, of: 1, in: id) }
            #expect(try transaction.copies(of: 1, in: id) == [copy.hash: .pdf])
            #expect(try transaction.copy(copy.hash, of: 1, in: id) == copy)
            #expect(try transaction.copy(copy.hash, of: 2, in: id) == nil)
            #expect(try transaction.deleteCopy(copy.hash, of: 1, in: id))
            #expect(try !transaction.deleteCopy(copy.hash, of: 1, in: id))
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a record is found by its award and modification, and an award by its contract number, as far as published`(
        _ kind: TestDatabase
    ) async throws {
        let folder = try TestFolder()
        let database = try await kind.make(in: folder.url)
        let records = [
            EvidenceSamples.record("70B1", "P0001", 100), EvidenceSamples.record("70B1", "P00010", 200, line: 3),
            EvidenceSamples.record("70B10", "0", 300, line: 4),
        ]
        try await EvidenceSamples.take(records, file: 1, into: database)
        try await EvidenceSamples.take(
            [EvidenceSamples.record("70B1", "P0002", 5)],
            file: 2,
            into: database,
            isPublished: false
        )
        try await database.read { transaction in
            let identifier = "CONT_AWD_70B1_7012_-NONE-_-NONE-"
            #expect(try transaction.evidenceIdentifiers(ofContract: "70B1", limit: 2) == [identifier])
            #expect(try transaction.evidenceIdentifiers(ofContract: "70B", limit: 2).isEmpty)
            let award = try Samples.required(try transaction.evidenceAward(identifier: identifier))
            let row = try transaction.evidenceRecord(ofAward: award.id, modification: "P0001")
            #expect(row?.record.amounts.obligated?.cents == 100)
            #expect(try transaction.evidenceRecord(ofAward: award.id, modification: "P000") == nil)
            #expect(try transaction.evidenceRecord(ofAward: award.id, modification: "P0002") == nil, "not published")
            #expect(try transaction.evidenceFiles(ofAward: award.id, limit: 5).map(\.name) == ["1.csv"])
        }
    }

    @Test func `claims and their records are found by an index`() async throws {
        let folder = try TestFolder()
        let database = try await TestDatabase.sqlite.make(in: folder.url)
        try await database.write { transaction in
            let explained = ExplainedTransaction(transaction)
            let slug = try Samples.required(Slug("council"))
            _ = try explained.claims(about: .target(slug), in: 1, limit: 5)
            _ = try explained.claims(about: .petition(slug), in: 1, limit: 5)
            _ = try explained.publishedClaims(in: 1, after: 3, limit: 5)
            _ = try explained.standingClaims(in: 1, limit: 5)
            _ = try explained.publishedClaimCount(in: 1)
            _ = try explained.claimVersions(of: 1, in: 1, limit: 5)
            _ = try explained.claimNumber(named: slug, in: 1)
            _ = try explained.copies(of: 1, in: 1)
            _ = try explained.copy([], of: 1, in: 1)
            _ = try explained.evidenceAward(identifier: "x")
            _ = try explained.evidenceIdentifiers(ofContract: "x", limit: 2)
            _ = try explained.evidenceRecord(ofAward: 1, modification: "x")
            #expect(!explained.steps.isEmpty)
            #expect(explained.steps.allSatisfy { !$0.hasPrefix("SCAN") }, "\(explained.steps)")
            #expect(explained.steps.allSatisfy { !$0.contains("TEMP B-TREE") }, "\(explained.steps)")
        }
    }
}
