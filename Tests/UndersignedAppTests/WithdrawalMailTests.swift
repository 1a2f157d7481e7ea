import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// P-06: what waits in the outbox goes with whoever it is about.
@Suite struct WithdrawalMailTests {
    @Test(arguments: TestDatabase.all)
    func `a receipt that has not left goes with the withdrawal, and with nobody else's`(
        _ kind: TestDatabase
    ) async throws {
        let test = try await TestSite(kind)
        let petition = try await test.open()
        let link = try await test.sign(Samples.amina, petition)
        try await test.sign(Samples.wei, petition)
        let before = try await test.mails().filter { $0.kind == .receipt }.map(\.payload.address)
        #expect(before.count == 2)
        #expect(try await Links(site: test.site).withdraw(link) == .withdrawn)
        let after = try await test.mails()
        #expect(!after.contains { $0.payload.address == Samples.amina.email })
        #expect(after.filter { $0.kind == .receipt }.count == 1)
        try await test.expectSoundLog(petition)
    }
}
