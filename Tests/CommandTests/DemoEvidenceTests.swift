import Foundation
import Testing
import UndersignedTestSupport

/// The records that the demonstration shows (issue 8, point 8).
struct DemoEvidenceTests {
    private struct Report: Decodable {
        let rows: Int
        let imported: Int
        let refused: Int
        let sums: [String: String?]
    }

    @Test func `the excerpt goes in whole, and adds up to the cent`() throws {
        let folder = try TestFolder()
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../examples/who-profits-2018/contracts.csv").standardized.path
        let done = try BuiltProgram(["evidence", "import", "--quiet", "--json", file], in: folder.url)
        #expect(done.status == 0, "\(done.errors)")
        let report = try Samples.required(try done.lines(of: Report.self).first)
        #expect(report.rows == 36 && report.imported == 36 && report.refused == 0)
        #expect(report.sums["obligated"] == "12253089.54")
    }

    private static let example = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../examples/who-profits-2018").standardized

    /// What the program says of a claim: `claim NAME: …`.
    private func imported(_ folder: URL) throws -> [String] {
        let done = try BuiltProgram(["campaign", "import", "--data", "d", Self.example.path], in: folder)
        #expect(done.status == 0, "\(done.errors)")
        return done.output.split(separator: "\n").map(String.init).filter { $0.contains("claim ") }
    }

    @Test func `claims that rest on records wait as drafts until the records are published`() throws {
        let folder = try TestFolder()
        let bare = try imported(folder.url)
        #expect(bare.count == 6 && bare.count { $0.hasSuffix(": published") } == 2, "\(bare)")
        #expect(
            bare.count { $0.contains("saved as a draft: the record CONT_") && $0.contains("is in no published file") }
                == 4
        )
        let records = Self.example.appending(path: "contracts.csv").path
        for step in [["evidence", "import", "--quiet", records], ["evidence", "publish", "1"]] {
            #expect(try BuiltProgram(step + ["--data", "d"], in: folder.url).status == 0)
        }
        #expect(try imported(folder.url).count { $0.hasSuffix(": published") } == 4)
    }

    /// A claim's amount is what its record states as that kind, to the cent, on the day that the claim names.
    @Test func `each amount that the example claims is the one of its record`() throws {
        let lines = try String(contentsOf: Self.example.appending(path: "campaign.yaml"), encoding: .utf8)
            .split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        let rows = try String(contentsOf: Self.example.appending(path: "contracts.csv"), encoding: .utf8).split(
            separator: "\n"
        )
        var said: [String: String] = [:]
        var checked = 0
        for line in lines {
            if let colon = line.firstIndex(of: ":") {
                said[String(line[..<colon])] = line[line.index(after: colon)...].trimmingCharacters(
                    in: .init(charactersIn: " \"")
                )
            }
            guard let match = line.firstMatch(of: /award: CONT_[A-Z]{3}_([A-Z0-9]+)_.*modification: ([A-Z0-9]+)/) else {
                continue
            }
            let row = try Samples.required(rows.first { $0.hasPrefix("\(match.1),") && $0.contains(",\(match.2),") })
            // Award, parent, its agency, modification, transaction, day, then the three amounts.
            let cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            let column = ["obligated": 6, "current_value": 7, "potential_value": 8][said["kind"] ?? ""]
            let stated = try Samples.required(column.flatMap { Double(cells[$0]) })
            #expect(Double(said["amount"] ?? "") == stated && said["as_of"] == cells[5], "\(line)")
            checked += 1
        }
        #expect(checked == 4)
    }
}
