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
}
