import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedMail
import UndersignedStore
import UndersignedTestSupport

/// What follows when a mail comes back (DESIGN.md 11.17, M-04).
@Suite struct BouncesTests {
    @Test func `a confirmation that comes back ends the request, and the person can ask again at once`() async throws {
        let site = try await BounceSite()
        let petition = try await site.test.open()
        let token = try Samples.required(try await site.test.ask(Samples.amina, petition))
        #expect(try await site.report(site.returnPath(.confirm)))
        let row = try await site.row(token)
        #expect(row.state == .removed && row.box == nil && row.requestKey == nil && row.mailedAt.isEmpty)
        let tag = try await site.test.database.read { try $0.signatureTag(of: row.id, in: petition.id) }
        #expect(tag == nil)
        guard case .removed(.bounced, wasCounted: false, _) = try await Links(site: site.test.site).view(token) else {
            Issue.record("the link's page must say that the mail came back")
            return
        }
        #expect(try await Links(site: site.test.site).confirm(token, textVersion: 1) == .refused(.removed))
        #expect(try await site.test.ask(Samples.amina, petition) != nil, "the same address, once more")
        try await site.test.expectSoundLog(petition, size: 3)
    }

    @Test func `a receipt that comes back within 14 days takes the signature out in public`() async throws {
        let site = try await BounceSite()
        let petition = try await site.test.open()
        try await site.test.sign(Samples.wei, petition)
        let token = try await site.test.sign(Samples.amina, petition)
        let path = try await site.returnPath(.receipt)
        site.test.advance(.days(13))
        #expect(try await site.report(path))
        #expect(try await site.test.counts(petition) == Counts(mail: 1, removed: 1))
        #expect(try await site.lastEntry(petition) == "removed 4 bounced")
        #expect(try await site.row(token).box == nil)
        #expect(try await site.test.rowCount(.seal) == 1)
        #expect(try await site.test.rowCount(.publicName) == 0)
        guard case .removed(.bounced, wasCounted: true, _) = try await Links(site: site.test.site).view(token) else {
            Issue.record("the link's page must say why")
            return
        }
        try await site.test.expectSoundLog(petition)
        // The address may sign again: it may work tomorrow.
        try await site.test.sign(Samples.amina, petition)
        #expect(try await site.test.counts(petition).total == 2)
    }

    @Test func `the same report twice, and one after a withdrawal, do nothing more`() async throws {
        let site = try await BounceSite()
        let petition = try await site.test.open()
        try await site.test.sign(Samples.wei, petition)
        let withdrawn = try await site.returnPath(.receipt)
        let token = try await site.test.sign(Samples.amina, petition)
        let path = try await site.returnPath(.receipt)
        for _ in 0..<3 { #expect(try await site.report(path)) }
        #expect(try await site.test.counts(petition).removed == 1)
        #expect(try await Links(site: site.test.site).withdraw(token) == .refused(.removed))
        let first = try Samples.required(try await site.test.links().first)
        #expect(try await Links(site: site.test.site).withdraw(first) == .withdrawn)
        #expect(try await site.report(withdrawn))
        #expect(try await site.row(first).state == .withdrawn)
        #expect(try await site.test.counts(petition) == Counts(mail: 0, removed: 2))
        try await site.test.expectSoundLog(petition)
    }

    @Test func `after 14 days a report means nothing, and no hash is left`() async throws {
        let site = try await BounceSite()
        let petition = try await site.test.open()
        let token = try await site.test.sign(Samples.amina, petition)
        let path = try await site.returnPath(.receipt)
        _ = try await site.deliver(.accepted)
        site.test.advance(.days(15))
        #expect(try await site.report(path))
        #expect(try await site.test.counts(petition).total == 1)
        #expect(try await site.row(token).state == .counted)
        try await Housekeeping(site: site.test.site).doDue()
        let left = try await site.test.database.read { try $0.bounceHashCount() }
        #expect(left == 0)
    }

    @Test func `until then the hash stays, also of a mail that was sent`() async throws {
        let site = try await BounceSite()
        let petition = try await site.test.open()
        try await site.test.sign(Samples.amina, petition)
        let path = try await site.returnPath(.receipt)
        _ = try await site.deliver(.accepted)
        site.test.advance(.days(13))
        try await Housekeeping(site: site.test.site).doDue()
        _ = try await site.deliver(.accepted)
        #expect(try await site.test.database.read { try $0.bounceHashCount() } == 2)
        #expect(try await site.report(path))
        #expect(try await site.test.counts(petition).total == 0)
    }

    @Test func `what waits for the daily publication goes without an entry`() async throws {
        let site = try await BounceSite()
        let petition = try await site.test.open(Samples.daily)
        let token = try await site.test.sign(Samples.amina, petition)
        #expect(try await site.row(token).state == .recorded)
        #expect(try await site.report(site.returnPath(.receipt)))
        guard case .removed(.bounced, wasCounted: false, _) = try await Links(site: site.test.site).view(token) else {
            Issue.record("the link's page must say why")
            return
        }
        #expect(try await site.test.counts(petition) == Counts())
        try await site.test.expectSoundLog(petition, size: 3)
    }

    @Test func `a late report about an older confirmation, or after the button, changes nothing`() async throws {
        let site = try await BounceSite()
        let petition = try await site.test.open()
        try await site.test.ask(Samples.amina, petition)
        let older = try await site.returnPath(.confirm)
        site.test.advance(.minutes(5))
        let token = try Samples.required(try await site.test.ask(Samples.amina, petition))
        let newer = try await site.returnPath(.confirm)
        #expect(older != newer)
        #expect(try await site.report(older))
        #expect(try await site.row(token).state == .pending)
        _ = try await Links(site: site.test.site).confirm(token, textVersion: 1)
        #expect(try await site.report(newer))
        #expect(try await site.row(token).state == .counted)
        #expect(try await !site.isUndeliverable(token))
        #expect(try await site.test.counts(petition).total == 1)
    }

    @Test func `any other mail that comes back is noted and takes nobody out`() async throws {
        let site = try await BounceSite()
        let petition = try await site.test.open()
        let token = try await site.test.sign(Samples.amina, petition)
        try await site.test.ask(Samples.amina, petition)
        #expect(try await site.report(site.returnPath(.manage)))
        #expect(try await site.isUndeliverable(token))
        #expect(try await site.test.counts(petition).total == 1)
        _ = try await Links(site: site.test.site).withdraw(token)
        #expect(try await !site.isUndeliverable(token), "deleted with the rest")
    }

    @Test(arguments: ["5.7.1", "5.2.2", "5.1.7", "5.0.0", "5.4.4", "4.1.1", "2.1.1"])
    func `a full mailbox, a policy or a delay changes nothing`(_ status: String) async throws {
        let site = try await BounceSite()
        let petition = try await site.test.open()
        let pending = try Samples.required(try await site.test.ask(Samples.wei, petition))
        let confirmation = try await site.returnPath(.confirm)
        let token = try await site.test.sign(Samples.amina, petition)
        for path in [confirmation, try await site.returnPath(.receipt)] {
            let status = try Samples.required(DeliveryStatus(status))
            guard let report = BounceReport(recipient: path, action: "failed", status: status, address: site.address)
            else { continue }
            #expect(try await site.bounces.take(report))
        }
        #expect(try await site.row(pending).state == .pending)
        #expect(try await site.row(token).state == .counted)
        #expect(try await !site.isUndeliverable(token))
    }

    // Large providers answer 5.2.1 while somebody floods a mailbox: that must not take its owner's signature out.
    @Test func `a disabled mailbox ends a request, and takes no counted signature out`() async throws {
        let site = try await BounceSite()
        let petition = try await site.test.open()
        let pending = try Samples.required(try await site.test.ask(Samples.wei, petition))
        #expect(try await site.report(site.returnPath(.confirm), "5.2.1"))
        #expect(try await site.row(pending).state == .removed)
        let token = try await site.test.sign(Samples.amina, petition)
        #expect(try await site.report(site.returnPath(.receipt), "5.2.1"))
        #expect(try await site.row(token).state == .counted)
        #expect(try await site.isUndeliverable(token))
    }

    @Test func `a report for an unknown return address is taken and changes nothing`() async throws {
        let site = try await BounceSite()
        let petition = try await site.test.open()
        let token = try await site.test.sign(Samples.amina, petition)
        let unknown = try Samples.required(BounceCode(Samples.randomBytes(16)))
        #expect(try await site.report(site.address.text(unknown)))
        #expect(try await site.row(token).state == .counted)
    }

    @Test func `a report that the log can't take now is to come again`() async throws {
        let site = try await BounceSite()
        let petition = try await site.test.open()
        try await site.test.sign(Samples.amina, petition)
        let path = try await site.returnPath(.receipt)
        site.test.jump(.days(3))
        #expect(try await site.report(path) == false)
        site.test.jump(.days(-3))
        #expect(try await site.report(path))
        #expect(try await site.test.counts(petition).total == 0)
    }
}
