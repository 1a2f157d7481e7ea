import Synchronization
import Testing
import TransparencyLog
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// c2sp.org/tlog-witness: a witness cosigns one history of a log and never a second.
struct WitnessTests {
    let log: WitnessedLog
    let fork: WitnessedLog
    let test: TestWitness

    init() async throws {
        log = try WitnessedLog()
        fork = try WitnessedLog(branch: 1)
        test = try await TestWitness(watching: [log.key.verifierKey])
    }

    private func isCosigned(_ bytes: [UInt8], as checkpoint: Checkpoint) async throws -> Bool {
        guard case .cosigned(let line) = try await test.witness.add(bytes) else { return false }
        return try Cosignature(line).isValid(for: checkpoint, key: test.key.verifierKey)
    }

    @Test func `a log that grows is cosigned, and the same checkpoint again too`() async throws {
        for (old, new) in [(0, 0), (0, 1), (1, 1), (1, 5), (5, 128), (128, 200)] {
            #expect(try await isCosigned(log.request(from: old, to: new), as: log.checkpoint(new)), "\(old) to \(new)")
        }
        let hash = Witness.hash(of: WitnessedLog.origin)
        let note = try SignedNote(parsing: Samples.required(try await test.witness.checkpoint(originHash: hash)))
        #expect(note.verified(by: [log.key.verifierKey, test.key.verifierKey]).value?.count == 2)
        #expect(try await test.witness.checkpoint(originHash: Witness.hash(of: "other")) == nil)
    }

    @Test func `what does not continue the last checkpoint is refused, each with its own answer`() async throws {
        #expect(try await isCosigned(log.request(from: 0, to: 8), as: log.checkpoint(8)))
        let stranger = try NoteSigningKey(name: WitnessedLog.origin, seed: Array(0..<32))
        let elsewhere = try NoteSigningKey(name: "other.example.org", seed: Array(0..<32))
        let unknown = try Checkpoint(origin: "other.example.org", size: 1, root: MerkleTree.leafHash(of: []))
        let unknownRequest = try WitnessRequest(oldSize: 0, hashes: [], checkpoint: unknown.signed(by: elsewhere))
        let cases: [([UInt8], Witness.Outcome)] = [
            (try log.request(from: 0, to: 9), .otherSize(8)), (try log.request(from: 4, to: 4), .otherSize(8)),
            (try log.request(from: 7, to: 9), .otherSize(8)),
            (try log.request(from: 8, to: 9, by: stranger), .untrusted),
            (Array(unknownRequest.string.utf8), .unknownOrigin),
        ]
        for (request, outcome) in cases { #expect(try await test.witness.add(request) == outcome) }
        for bytes in [[], Array("old 8\n".utf8), Array("old 08\n\n".utf8), try log.request(from: 8, to: 4)] {
            guard case .malformed = try await test.witness.add(bytes) else {
                Issue.record("accepted \(String(decoding: bytes, as: UTF8.self))")
                continue
            }
        }
        for bytes in [try fork.request(from: 8, to: 8), try fork.request(from: 8, to: 9)] {
            guard case .inconsistent = try await test.witness.add(bytes) else {
                Issue.record("cosigned a fork")
                continue
            }
        }
        #expect(try await isCosigned(log.request(from: 8, to: 9), as: log.checkpoint(9)))
    }

    @Test func `a first request has no proof`() async throws {
        let one = try WitnessRequest(
            oldSize: 0,
            hashes: [MerkleTree.emptyRoot],
            checkpoint: log.checkpoint(1).signed(by: log.key)
        )
        guard case .inconsistent = try await test.witness.add(Array(one.string.utf8)) else {
            Issue.record("a proof from nothing was believed")
            return
        }
        #expect(try await test.witness.add(log.request(from: 2, to: 2)) == .otherSize(0))
    }

    @Test func `two checkpoints of one size that a log signed are kept as proof`() async throws {
        _ = try await test.witness.add(log.request(from: 0, to: 8))
        for _ in 0..<3 { _ = try await test.witness.add(fork.request(from: 4, to: 8)) }
        let forks = try await test.database.read { try $0.forks() }
        #expect(forks.count == 1)
        let notes = try [Samples.required(forks.first).checkpoint, Samples.required(forks.first).other]
            .map { try SignedNote(parsing: $0) }
        let checkpoints = notes.compactMap { Checkpoint.verify($0, key: log.key.verifierKey).value }
        #expect(checkpoints.map(\.size) == [8, 8] && checkpoints.first?.root != checkpoints.last?.root)
    }

    // The specification's race: checking and storing must be one step.
    @Test func `of two forks that arrive together exactly one is cosigned`() async throws {
        for size in 5..<45 {
            let test = try await TestWitness(watching: [log.key.verifierKey])
            let requests = try [log, fork, log, fork].map { try $0.request(from: 0, to: size) }
            let cosigned = try await withThrowingTaskGroup(of: Bool.self) { group in
                for request in requests {
                    group.addTask {
                        if case .cosigned = try await test.witness.add(request) { true } else { false }
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(cosigned == 1)
        }
    }

    @Test func `a fault between check and store leaves the old state, and the next request goes on from there`()
        async throws
    {
        _ = try await test.witness.add(log.request(from: 0, to: 8))
        let faulty = FaultyDatabase(database: test.database)
        let ambient = Ambient(now: { Samples.noon }, randomBytes: Samples.randomBytes)
        let broken = Witness(database: faulty, key: test.key, ambient: ambient)
        let request = try log.request(from: 8, to: 12)
        await #expect(throws: FaultyDatabase.Died.self) { try await broken.add(request) }
        #expect(try await test.database.read { try $0.sighting(of: WitnessedLog.origin)?.size } == 8)
        #expect(try await isCosigned(request, as: log.checkpoint(12)))
    }

    @Test func `a clock that went back cosigns nothing`() async throws {
        let clock = Mutex(Samples.noon)
        let test = try await TestWitness(watching: [log.key.verifierKey], now: { clock.withLock { $0 } })
        _ = try await test.witness.add(log.request(from: 0, to: 1))
        clock.withLock { $0 = Samples.noon - .seconds(1) }
        #expect(try await test.witness.add(log.request(from: 1, to: 2)) == .clockBehind)
        try await test.database.write { try $0.forgetTimes(after: Samples.noon - .seconds(1)) }
        guard case .cosigned = try await test.witness.add(log.request(from: 1, to: 2)) else {
            Issue.record("the clock was accepted")
            return
        }
    }
}

/// A database whose process dies after a write block ran and before it is committed.
private struct FaultyDatabase: TransactionalDatabase {
    struct Died: Error {}

    let database: any TransactionalDatabase

    func read<T: Sendable>(_ block: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await database.read(block)
    }

    func write<T: Sendable>(_ block: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await database.write { transaction in
            _ = try block(transaction)
            throw Died()
        }
    }

    func forgetDeleted() async throws {
        try await database.forgetDeleted()
    }

    func isOnDuty() async -> Bool { true }

    func close() throws {
        try database.close()
    }
}
