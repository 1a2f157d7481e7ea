import Testing
import UndersignedEvidence

/// How often people are left out of the published tables of ../shared/data (issue 8, point 6).
///
/// The test knows no name: it counts what stands in their places, and what still looks like an address or a number.
@Suite(.enabled(if: SharedFiles.isThere, SharedFiles.absence))
struct SharedMaskTests {
    private static let files = [
        "usaspending-2018-ICE-FY18-transactions-258cols.csv", "usaspending-2018-ICE-FY13-259cols.csv",
        "usaspending-us-state-gov-ice-contracts-2023.csv",
        "usaspending-Contracts_PrimeAwardSummaries_2025-03-21-MN.csv", "usaspending-api-CBP_ICE_FY2022.csv",
        "usaspending-api-CBP_ICE_FY2025.csv",
    ]

    @Test func `people in the published tables are masked about as often as they were found by eye`() throws {
        var texts: Set<String> = []
        var persons = 0
        for file in Self.files {
            for record in try SharedFiles.sample("contracts-us/" + file).records {
                if record.supplier.isNaturalPerson { persons += 1 }
                if let text = record.description { texts.insert(text) }
            }
        }
        func count(_ mark: String) -> Int { texts.reduce(0) { $0 + $1.ranges(of: mark).count } }
        let (names, mails, numbers) = (count("[name]"), count("[e-mail]"), count("[telephone]"))
        print(
            "\(texts.count) texts: \(names) names, \(mails) addresses, \(numbers) numbers; \(persons) records of persons"
        )
        #expect((230...290).contains(names))
        #expect(mails >= 70 && numbers >= 70)
        #expect(persons > 100)
        let kept = texts.filter {
            $0.contains(/[A-Za-z.]+@[A-Za-z]+\.[A-Za-z]/) || $0.contains(/\(\d{3}\) ?\d{3}-\d{4}/)
        }
        #expect(kept.isEmpty)
    }
}
