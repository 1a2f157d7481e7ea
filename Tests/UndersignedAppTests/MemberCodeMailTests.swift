import Foundation
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedMail
import UndersignedStore

/// What becomes of a member's code that waits to be mailed (issue 7).
struct MemberCodeMailTests {
    @Test func `a member's code that has ended meanwhile is not mailed`() async throws {
        let fixture = try await OutboxFixture()
        let keys = try fixture.keys()
        let folder = fixture.folder.appending(path: "mail").path
        let worker = try fixture.worker(keys, FolderCourier(folder: folder))
        try await fixture.enqueue(kind: .memberCode, under: keys)
        fixture.advance(.minutes(9))
        #expect(try await worker.deliverDue() == 1)
        try await fixture.enqueue(kind: .memberCode, under: keys)
        fixture.advance(.minutes(10))
        #expect(try await worker.deliverDue() == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 1)
        #expect(try await fixture.rows().allSatisfy { $0.state != "waiting" && !$0.isSealed })
    }
}
