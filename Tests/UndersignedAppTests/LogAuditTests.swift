import Synchronization
import Testing
import TransparencyLog
import UndersignedApp
import UndersignedCore

struct LogAuditTests {
    @Test(arguments: [1, 2, 3, 255, 256, 257, 511, 512, 1_000, 65_537])
    func `a sound log is recounted`(size: Int) async throws {
        let entries = LogAuditEntries(count: size)
        let sample = try LogAuditSample(entries.bytes)
        let report = try await sample.audited()
        let hours = (size + 18) / 20
        #expect(report.size == UInt64(size))
        #expect(report.origin == LogAuditSample.origin)
        #expect(report.root == MerkleTree.root(of: sample.leaves))
        #expect(report.counts.total == size - 1 - hours - 2 * entries.removals)
        #expect(report.counts.org == entries.organisations)
        #expect(report.counts.removed == entries.removals)
        #expect(report.hours.count == hours)
        #expect(report.hours.map(\.net).reduce(0, +) == report.counts.total)
        #expect(report.byteCount == sample.files.filter { $0.key != "checkpoint" }.values.map(\.count).reduce(0, +))
    }

    @Test func `an empty log lacks its petition`() async throws {
        let problem = try await LogAuditSample([]).problem()
        #expect(problem == LogAuditProblem(.file("checkpoint"), .againstRules(.noPetitionFirst)))
    }

    @Test func `a full file stands for a partial one that was deleted`() async throws {
        let entries = LogAuditEntries(count: 700)
        var sample = try LogAuditSample(entries.bytes)
        try sample.sign(size: 300, root: MerkleTree.root(of: Array(sample.leaves[..<300])))
        sample.files["tile/1/000.p/1"] = sample.files["tile/1/000.p/2"].map { Array($0.prefix(32)) }
        let report = try await sample.audited()
        #expect(report.size == 300)
        #expect(report.counts == (try await LogAuditSample(LogAuditEntries(count: 300).bytes).audited().counts))
        // What stands behind the 300th entry in the full files is not this checkpoint's.
        sample.files["tile/0/001"]?[8_191] ^= 1
        #expect(try await sample.problem() == nil)
        sample.files["tile/0/001"]?[43 * 32] ^= 1
        #expect(try await sample.problem() == LogAuditProblem(.file("tile/0/001.p/44"), .wrongHash(position: 43)))
    }

    @Test func `the checkpoint must be of this log, by this key, with this root`() async throws {
        let entries = LogAuditEntries(count: 300)
        let sound = try LogAuditSample(entries.bytes)
        let root = MerkleTree.root(of: sound.leaves)
        var samples = [try LogAuditSample(entries.bytes, root: MerkleTree.emptyRoot)]
        samples.append(try LogAuditSample(entries.bytes, seed: 2))
        var other = sound
        try other.sign(size: 300, root: root, origin: "petitions.example.org/petitions/another/log")
        samples.append(other)
        for sample in samples {
            let problem = try await sample.problem()
            #expect(problem?.place == .file("checkpoint"))
            guard case .notProven = problem?.fault else {
                Issue.record("found \(problem.map { "\($0)" } ?? "nothing")")
                continue
            }
        }
        var larger = sound
        try larger.sign(size: 301, root: root)
        #expect(try await larger.problem() == LogAuditProblem(.file("tile/entries/001.p/45"), .missing))
    }

    @Test func `a checkpoint may state any size without costing memory`() async throws {
        var sample = try LogAuditSample(LogAuditEntries(count: 1).bytes)
        try sample.sign(size: .max, root: MerkleTree.emptyRoot)
        #expect(try await sample.problem() == LogAuditProblem(.file("tile/entries/000"), .missing))
    }

    @Test func `files are asked for ahead, never more than the window, and used in order`() async throws {
        let sample = try LogAuditSample(LogAuditEntries(count: 8_000).bytes)
        let source = CountingSource(files: sample.files)
        let audit = try LogAudit(source: source, key: NoteVerifierKey(LogAuditSample.verifierKey), window: 8)
        var last = LogAudit.Progress?.none
        _ = try await audit.report(checkpoint: sample.files["checkpoint"]) { progress in
            #expect(progress.done == (last?.done ?? 0) + 1)
            last = progress
        }
        #expect(last?.done == UInt64(sample.files.count - 1))
        #expect(last?.total == last?.done)
        #expect((2...8).contains(source.peak))
    }

    @Test func `a source without an answer says nothing about the log`() async throws {
        struct Silent: LogSource {
            func file(_ path: String) async throws -> [UInt8]? {
                throw LogSourceFailure("no answer")
            }
        }
        let sample = try LogAuditSample(LogAuditEntries(count: 30).bytes)
        let audit = try LogAudit(source: Silent(), key: NoteVerifierKey(LogAuditSample.verifierKey))
        await #expect(throws: LogSourceFailure("no answer")) {
            try await audit.report(checkpoint: sample.files["checkpoint"])
        }
    }

    private final class CountingSource: LogSource {
        private let files: [String: [UInt8]]
        private let asked = Mutex((now: 0, peak: 0, total: 0))

        init(files: [String: [UInt8]]) {
            self.files = files
        }

        var peak: Int { asked.withLock { $0.peak } }

        func file(_ path: String) async throws -> [UInt8]? {
            let turns = asked.withLock { asked in
                asked.now += 1
                asked.total += 1
                asked.peak = max(asked.peak, asked.now)
                return asked.total * 7 % 11
            }
            // Answers come in another order than the questions.
            for _ in 0..<turns {
                await Task.yield()
            }
            asked.withLock { $0.now -= 1 }
            return files[path]
        }
    }
}
