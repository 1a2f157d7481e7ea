import TransparencyLog
import UndersignedApp
import UndersignedCore

/// Compares the four places where a petition's number stands: log, `count.json`, page, and what people did.
struct DemoRecount: Sendable {
    let visitor: DemoVisitor

    /// - Parameters:
    ///   - petition: As it was before.
    ///   - expected: The classes that must be counted now.
    ///   - removed: The weight that must have been taken away by now.
    /// - Returns: The line of the summary.
    /// - Throws: `DemoFailure` naming the first number that differs, with code 3 for a log that does not verify.
    func compare(
        _ petition: DemoPetition,
        expected: DemoCount.Classes,
        removed: Int
    ) async throws -> DemoSummary.Line {
        let slug = petition.slug
        guard petition.log != nil else {
            // A draft has no log, so its page must show no number at all.
            guard try await visitor.page(petition.path).tally == nil else {
                throw DemoFailure("\(slug): the page shows a number, and there is no log")
            }
            return DemoSummary.Line(slug: slug, count: 0, removed: 0, entries: nil)
        }
        let report = try await audit(petition)
        let counts = report.counts
        try equal(slug, "the log", counts.mail, "confirmed by mail", expected.mail)
        try equal(slug, "the log", counts.org, "of organisations", expected.org)
        try equal(slug, "the log", counts.total, "in all", expected.total)
        try equal(slug, "the log", counts.removed, "removed", removed)
        let published = try await settledCount(slug, size: report.size)
        try equal(slug, "count.json", published.count, "in all", counts.total)
        try equal(slug, "count.json", published.removed, "removed", counts.removed)
        try equal(slug, "count.json", published.classes.mail, "confirmed by mail", counts.mail)
        try equal(slug, "count.json", published.classes.org, "of organisations", counts.org)
        try await comparePage(petition, count: counts.total)
        return DemoSummary.Line(slug: slug, count: counts.total, removed: counts.removed, entries: report.size)
    }

    /// The recount of `undersigned verify`, over HTTP.
    private func audit(_ petition: DemoPetition) async throws -> LogAudit.Report {
        guard let address = HTTPLogSourceAddress(visitor.site + petition.path) else {
            throw DemoFailure("\(visitor.site + petition.path) is no address")
        }
        let source = HTTPLogSource(address: address)
        do {
            guard let document = try await source.document() else {
                throw DemoFailure.notProven("\(petition.slug): document.json is gone")
            }
            let (checkpoint, count) = try await source.checkpointAndCount()
            let report = try await LogAudit(source: source, key: document.key).report(checkpoint: checkpoint)
            try document.check(against: report)
            try count?.check(against: report)
            return report
        } catch let problem as LogAuditProblem {
            throw DemoFailure.notProven("\(petition.slug): \(problem)")
        } catch let failure as LogSourceFailure {
            throw DemoFailure.noAnswer("\(petition.slug): \(failure)")
        }
    }

    /// `count.json` of the audited size; the site may show an older one for a second.
    private func settledCount(_ slug: String, size: UInt64) async throws -> DemoCount {
        for _ in 0..<50 {
            if let count = try await visitor.count(of: slug), count.size == size { return count }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw DemoFailure("\(slug): count.json does not show the log of \(size) entries")
    }

    /// The page too may be a second old.
    private func comparePage(_ petition: DemoPetition, count: Int) async throws {
        var shown: Int?
        for _ in 0..<50 {
            shown = try await visitor.page(petition.path).tally
            if shown == count { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        let words = shown.map { "shows \($0)" } ?? "shows no number"
        throw DemoFailure("\(petition.slug): the page \(words), and the log counts \(count)")
    }

    private func equal(_ slug: String, _ place: String, _ found: Int, _ what: String, _ expected: Int) throws {
        guard found == expected else {
            throw DemoFailure("\(slug): \(place) has \(found) \(what), and \(expected) were expected")
        }
    }
}
