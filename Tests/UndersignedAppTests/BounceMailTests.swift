import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedMail
import UndersignedStore
import UndersignedTestSupport

/// Return addresses on the way out, and refusals that come at once (M-02, M-04).
@Suite struct BounceMailTests {
    private static func dead() throws -> Delivery {
        .undeliverable(try Samples.required(DeliveryStatus("5.1.1")), reply: "550 5.1.1 after RCPT TO")
    }

    // M-02
    @Test func `each mail has a return address of its own, the same at each attempt, and its From stays`() async throws
    {
        let site = try await BounceSite()
        let petition = try await site.test.open()
        try await site.test.sign(Samples.amina, petition)
        let first = try await site.deliver(.refusedForNow(reply: "busy")).messages
        site.test.advance(.hours(3))
        let second = try await site.deliver(.accepted).messages
        #expect(first.count == 2 && Set(first.map(\.envelopeSender)).count == 2)
        #expect(Set(first.map(\.envelopeSender)) == Set(second.map(\.envelopeSender)))
        for message in first {
            #expect(site.address.code(of: message.envelopeSender) != nil)
            #expect(message.from.address == "petitions@example.org")
            let text = String(decoding: try message.rendered(), as: UTF8.self)
            #expect(!text.contains(message.envelopeSender), "it is on the envelope alone")
        }
    }

    @Test func `of a return address only its hash is stored`() async throws {
        let site = try await BounceSite()
        let petition = try await site.test.open()
        try await site.test.ask(Samples.amina, petition)
        let path = try await site.returnPath(.confirm)
        let code = try Samples.required(site.address.code(of: path))
        #expect(try site.test.folder.holds(code.text).isEmpty)
        #expect(try site.test.folder.holds(path).isEmpty)
        let found = try await site.test.database.read { try $0.bouncedMail(hash: code.hash, since: Samples.noon) }
        #expect(found?.kind == .confirm)
    }

    @Test func `without a form of return addresses nothing is made and nothing is stored`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        try await test.sign(Samples.amina, petition)
        #expect(try await test.mails().allSatisfy { $0.payload.returnPath == nil })
        #expect(try await test.database.read { try $0.bounceHashCount() } == 0)
    }

    @Test func `a payload of the first version still reads, and one of the second comes back whole`() throws {
        var fields: [UInt8] = [1, 1]
        for field in ["amina@example.org", "https://example.org/s/x", "Amina", "en"] {
            fields += [0, UInt8(field.utf8.count)] + Array(field.utf8)
        }
        let old = try #require(OutboxPayload(decoding: fields))
        #expect(old.address == "amina@example.org" && old.language == "en")
        #expect(old.mayHaveArrived && old.returnPath == nil)
        var new = old
        for path in [nil, "bounces+x@example.org"] {
            new.returnPath = path
            let bytes = try new.encoded()
            #expect(bytes[0] == 2)
            #expect(OutboxPayload(decoding: bytes) == new)
            #expect(OutboxPayload(decoding: [1] + bytes.dropFirst()) == nil, "five fields are no first version")
        }
        #expect(OutboxPayload(decoding: [2] + fields.dropFirst()) == nil)
        #expect(OutboxPayload(decoding: [3] + fields.dropFirst()) == nil)
    }

    @Test func `a confirmation refused for its mailbox ends the request at once`() async throws {
        let site = try await BounceSite()
        let petition = try await site.test.open()
        let token = try Samples.required(try await site.test.ask(Samples.amina, petition))
        _ = try await site.deliver(Self.dead())
        #expect(try await site.row(token).state == .removed)
        #expect(try await site.test.database.read { try $0.outboxCounts() } == [.refused: 1])
    }

    // The same without return addresses: the mail server has answered in person.
    @Test func `a receipt refused for its mailbox takes the signature out`() async throws {
        let site = try await BounceSite()
        let petition = try await site.test.open()
        let token = try Samples.required(try await site.test.ask(Samples.amina, petition))
        _ = try await site.deliver(.accepted)
        _ = try await Links(site: site.test.site).confirm(token, textVersion: 1)
        _ = try await site.deliver(Self.dead())
        #expect(try await site.lastEntry(petition) == "removed 3 bounced")
        #expect(try await site.test.counts(petition) == Counts(mail: 0, removed: 1))
        try await site.test.expectSoundLog(petition)
    }

    @Test func `a mail refused for another reason takes nobody out`() async throws {
        let site = try await BounceSite()
        let petition = try await site.test.open()
        let token = try Samples.required(try await site.test.ask(Samples.amina, petition))
        _ = try await site.deliver(.refusedForGood(reply: "550 5.7.1 after RCPT TO"))
        #expect(try await site.row(token).state == .pending)
        _ = try await Links(site: site.test.site).confirm(token, textVersion: 1)
        _ = try await site.deliver(.refusedForGood(reply: "550 after RCPT TO"))
        #expect(try await site.row(token).state == .counted)
    }

    @Test func `a refusal that the log can't take now is tried again`() async throws {
        let site = try await BounceSite()
        let petition = try await site.test.open()
        let token = try await site.test.sign(Samples.amina, petition)
        site.test.jump(.days(3))
        _ = try await site.deliver(Self.dead())
        #expect(try await site.test.mails().map(\.kind) == [.receipt], "the confirmation is past, the receipt waits")
        site.test.jump(.days(-3))
        #expect(try await site.row(token).state == .counted)
        site.test.advance(.days(3))
        site.test.advance(.minutes(1))
        _ = try await site.deliver(Self.dead())
        #expect(try await site.row(token).state == .removed)
    }

    // M-04: told to who asked, alike for an address that signed and for one that did not (F-J).
    @Test func `the person who asked learns that the mail came back, whoever signed before`() async throws {
        let site = try await BounceSite()
        let petition = try await site.test.open()
        try await site.test.sign(Samples.wei, petition)
        for form in [Samples.amina, Samples.wei] {
            let start = site.test.now
            try await site.test.ask(form, petition)
            #expect(try !site.bounces.didReturn(form, petition: petition, since: start))
            let mail = try Samples.required(try await site.test.mails().last?.payload.returnPath)
            site.test.advance(.minutes(2))
            #expect(try await site.report(mail))
            #expect(try site.bounces.didReturn(form, petition: petition, since: start))
            #expect(try !site.bounces.didReturn(form, petition: petition, since: site.test.now + .seconds(1)))
            site.test.advance(.hours(1))
            #expect(try !site.bounces.didReturn(form, petition: petition, since: start), "forgotten after an hour")
        }
    }
}
