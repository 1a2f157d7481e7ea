import Foundation
import Testing
import TransparencyLog
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// A petition is handed over: what the packet says, what the log says, and what stays.
@Suite struct DeliveringTests {
    @Test(arguments: TestDatabase.all)
    func `a packet says what the log says at its size, and names nobody`(_ kind: TestDatabase) async throws {
        let test = try await TestSite(kind)
        var sheet = Samples.library
        sheet.milestones = [.init(count: 2, what: "The council must answer"), .init(count: 9, what: "It debates")]
        let petition = try await test.open(sheet)
        try await test.sign(Samples.amina, petition)
        try await test.sign(Samples.wei, petition)
        _ = try await PaperSheets(site: test.site).enter(petition.slug, scan: [1], lines: 3, keepsScan: false)
        let (packet, _) = try await test.handOver(petition)
        #expect(packet.count == 5 && packet.classes.mail == 2 && packet.classes.paper == 3)
        #expect(packet.milestones.map(\.count) == [2] && packet.milestones[0].reached == "2018-06-20T12Z")
        #expect(packet.opened == "2018-06-20T12Z" && packet.closed == nil)
        #expect(packet.versions.map(\.signatures) == [5] && packet.log.size == 6)
        #expect(packet.names == nil && packet.text.letter == sheet.letter && packet.recipient.id.text == "council")
        let entries = try await test.entries(petition)
        let content = try packet.canonical()
        #expect(entries.last?.documentHash?.bytes == content.sha256)
        #expect(!String(decoding: content, as: UTF8.self).contains("Amina"))
        let served = try await PublicReading(site: test.site).document(hash: content.sha256, of: petition)
        #expect(served == content)
        try await test.expectSoundLog(petition, size: 7)
    }

    @Test(arguments: TestDatabase.all)
    func `after a hand-over a withdrawal deletes the data and leaves the count`(_ kind: TestDatabase) async throws {
        let test = try await TestSite(kind)
        let petition = try await test.open()
        let amina = try await test.sign(Samples.amina, petition)
        _ = try await test.handOver(petition)
        let wei = try await test.sign(Samples.wei, petition)
        let before = try await test.entries(petition)
        let links = Links(site: test.site)
        guard case .counted(_, let standing, _) = try await links.view(amina) else {
            Issue.record("not counted")
            return
        }
        #expect(standing.isDelivered)
        #expect(try await links.withdraw(amina) == .withdrawn)
        #expect(try await test.counts(petition) == Counts(mail: 2))
        #expect(try await test.entries(petition) == before, "nothing is said about it in the log")
        #expect(try await test.rowCount(.publicName) == 0)
        #expect(try await test.rowCount(.seal) == 1, "only the other one's")
        guard case .withdrawn(_, .delivered) = try await links.view(amina) else {
            Issue.record("not withdrawn")
            return
        }
        // What came after the packet is in nobody's hands: it comes out as before.
        #expect(try await links.withdraw(wei) == .withdrawn)
        #expect(try await test.counts(petition) == Counts(mail: 1, removed: 1))
        try await test.expectSoundLog(petition)
    }

    @Test func `a signature withdrawn before the hand-over stays out`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        let amina = try await test.sign(Samples.amina, petition)
        #expect(try await Links(site: test.site).withdraw(amina) == .withdrawn)
        let (packet, _) = try await test.handOver(petition)
        #expect(packet.count == 0 && packet.removed == 1)
        guard case .withdrawn(_, .takenOut) = try await Links(site: test.site).view(amina) else {
            Issue.record("it was taken out in public")
            return
        }
        try await test.expectSoundLog(petition)
    }

    @Test func `handing in again changes nothing, and a later packet is another one`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        let delivering = Delivering(site: test.site)
        let draft = try await delivering.prepare(petition.slug, to: nil)
        #expect(try await test.entries(petition).count == 3, "preparing says nothing")
        let content = try draft.packet.canonical()
        let token = try test.token(of: draft)
        #expect(try await delivering.deliver(content, checkpoint: draft.checkpoint, token: token))
        #expect(try await !delivering.deliver(content, checkpoint: draft.checkpoint, token: token))
        #expect(try await test.entries(petition).count == 4)
        let other = try Samples.required(LinkToken(petitionID: petition.id, secret: Array(repeating: 7, count: 32)))
        await #expect(throws: Delivering.Refusal.deliveredBefore) {
            try await delivering.deliver(content, checkpoint: draft.checkpoint, token: other)
        }
        test.advance(.days(1))
        try await test.sign(Samples.amina, petition)
        let (later, _) = try await test.handOver(petition)
        #expect(later.count == 1)
        #expect(try await delivering.list(petition.slug).map(\.size) == [3, later.log.size])
        try await test.expectSoundLog(petition)
    }

    @Test func `a packet that was changed, or is not of this log, is refused`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        let other = try await test.open(Samples.petition("another"))
        let delivering = Delivering(site: test.site)
        let draft = try await delivering.prepare(petition.slug, to: nil)
        let token = try test.token(of: draft)
        var wrong: [[UInt8]] = [[], try draft.packet.canonical() + [10]]
        for change: (inout DeliveryPacket) -> Void in [
            { $0.log.size = 99 }, { $0.log.root = String(repeating: "A", count: 43) + "=" }, { $0.log.origin = "x" },
            { $0.log.vkey = other.log?.verifierKey ?? "" },
        ] {
            var packet = draft.packet
            change(&packet)
            wrong.append(try packet.canonical())
        }
        for content in wrong {
            await #expect(throws: Delivering.Refusal.notOurs) {
                try await delivering.deliver(content, checkpoint: draft.checkpoint, token: token)
            }
        }
        let content = try draft.packet.canonical()
        await #expect(throws: Delivering.Refusal.notOurs) {
            try await delivering.deliver(content, checkpoint: "no note", token: token)
        }
        #expect(try await test.entries(petition).count == 3)
    }

    @Test func `each of several who are addressed gets a packet of their own`() async throws {
        let test = try await TestSite()
        var sheet = Samples.library
        let mayor = try Samples.required(Slug("mayor"))
        sheet.to.append(
            Target(id: mayor, name: "The mayor", role: nil, organisation: nil, standing: .noAnswer, answer: nil)
        )
        let petition = try await test.open(sheet)
        let delivering = Delivering(site: test.site)
        let known = sheet.to.map(\.id)
        await #expect(throws: Delivering.Refusal.severalTargets(known)) {
            try await delivering.prepare(petition.slug, to: nil)
        }
        await #expect(throws: Delivering.Refusal.unknownTarget(known)) {
            try await delivering.prepare(petition.slug, to: petition.slug)
        }
        #expect(try await delivering.prepare(petition.slug, to: mayor).packet.recipient.name == "The mayor")
        let draft = try await test.draft(Samples.petition("a-draft"))
        await #expect(throws: Delivering.Refusal.unknownPetition) {
            try await delivering.prepare(draft.slug, to: nil)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `only names that were chosen to be shown, of those who are counted, are read`(
        _ kind: TestDatabase
    ) async throws {
        let test = try await TestSite(kind)
        let petition = try await test.open()
        let gone = try await test.sign(Samples.person(1, isShown: true), petition)
        for number in 2...30 { try await test.sign(Samples.person(number, isShown: number % 2 == 0), petition) }
        #expect(try await Links(site: test.site).withdraw(gone) == .withdrawn)
        let delivering = Delivering(site: test.site)
        let draft = try await delivering.prepare(petition.slug, to: nil)
        try await test.sign(Samples.person(32, isShown: true), petition)
        var names: [String] = []
        try await delivering.readNames(for: draft) { names += $0 }
        #expect(Set(names) == Set((1...15).map { "Person \($0 * 2)" }) && names.count == 15)
    }

    @Test func `names come page by page, each once`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        for number in 0..<7 { try await test.sign(Samples.person(number, isShown: true), petition) }
        test.advance(.days(1))
        for number in 7..<11 { try await test.sign(Samples.person(number, isShown: true), petition) }
        let names = try await test.database.read { transaction in
            var names: [String] = []
            var place: PublicNamePlace?
            repeat {
                let next = try transaction.publicNames(after: place, countedWithin: 99, of: petition.id, limit: 3)
                names += next.names
                place = next.place
            } while place != nil
            return names
        }
        #expect(names.sorted() == (0..<11).map { "Person \($0)" }.sorted())
    }
}
