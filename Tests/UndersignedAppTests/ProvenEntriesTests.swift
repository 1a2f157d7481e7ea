import Testing
import TransparencyLog
import UndersignedApp
import UndersignedCore

/// Single entries of a log, proven without the rest of it.
struct ProvenEntriesTests {
    private static let closed = LogEntry.closed.bytes

    private static func log(closedAt place: Int?) throws -> LogAuditSample {
        var entries = (0..<600).map { Array("issued \($0 + 1)".utf8) }
        if let place { entries[place] = closed }
        return try LogAuditSample(entries)
    }

    private func found(_ sample: LogAuditSample, since size: UInt64 = 0, bundles: Int = 3) async throws -> Bool {
        let note = try SignedNote(parsing: sample.files["checkpoint"] ?? [])
        let entries = ProvenEntries(
            under: try Checkpoint(parsing: note.text),
            in: LogAuditSample.Source(files: sample.files)
        )
        return try await entries.hold(Self.closed, since: size, bundleLimit: bundles)
    }

    @Test(arguments: [0, 255, 256, 511, 512, 599])
    func `an entry is found wherever it stands, and not before the size that was seen`(place: Int) async throws {
        let sample = try Self.log(closedAt: place)
        #expect(try await found(sample))
        #expect(try await found(sample, since: UInt64(place / 256 * 256)))
        #expect(try await !found(sample, since: 600))
        if place < 512 {
            #expect(try await !found(sample, since: 512))
            #expect(try await !found(sample, bundles: 1))
        }
    }

    @Test func `an entry that the tree does not hold is no entry`() async throws {
        var sample = try Self.log(closedAt: nil)
        #expect(try await !found(sample))
        sample.files["tile/entries/001"] = try Self.log(closedAt: 300).files["tile/entries/001"]
        do {
            _ = try await found(sample)
            Issue.record("it was taken for one")
        } catch let problem as LogAuditProblem {
            #expect("\(problem)".contains("is not the entry that the checkpoint commits to"), "\(problem)")
        }
    }
}
