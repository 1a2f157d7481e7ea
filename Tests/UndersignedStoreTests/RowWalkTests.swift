import Testing
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// What is read page by page of millions of rows: no page costs more than its own rows.
@Suite struct RowWalkTests {
    enum Walk: CaseIterable {
        case log, stretch, export, deletion, search, notice

        func page(_ transaction: some Transaction) throws {
            switch self {
            case .log: _ = try transaction.placedSignatures(1...1_000, of: 1)
            case .stretch: _ = try transaction.signatureStretch(in: 1...Int64.max, count: 1_000, of: 1)
            case .export: _ = try transaction.sealedSignatures(1...1_000, of: 1)
            case .deletion: try transaction.deleteContacts(1...1_000, .everything, of: 1)
            case .search: _ = try transaction.searchedSignatures(of: 1, after: 0, fitting: CorrectionRule(), limit: 9)
            case .notice:
                let notice = TextNotice(petitionID: 1, version: 2, doneThrough: 0, lastID: 9)
                _ = try transaction.signatories(toldBy: notice, limit: 9)
            }
        }
    }

    // Six million rows are walked in pages of a thousand: a plan that looks at all of them for each page takes hours.
    @Test(arguments: Walk.allCases) func `a walk goes along the ids and sorts nothing`(_ walk: Walk) async throws {
        let site = try await TestSite(.sqlite)
        _ = try await site.open()
        let plan = try await site.database.write { transaction in
            let explained = ExplainedTransaction(transaction)
            try walk.page(explained)
            return explained.steps
        }
        #expect(plan.contains { $0.contains("INTEGER PRIMARY KEY (rowid>?") }, "\(plan)")
        #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
    }

    @Test(arguments: TestDatabase.all)
    func `stretches begin with a row, however many ids lie before it`(
        _ kind: TestDatabase
    ) async throws {
        let site = try await TestSite(kind)
        let petition = try await site.open()
        let other = try await site.open(Samples.petition("second"))
        for number in 0..<4 { try await site.ask(Samples.person(number), petition) }
        try await site.ask(Samples.amina, other)
        let wanted: [Int64] = [7, 1_006, 1_007, 1 << 51]
        try await site.database.write { transaction in
            let rows = try transaction.rows(
                "SELECT id FROM signature WHERE petition_id = \(petition.id) ORDER BY id DESC"
            )
            for (row, id) in zip(rows, wanted.reversed()) {
                try transaction.execute("UPDATE signature SET id = \(id) WHERE id = \(try row.integer("id"))")
            }
        }
        let stretches = try await site.database.read { transaction in
            var (found, next): ([ClosedRange<Int64>], Int64) = ([], 1)
            while let stretch = try transaction.signatureStretch(in: next...(1 << 52), count: 1_000, of: petition.id) {
                found.append(stretch)
                next = stretch.upperBound + 1
            }
            return found
        }
        #expect(stretches.map(\.lowerBound) == [7, 1_007, 1 << 51] && stretches.allSatisfy { $0.count == 1_000 })
        let none = try await site.database.read { try $0.signatureStretch(in: 8...1_005, count: 1, of: petition.id) }
        #expect(none == nil)
    }
}
