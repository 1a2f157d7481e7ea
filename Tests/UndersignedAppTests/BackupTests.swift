import Dispatch
import Foundation
import Synchronization
import Testing
import TransparencyLog
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// a backup is one instant of the data, whole or refused.
@Suite struct BackupTests {
    @Test(arguments: TestDatabase.all, TestDatabase.all)
    func `a restored database equals the one backed up, row by row, except for unsent mail`(
        _ origin: TestDatabase,
        _ other: TestDatabase
    ) async throws {
        let site = try await BackupSite(people: 40, origin)
        let summary = try await site.backUp()
        let (database, restored) = try await site.restored(other)
        #expect(restored.header == summary.header && restored.rowCount == summary.rowCount)
        var filled: [String] = []
        for table in StoredTable.all where table.name != "outbox" {
            let rows = try await BackupSite.rows(table, site.test.database)
            if !rows.isEmpty { filled.append(table.name) }
            guard table.name != "signature" else { continue }
            #expect(try await BackupSite.rows(table, database) == rows, "\(table.name)")
        }
        #expect(filled.contains("seal") && filled.contains("paper_sheet") && filled.contains("public_name"))
        // All but what lets people ask again whose mail did not leave.
        let signatures: Query = """
            SELECT id, state, tag, token_hash, box, commitment, position, number FROM signature ORDER BY id
            """
        let before = try await site.test.database.read { try $0.rows(signatures).map(\.values) }
        let after = try await database.read { try $0.rows(signatures).map(\.values) }
        #expect(after == before)
        try database.close()
    }

    // consistent under writes
    @Test func `signatures and withdrawals in the middle of a backup are not in it, and it is sound`() async throws {
        let site = try await BackupSite(people: 20)
        let head = try await site.test.database.read { [site] in try $0.head(site.petition.id) }
        let gate = Gate()
        let backup = Task(executorPreference: OwnThread()) {
            try await site.backUp { table in if table.name == "campaign" { gate.wait() } }
        }
        await gate.isReached()
        for number in 100..<130 { try await site.test.sign(Samples.person(number), site.petition) }
        for link in site.links.prefix(5) { _ = try await Links(site: site.test.site).withdraw(link) }
        try await site.test.site.database.forgetDeleted()
        gate.open()
        let summary = try await backup.value
        #expect(summary.header.logs.map(\.checkpoint) == [head?.checkpoint])
        let (database, _) = try await site.restored()
        #expect(try await database.read { try $0.head(site.petition.id) } == head)
        #expect(try await database.read { try $0.rowCount(.entry) } == Int(head?.size ?? 0))
        #expect(try await site.test.counts(site.petition).mail == (head?.counts.mail ?? 0) + 25, "the site went on")
        try database.close()
    }

    //
    @Test func `every flipped bit is refused`() async throws {
        let site = try await BackupSite(people: 8)
        try await site.backUp()
        let sound = try Data(contentsOf: site.file)
        #expect(try BackupSite.fault(sound, in: site.test.folder) == nil)
        var generator = SeededGenerator(state: 24)
        for _ in 0..<400 {
            var bytes = sound
            bytes[Int.random(in: bytes.indices, using: &generator)] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            #expect(try BackupSite.fault(bytes, in: site.test.folder) != nil)
        }
    }

    @Test func `a file that ends early, goes on, or is something else is refused`() async throws {
        let site = try await BackupSite(people: 8)
        try await site.backUp()
        let sound = try Data(contentsOf: site.file)
        for length in stride(from: 0, to: sound.count, by: sound.count / 200) + [sound.count - 1] {
            let fault = try BackupSite.fault(sound.prefix(length), in: site.test.folder)
            #expect(fault == (length < 22 ? .notABackup(expected: .data) : .truncated), "\(length) bytes")
        }
        #expect(try BackupSite.fault(sound + [0], in: site.test.folder) == .damaged("something follows its end"))
        #expect(try BackupSite.fault(Data("# a letter".utf8), in: site.test.folder) == .notABackup(expected: .data))
    }

    @Test func `a restore that was cut short is not taken for a site, and a full database is left alone`() async throws
    {
        let site = try await BackupSite(people: 8)
        try await site.backUp()
        let bytes = try Data(contentsOf: site.file)
        try bytes.prefix(bytes.count - 40).write(to: site.file)
        let path = site.test.folder.url.appending(path: "half").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let half = try await TestDatabase.sqlite.make(in: URL(filePath: path))
        let handle = try FileHandle(forReadingFrom: site.file)
        defer { withExtendedLifetime(handle) {} }
        await #expect(throws: BackupFault.truncated) { try await Restoring(into: half).run(handle.fileDescriptor) }
        #expect(try await half.read { try $0.isBeingFilled() })
        try bytes.write(to: site.file)
        let again = try FileHandle(forReadingFrom: site.file)
        defer { withExtendedLifetime(again) {} }
        await #expect(throws: Restoring.NotEmpty.self) {
            try await Restoring(into: site.test.database).run(again.fileDescriptor)
        }
        // The half one is emptied and filled.
        let third = try FileHandle(forReadingFrom: site.file)
        defer { withExtendedLifetime(third) {} }
        _ = try await Restoring(into: half).run(third.fileDescriptor)
        #expect(try await !half.read { try $0.isBeingFilled() })
    }
}

/// Holds a backup in its middle until the test has written.
private final class Gate: Sendable {
    private let reached = AsyncStream.makeStream(of: Void.self)
    private let opened = DispatchSemaphore(value: 0)

    func wait() {
        reached.continuation.yield()
        opened.wait()
    }

    func isReached() async {
        for await _ in reached.stream { return }
    }

    func open() { opened.signal() }
}

/// A task that waits here holds none of the threads that all tasks share.
private final class OwnThread: TaskExecutor {
    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        Thread.detachNewThread { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
