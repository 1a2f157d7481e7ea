import Testing
import UndersignedEvidence

/// The published documents of ../shared/data; the figures are Python's, with its decimal module.
@Suite(.enabled(if: SharedFiles.isThere, SharedFiles.absence))
struct SharedDocumentTests {
    @Test func `releases of the UK are reduced to the latest of each award`() throws {
        let sample = try SharedFiles.sample("ocds/uk-contracts-finder/contracts-finder-2025-releases.json")
        #expect(sample.report.rows == 201)
        #expect(sample.report.tally.awardCount == 143 && sample.records.count == 143)
        #expect(sample.sums == [nil, "967677552.86", nil])
        #expect(sample.report.currency?.text == "GBP")
        #expect(sample.report.notes == ["53 releases are about no award; nothing of them goes in"])
        #expect(sample.refused.isEmpty)
    }

    private static let packages: [(String, EvidenceKind, Int, String?)] = [
        ("release-package-1.json", EvidenceKind.ocdsReleases, 1, "1311264.00"),
        ("release-package_1.1-1.json", .ocdsReleases, 1, "135630400.00"),
        ("release-package_1.1-2.json", .ocdsReleases, 1, "17875000.00"),
        ("record-package-1.json", .ocdsRecords, 2, "227584.71"),
        ("record-package_1.1.json", .ocdsRecords, 1, "135630400.00"),
        ("record-package_linked-releases.json", .ocdsRecords, 2, nil),
        ("record-package_package_1.1.json", .ocdsRecords, 2, nil),
    ]

    @Test(arguments: packages)
    func `packages of Mexico and Paraguay are read`(file: String, kind: EvidenceKind, awards: Int, sum: String?) throws
    {
        let sample = try SharedFiles.sample("ocds/ocdskit-real/\(file)")
        #expect(sample.report.kind == kind)
        #expect(sample.report.tally.awardCount == awards)
        #expect(sample.sums[1] == sum)
        #expect(sample.refused.isEmpty)
    }

    @Test(arguments: [
        ("awards-contract.json", 1, ["172213419.67", "172272419.67", "172272419.67"]),
        ("awards-idv.json", 1, ["2770845719.63", nil, "10489314619.00"]),
        ("awards-idv_awards.json", 10, ["3160101486.70", nil, nil]),
        ("awards-transactions.json", 3, ["3082046.29", nil, nil]),
        ("awards-search_results_contracts.json", 5, ["47775417714.28", nil, nil]),
        ("awards-search_results_idvs.json", 3, ["8132565249.74", nil, nil]),
        ("spending_by_award_contracts.json", 2, ["7201743774.99", nil, nil]),
    ])
    func `answers of USAspending's API add up to the cent`(file: String, rows: Int, sums: [String?]) throws {
        let sample = try SharedFiles.sample("contracts-us/usaspending-api-json/\(file)")
        #expect(sample.report.rows == rows)
        #expect(sample.sums == sums)
        #expect(sample.refused.isEmpty)
    }

    @Test(arguments: [
        "agency_subagencies.json", "awards-accounts.json", "download_status.json", "recipients_search.json",
        "spending_by_recipient.json",
    ])
    func `answers without awards are refused`(file: String) {
        #expect(throws: EvidenceRefusal.self) { try SharedFiles.sample("contracts-us/usaspending-api-json/\(file)") }
    }

    @Test func `the feed of FPDS adds up to the cent`() throws {
        let sample = try SharedFiles.sample("contracts-us/fpds-atom/fpds-atom-feed-full.xml")
        #expect(sample.counts == [10, 10, 0, 0, 8, 0, 3])
        #expect(sample.sums[0] == "1848953.36")
        // Ten actions state 22,419,268.44; two awards have two each, of which the later one counts.
        let values = Dictionary(grouping: sample.records, by: \.award).map { _, records in
            records.max {
                ($0.actionDate?.text ?? "", $0.modification ?? "") < ($1.actionDate?.text ?? "", $1.modification ?? "")
            }
        }
        #expect(
            sample.report.tally.sum(.currentValue).columnCents(.dollars)
                == values.reduce(0) { $0 + Int128($1?.amounts.currentValue?.cents ?? 0) }
        )
        #expect(sample.report.kind == .fpdsAtom)
        #expect(sample.records.allSatisfy { !$0.supplier.name.isEmpty && $0.supplier.identifiers.count == 1 })
    }
}
