import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// Earlier signatories are told that the text changed (DESIGN 11.15).
@Suite struct TextNoticesTests {
    private func amend(_ test: TestSite, _ letter: String) async throws {
        var changes = PetitionAmendment()
        changes.letter = letter
        _ = try await TextAmendment(site: test.site).amend(Samples.library.slug, changes, reason: "Because.")
    }

    private func told(_ test: TestSite) async throws -> [OutboxPayload] {
        try await test.mails().filter { $0.kind == .textChanged }.map(\.payload)
    }

    /// As if the mail server had taken all that waits.
    private func send(_ test: TestSite) async throws {
        try await test.database.write {
            _ = try $0.rows("UPDATE outbox SET due_at = due_at + 1000000 WHERE state = 'waiting'")
        }
    }

    @Test func `everybody who signed before is told once, whatever they ticked, and can stay or withdraw`() async throws
    {
        let test = try await TestSite(limits: .off)
        let petition = try await test.open()
        let stays = try await test.sign(Samples.amina, petition)
        try await test.sign(Samples.wei, petition)
        let gone = try await test.sign(Samples.oconnor, petition)
        try await test.ask(Samples.person(1), petition)
        _ = try await Links(site: test.site).withdraw(gone)
        try await amend(test, "Version two.")
        try await test.sign(Samples.person(2), try await test.petition(id: petition.id))
        #expect(try await TextNotices(site: test.site).queueSome() == 2)
        #expect(try await TextNotices(site: test.site).queueSome() == 0)
        let told = try await told(test)
        #expect(
            told.map(\.address) == ["amina@example.org", "wei@example.org"],
            "none who withdrew, asked only, or signed the new text"
        )
        #expect(told.map(\.name) == ["Amina Diallo", "魏"])
        let link = try Samples.required(LinkToken(told[1].link.split(separator: "/").last ?? ""))
        guard case .managed(let standing, _) = try await Links(site: test.site).view(link) else {
            Issue.record("the link manages nothing")
            return
        }
        #expect(standing.textVersion == 1)
        #expect(try await Links(site: test.site).withdraw(link) == .withdrawn)
        guard case .counted = try await Links(site: test.site).view(stays) else {
            Issue.record("who does nothing stays, and the first link works on")
            return
        }
        #expect(try await test.counts(petition).total == 2)
        try await test.expectSoundLog(petition)
    }

    // DESIGN 11.17: later bounces stop mail
    @Test func `nobody is told at a mailbox from which mail came back`() async throws {
        let test = try await TestSite(limits: .off)
        let petition = try await test.open()
        let dead = try await test.sign(Samples.amina, petition)
        try await test.sign(Samples.wei, petition)
        try await test.database.write { transaction in
            let row = try Samples.required(try transaction.signature(tokenHash: dead.hash, in: petition.id))
            try transaction.markUndeliverable(row.id, in: petition.id, at: Samples.noon)
        }
        try await amend(test, "Version two.")
        #expect(try await TextNotices(site: test.site).queueSome() == 1)
        #expect(try await told(test).map(\.address) == ["wei@example.org"])
        #expect(try await test.counts(petition).total == 2, "the signature stands")
    }

    @Test func `each version is told of once, also after a crash at any point`() async throws {
        let test = try await TestSite(limits: .off)
        let petition = try await test.open()
        for number in 0..<230 { try await test.sign(Samples.person(number), petition) }
        try await send(test)
        try await amend(test, "Version two.")
        let notices = TextNotices(site: test.site)
        #expect(try await notices.queueSome() == 100)
        try await send(test)
        // A crash before the commit: what was prepared is gone, and the same people are next.
        let notice = try Samples.required(try await test.database.read { try $0.openTextNotices().first })
        struct Crash: Error {}
        await #expect(throws: Crash.self) {
            try await test.database.write { transaction in
                _ = try transaction.advance(notice, through: notice.lastID)
                throw Crash()
            }
        }
        #expect(try await TextNotices(site: test.site).queueSome() == 100)
        #expect(try await test.database.write { try $0.advance(notice, through: notice.lastID) } == false)
        try await send(test)
        while try await notices.queueSome() > 0 { try await send(test) }
        #expect(try await told(test).count == 230)
        try await amend(test, "Version three.")
        repeat { try await send(test) } while try await notices.queueSome() > 0
        let addresses = try await told(test).map(\.address)
        #expect(addresses.count == 460 && Set(addresses).count == 230)
    }

    @Test func `two loops at once tell nobody twice`() async throws {
        let test = try await TestSite(limits: .off)
        let petition = try await test.open()
        for number in 0..<50 { try await test.sign(Samples.person(number), petition) }
        try await send(test)
        try await amend(test, "Version two.")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { try await TextNotices(site: test.site).queueSome() } }
            try await group.waitForAll()
        }
        let addresses = try await told(test).map(\.address)
        #expect(addresses.count == 50 && Set(addresses).count == 50)
    }

    @Test func `while other mails wait nobody is told, and a person who withdraws in between is not`() async throws {
        let test = try await TestSite(limits: .off)
        let petition = try await test.open()
        var tokens: [LinkToken] = []
        for number in 0..<120 { tokens.append(try await test.sign(Samples.person(number), petition)) }
        try await amend(test, "Version two.")
        #expect(try await TextNotices(site: test.site).queueSome() == 0, "240 mails are due")
        try await send(test)
        #expect(try await TextNotices(site: test.site).queueSome() == 100)
        try await send(test)
        _ = try await Links(site: test.site).withdraw(tokens[119])
        #expect(try await TextNotices(site: test.site).queueSome() == 19)
    }

    @Test func `the mail is no part of the limit that protects an address`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        try await test.sign(Samples.amina, petition)
        try await amend(test, "Version two.")
        let before = try await test.database.read { try $0.rows("SELECT mailed_at FROM signature").first }
        #expect(try await TextNotices(site: test.site).queueSome() == 1)
        let after = try await test.database.read { try $0.rows("SELECT mailed_at FROM signature").first }
        #expect(before?.values == after?.values)
    }

    @Test func `whose contact data has been deleted on time cannot be told`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        try await test.sign(Samples.amina, petition)
        try await amend(test, "Version two.")
        try await test.database.write { try $0.deleteContacts(0...Int64.max, .everything, of: petition.id) }
        #expect(try await TextNotices(site: test.site).queueSome() == 0)
        #expect(try await test.database.read { try $0.openTextNotices() } == [])
    }
}
