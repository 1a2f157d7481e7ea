import Foundation
import NIOCore
import NIOPosix
import UndersignedApp
import UndersignedCore

/// What a replay found, and what is not as it must be.
struct BenchReplayOutcome: Sendable {
    let record: BenchReplayRecord
    let countAfter: Int
    /// What `verify` counted in the log; nil where it could not.
    let verified: Int?
    let largestMegabytes: Double?
    let problems: [String]
}

/// Replays signatures against one petition of a site on this machine.
struct BenchReplay {
    let visitor: DemoVisitor
    let slug: String
    let mail: String
    let arrivals: BenchReplayArrivals
    let views: BenchReplayViews
    let connections: Int
    let process: Int32?

    /// - Throws: `DemoFailure` where the site gives no answer, no form, or a log that does not verify.
    func run() async throws -> BenchReplayOutcome {
        let page = try await visitor.page("/petitions/\(slug)")
        guard let form = page.form(to: "/petitions/\(slug)/signatures"),
            let token = form.hidden.first(where: { $0.0 == "t" })?.1
        else { throw DemoFailure("the petition \(slug) has no form: is it open?") }
        let before = try await count()
        let process = process.map(BenchReplayProcess.init)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let loop = group.next()
        let run = "r" + String(UInt64(Date().timeIntervalSince1970 * 1_000), radix: 36)
        let engine = BenchReplayEngine(
            loop: loop,
            arrivals: arrivals,
            views: views,
            writer: BenchReplayWriter(host: try host(), slug: slug, run: run, formToken: token),
            process: process,
            countBefore: before
        )
        let mailbox = BenchReplayMailbox(folder: mail, run: run)
        mailbox.watch { mails in loop.execute { engine.arrived(mails) } }
        let record = try await engine.run(address: try address(), connections: connections)
        // Receipts are still on their way: left in the folder, as they would be in people's mailboxes.
        mailbox.stop()
        try await group.shutdownGracefully()
        return try await outcome(record, process)
    }

    private func outcome(_ record: BenchReplayRecord, _ process: BenchReplayProcess?) async throws -> BenchReplayOutcome
    {
        let largest = process?.largestMegabytes()
        let expected = record.countBefore + record.acknowledged
        let after = try await settledCount(expected)
        let verified = try await verifiedCount()
        var problems = record.problems
        problems += record.failures.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value) times" }
        if record.missingMails > 0 { problems.append("\(record.missingMails) people waited for a mail in vain") }
        if after != expected { problems.append("count.json says \(after), and \(expected) were acknowledged") }
        if verified != after { problems.append("the log counts \(verified), and count.json says \(after)") }
        if record.oldestCount > BenchReplayRecord.ageLimit {
            problems.append("count.json was \(Int(record.oldestCount)) s old")
        }
        return BenchReplayOutcome(
            record: record,
            countAfter: after,
            verified: verified,
            largestMegabytes: largest,
            problems: problems
        )
    }

    /// The count once it is the expected one; the site may show an older one for some seconds.
    private func settledCount(_ expected: Int) async throws -> Int {
        for _ in 0..<100 {
            if try await count() == expected { break }
            try await Task.sleep(for: .milliseconds(100))
        }
        return try await count()
    }

    private func count() async throws -> Int {
        guard let count = try await visitor.count(of: slug) else { throw DemoFailure("\(slug) has no log yet") }
        return count.count
    }

    /// The recount of `undersigned verify`, over HTTP.
    private func verifiedCount() async throws -> Int {
        guard let address = HTTPLogSourceAddress("\(visitor.site)/petitions/\(slug)") else {
            throw DemoFailure("\(visitor.site)/petitions/\(slug) is no address")
        }
        let source = HTTPLogSource(address: address)
        do {
            guard let document = try await source.document() else {
                throw DemoFailure.notProven("\(slug): document.json is gone")
            }
            let (checkpoint, _) = try await source.checkpointAndCount()
            let report = try await LogAudit(source: source, key: document.key).report(checkpoint: checkpoint)
            try document.check(against: report)
            return report.counts.total
        } catch let problem as LogAuditProblem {
            throw DemoFailure.notProven("\(slug): \(problem)")
        } catch let failure as LogSourceFailure {
            throw DemoFailure.noAnswer("\(slug): \(failure)")
        }
    }

    private func host() throws -> String {
        guard let parts = URLComponents(string: visitor.site), let host = parts.host else {
            throw DemoFailure("\(visitor.site) is no address")
        }
        return parts.port.map { "\(host):\($0)" } ?? host
    }

    private func address() throws -> SocketAddress {
        guard let parts = URLComponents(string: visitor.site), let host = parts.host else {
            throw DemoFailure("\(visitor.site) is no address")
        }
        let bare = host.trimmingCharacters(in: ["[", "]"])
        return try SocketAddress.makeAddressResolvingHost(bare, port: parts.port ?? 80)
    }
}
