import Foundation
import HummingbirdTesting
import Testing
import UndersignedCore
import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// What a report on who earned from an agency's contracts of 2018 lists can be read from the pages' own data (issue 8, point 5).
///
/// The file lies beside the checkout; without it these tests are skipped.
@Suite struct RebuiltReportTests {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "shared/data/contracts-us/usaspending-2018-ICE-FY18-transactions-258cols.csv")

    /// What the pages say of a company in one class of award.
    private struct Line: Hashable {
        var name: String
        var awardClass: String
        var awards: Int
        var records: Int
        var amounts: [String?]
    }

    private static func object(_ text: String) throws -> [String: Any] {
        try Samples.required(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    /// The same from the file's records, added up by the reader and no database.
    private static func expected(_ book: RecordBook) -> Set<Line> {
        var lines: Set<Line> = []
        let organisations = book.records.filter { !$0.supplier.isNaturalPerson && !$0.supplier.name.isEmpty }
        for (name, records) in Dictionary(grouping: organisations, by: \.supplier.name) {
            let sums = AmountKind.allCases.map { book.sum($0) { $0.supplier.name == name } }
            for awardClass in Set(records.map(\.awardClass)) {
                let keys = Set(sums.flatMap(\.records).filter { $0.awardClass == awardClass }.map(\.key))
                lines.insert(
                    Line(
                        name: name,
                        awardClass: awardClass.rawValue,
                        awards: Set(records.filter { $0.awardClass == awardClass }.map(\.award)).count,
                        records: keys.count,
                        amounts: sums.map { $0.sum.cents(.dollars, awardClass).map { Amount.text(cents: $0) } }
                    )
                )
            }
        }
        return lines
    }

    private static func read(_ keep: ([ContractRecord]) throws -> [RecordIndex.Place]) throws -> ImportReport {
        var reading = EvidenceImport()
        try reading.feed([UInt8](try Data(contentsOf: file)), keep: keep)
        return try reading.finish(file: file.lastPathComponent, keep: keep)
    }

    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: file.path),
            "The published files of ../shared/data are not there."
        ),
        arguments: TestDatabase.all
    )
    func `the report on 2018 can be rebuilt: each company's awards and amounts, with the records behind them`(
        _ kind: TestDatabase
    ) async throws {
        let site = try await WebSite(kind)
        try await site.test.database.write { transaction in
            let hash = [UInt8](repeating: 8, count: 32)
            var intake = try EvidenceIntake(transaction, hash: hash, name: "2018.csv", now: Samples.noon)
            let report = try Self.read { try intake.keep($0) }
            try intake.finish(kind: report.kind, report: "{}")
            _ = try transaction.setEvidenceFile(intake.fileID, published: true)
        }
        var book = RecordBook()
        _ = try Self.read { records in records.map { book.enter($0) } }
        let (expected, all) = (Self.expected(book), Self.total(book))
        try await site.visit { visitor in
            let found = try Self.object(try await visitor.get("/evidence/suppliers.json").text)
            let suppliers = try Samples.required(found["suppliers"] as? [[String: Any]])
            #expect(found["next"] is NSNull && suppliers.count > 500)
            let lines = suppliers.map(Self.line)
            #expect(Set(lines) == expected)
            for name in ["PALANTIR TECHNOLOGIES INC.", "AMAZON.COM LLC", "GEO GROUP INC., THE"] {
                for (line, entry) in zip(lines, suppliers) where line.name == name {
                    try await Self.check(line, entry, visitor)
                }
            }
            #expect(lines.first { $0.name == "AMAZON.COM LLC" }?.amounts[0] == "11899.52")
            let agencies = try Self.object(try await visitor.get("/evidence/agencies.json").text)
            let totals = try Samples.required(agencies["agencies"] as? [[String: Any]]).map(Self.line)
            let obligated = try totals.map { try Samples.required(Decimal(string: $0.amounts[0] ?? "0")) }
            #expect(obligated.reduce(0, +) == Decimal(string: all))
        }
    }

    /// The records behind a company's figure add up to it, and each has its public page.
    private static func check(_ line: Line, _ entry: [String: Any], _ visitor: Visitor) async throws {
        let address = try Samples.required(entry["url"] as? String)
        let id = try Samples.required(address.split(separator: "/").last)
        let path = "/evidence/records.json?supplier=\(id)&class=\(line.awardClass)&currency=USD"
        let found = try object(try await visitor.get(path).text)
        let records = try Samples.required(found["records"] as? [[String: Any]])
        #expect(records.count == line.records && found["count"] as? Int == line.records, "\(line.name)")
        for (place, kind) in AmountKind.allCases.enumerated() {
            let amounts = records.filter { ($0["counts"] as? [String])?.contains(kind.rawValue) == true }
                .compactMap { ($0["amounts"] as? [String: Any])?[kind.rawValue] as? String }
            let sum = amounts.compactMap { Decimal(string: $0) }.reduce(0, +)
            #expect(amounts.isEmpty ? line.amounts[place] == nil : sum == Decimal(string: line.amounts[place] ?? ""))
        }
        for record in records {
            let link = record["public_record"] as? String
            #expect(link?.hasPrefix("https://www.usaspending.gov/award/CONT_") == true, "\(line.name)")
            #expect(record["file"] as? String == "2018.csv" && record["line"] is Int)
        }
    }

    private static func line(_ entry: [String: Any]) -> Line {
        let amounts = entry["amounts"] as? [String: Any] ?? [:]
        return Line(
            name: entry["name"] as? String ?? "",
            awardClass: entry["class"] as? String ?? "",
            awards: entry["awards"] as? Int ?? 0,
            records: entry["records"] as? Int ?? 0,
            amounts: AmountKind.allCases.map { amounts[$0.rawValue] as? String }
        )
    }

    /// What was obligated in all, people included, as `344811111.00`.
    private static func total(_ book: RecordBook) -> String {
        let cents = book.sum(.obligated) { _ in true }.sum.columnCents(.dollars)
        return cents.map { Amount.text(cents: $0) } ?? ""
    }
}
