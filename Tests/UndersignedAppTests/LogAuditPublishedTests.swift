import Testing
import TransparencyLog
import UndersignedApp
import UndersignedCore

struct LogAuditPublishedTests {
    private static func report() async throws -> LogAudit.Report {
        try await LogAuditSample(LogAuditEntries(count: 100).bytes).audited()
    }

    @Test func `the numbers of count.json are those of the log`() async throws {
        let report = try await Self.report()
        let counts = report.counts
        let classes = #""classes":{"mail":\#(counts.mail),"org":\#(counts.org),"member":0,"paper":0}"#
        let text = #"{"slug":"x","count":\#(counts.total),"size":100,\#(classes),"removed":\#(counts.removed)}"#
        try LogAudit.PublishedCount(parsing: Array(text.utf8)).check(against: report)
        let wrongs = [
            ("count", text.replacing(#""count":\#(counts.total)"#, with: #""count":9"#)),
            ("mail", text.replacing(#""mail":\#(counts.mail)"#, with: #""mail":9"#)),
            ("org", text.replacing(#""org":\#(counts.org)"#, with: #""org":9"#)),
            ("paper", text.replacing(#""paper":0"#, with: #""paper":9"#)),
            ("removed", text.replacing(#""removed":\#(counts.removed)"#, with: #""removed":99"#)),
        ]
        for (name, wrong) in wrongs {
            let published = try LogAudit.PublishedCount(parsing: Array(wrong.utf8))
            let problem = #expect(throws: LogAuditProblem.self) { try published.check(against: report) }
            guard case .otherNumber(name, _, _) = problem?.fault else {
                Issue.record("\(name): found \(problem.map { "\($0)" } ?? "nothing")")
                continue
            }
        }
        // Of another size, nothing can be said.
        let later = wrongs[0].1.replacing(#""size":100"#, with: #""size":101"#)
        try LogAudit.PublishedCount(parsing: Array(later.utf8)).check(against: report)
        #expect(throws: LogAuditProblem.self) { try LogAudit.PublishedCount(parsing: Array("{}".utf8)) }
    }

    @Test func `the document is the one that entry 0 names`() async throws {
        let report = try await Self.report()
        let document = try LogAudit.PublishedDocument(parsing: LogAuditSample.document)
        #expect(document.key.description == LogAuditSample.verifierKey)
        try document.check(against: report)
        let changed = try LogAudit.PublishedDocument(parsing: LogAuditSample.document + [0x20])
        #expect(throws: LogAuditProblem.self) { try changed.check(against: report) }
        let elsewhere = String(decoding: LogAuditSample.document, as: UTF8.self)
            .replacing(#""origin":"petitions"#, with: #""origin":"petition"#)
        let other = try LogAudit.PublishedDocument(parsing: Array(elsewhere.utf8))
        #expect(throws: LogAuditProblem.self) { try other.check(against: report) }
        #expect(throws: LogAuditProblem.self) { try LogAudit.PublishedDocument(parsing: Array("[]".utf8)) }
    }
}
