import Testing
import UndersignedEvidence

/// The published tables of ../shared/data, whose figures its README and Python's decimal module give.
@Suite(.enabled(if: SharedFiles.isThere, SharedFiles.absence))
struct SharedTableTests {
    private struct Expected: Sendable {
        let file: String
        let kind: EvidenceKind
        /// Rows, imported, repeats, refused, awards, negative, zero.
        let counts: [Int]
        /// Obligated, current value, potential value.
        let sums: [String?]
    }

    private static let expected = [
        Expected(
            file: "usaspending-2018-ICE-FY18-transactions-258cols.csv",
            kind: .usaspendingTransactions,
            counts: [2_286, 2_286, 0, 0, 2_286, 217, 1_053],
            sums: ["344790273.03", "5168645341.48", "14169602711.98"]
        ),
        Expected(
            file: "usaspending-2018-ICE-FY13-259cols.csv",
            kind: .usaspendingTransactions,
            counts: [157, 157, 0, 0, 157, 25, 23],
            sums: ["15928005.95", "405429812.77", "530209004.92"]
        ),
        Expected(
            file: "usaspending-us-state-gov-ice-contracts-2023.csv",
            kind: .usaspendingAwards,
            counts: [331, 331, 0, 0, 331, 0, 39],
            sums: ["4194037.79", "1288205.06", "1555465.80"]
        ),
        Expected(
            file: "usaspending-Contracts_PrimeAwardSummaries_2025-03-21-MN.csv",
            kind: .usaspendingAwards,
            counts: [1_369, 1_369, 0, 0, 1_369, 38, 66],
            sums: ["351129069.99", "204375652.38", "568649587.22"]
        ),
        Expected(
            file: "usaspending-api-CBP_ICE_FY2022.csv",
            kind: .usaspendingTransactions,
            counts: [9_339, 9_331, 8, 0, 6_248, 970, 1_957],
            sums: ["7625489302.74", nil, nil]
        ),
        Expected(
            file: "usaspending-api-CBP_ICE_FY2025.csv",
            kind: .usaspendingTransactions,
            counts: [10_878, 10_856, 22, 0, 7_027, 1_374, 2_928],
            sums: ["14160875683.90", nil, nil]
        ),
    ]

    @Test(arguments: expected)
    private func `every published table adds up to the cent`(expected: Expected) throws {
        let sample = try SharedFiles.sample("contracts-us/\(expected.file)")
        #expect(sample.report.kind == expected.kind)
        #expect(sample.counts == expected.counts)
        #expect(sample.sums == expected.sums)
    }

    @Test(arguments: [("2025", 7, 8_109_869_032), ("2022", 6, 2_968_898_993)])
    func `Palantir's net is that of its modifications`(year: String, count: Int, cents: Int128) throws {
        let sample = try SharedFiles.sample("contracts-us/usaspending-api-CBP_ICE_FY\(year).csv")
        let listed = sample.book.sum(.obligated) { $0.supplier.name.hasPrefix("PALANTIR") }
        #expect(listed.sum.columnCents(.dollars) == cents)
        #expect(listed.records.count == count)
    }

    @Test func `two real modifications of one amount are both there`() throws {
        let sample = try SharedFiles.sample("contracts-us/usaspending-api-CBP_ICE_FY2025.csv")
        let same = sample.records.filter {
            $0.piid == "70CTD022FR0000170" && $0.amounts.obligated == Amount(cents: 2_989_823_600)
        }
        #expect(same.compactMap(\.modification).sorted() == ["P00009", "P00012"])
    }

    @Test func `vehicles stand apart in the table of 2018`() throws {
        let sample = try SharedFiles.sample("contracts-us/usaspending-2018-ICE-FY18-transactions-258cols.csv")
        let sum = sample.book.sum(.potentialValue) { _ in true }.sum
        #expect(
            AwardClass.allCases.map { sum.cents(.dollars, $0) } == [84_888_643_939, 724_145_597_249, 607_926_030_010]
        )
        #expect(sample.report.notes == ["dates are read day first, as the date in line 2 must be"])
    }

    @Test func `the published grants are recognised and refused`() throws {
        #expect(throws: EvidenceRefusal.otherKind(.usaspendingAssistance)) {
            try SharedFiles.sample("contracts-us/usaspending-Assistance_PrimeAwardSummaries_2025-03-28-after2020.csv")
        }
    }

    @Test func `no contact's number is left in the descriptions`() throws {
        let sample = try SharedFiles.sample("contracts-us/usaspending-2018-ICE-FY18-transactions-258cols.csv")
        let texts = sample.records.compactMap(\.description)
        #expect(texts.contains { $0.contains("[telephone]") })
        #expect(!texts.contains { $0.contains("@DHS.GOV") || $0.contains(#/\d{3}-\d{3}-\d{4}/#) })
    }
}
