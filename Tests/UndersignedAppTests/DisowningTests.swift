import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedMail
import UndersignedStore
import UndersignedTestSupport

/// "This was not me": what whoever reads a mailbox can end (F-C, F-I, DESIGN 11.16).
@Suite struct DisowningTests {
    private static func row(_ test: TestSite, _ token: LinkToken) async throws -> SignatureRow {
        let row = try await test.database.read { try $0.signature(tokenHash: token.hash, in: token.petitionID) }
        return try Samples.required(row)
    }

    @Test(arguments: TestDatabase.all)
    func `what a stranger began is deleted, and no mail about that petition comes again`(
        _ kind: TestDatabase
    ) async throws {
        let test = try await TestSite(kind)
        let petition = try await test.open()
        let other = try await test.open(Samples.petition("another"))
        let token = try Samples.required(try await test.ask(Samples.amina, petition))
        test.advance(.minutes(1))
        let newer = try Samples.required(try await test.ask(Samples.amina, petition))
        let disowning = Disowning(site: test.site)
        #expect(try await !disowning.disown(token, everywhere: false), "replaced by the newer link")
        #expect(try await disowning.disown(newer, everywhere: false))
        #expect(try await disowning.disown(newer, everywhere: false), "pressing again says the same")
        let row = try await Self.row(test, newer)
        #expect(row.state == .disowned && row.box == nil && row.mailedAt.isEmpty && row.requestKey == nil)
        #expect(try await test.mails().isEmpty, "what has not left does not leave")
        for _ in 0..<50 {
            test.advance(.days(2))
            #expect(try await test.ask(Samples.amina, petition) == nil)
        }
        #expect(try await test.ask(Samples.amina, other) != nil, "of another petition nothing is known")
        guard case .refused(.expired) = try await Links(site: test.site).confirm(newer, textVersion: 1) else {
            Issue.record("a disowned link counts")
            return
        }
        #expect(try await test.counts(petition).total == 0)
        for _ in 0..<2 { #expect(try await disowning.reclaim(newer)) }
        #expect(try await test.ask(Samples.amina, petition) != nil)
    }

    @Test(arguments: TestDatabase.all)
    func `who wants no mail at all gets none, the table tells nothing, and the link takes it back`(
        _ kind: TestDatabase
    ) async throws {
        let test = try await TestSite(kind)
        let petition = try await test.open()
        let other = try await test.open(Samples.petition("another"))
        let next = AnsweringCourier(.accepted)
        let courier = try SuppressingCourier(site: test.site, next: next)
        let token = try Samples.required(try await test.ask(Samples.amina, petition))
        let mail = Self.mail(to: Samples.amina.email.uppercased())
        #expect(await courier.deliver(mail) == .accepted)
        let disowning = Disowning(site: test.site)
        #expect(try await disowning.disown(token, everywhere: true))
        #expect(await courier.deliver(mail) == .accepted && next.messages.count == 1, "from that moment on")
        #expect(try await test.ask(Samples.amina, other) != nil, "the page tells nobody that it is so")
        #expect(await courier.deliver(Self.mail(to: Samples.wei.email)) == .accepted)
        #expect(next.messages.map(\.to) == [mail.to, Samples.wei.email])
        guard case .disowned(_, isEverywhere: true) = try await Links(site: test.site).view(token) else {
            Issue.record("the page does not say so")
            return
        }
        let row = try await Self.row(test, token)
        let box = try SignatureBox(opening: Samples.required(row.box), with: token)
        #expect(box.address == Samples.amina.email && box.name.isEmpty && box.comment == nil)
        #expect(try await disowning.reclaim(token))
        #expect(await courier.deliver(mail) == .accepted && next.messages.count == 3)
        #expect(try await Self.row(test, token).box == nil)
    }

    // DESIGN 11.16: nothing links one person's rows of two petitions
    @Test(arguments: TestDatabase.all)
    func `a mail that does not leave has the same row and the same lines in the log as one that does`(
        _ kind: TestDatabase
    ) async throws {
        let test = try await TestSite(kind, bounceAddress: BounceAddress("bounces+{}@example.org"))
        let petitions = [
            try await test.open(), try await test.open(Samples.petition("second")),
            try await test.open(Samples.petition("third")),
        ]
        let token = try Samples.required(try await test.ask(Samples.amina, petitions[0]))
        #expect(try await Disowning(site: test.site).disown(token, everywhere: true))
        for petition in petitions.dropFirst() {
            try await test.ask(Samples.amina, petition)
            try await test.ask(Samples.wei, petition)
        }
        let (next, lines) = (AnsweringCourier(.accepted), LoggedLines())
        let worker = OutboxWorker(
            database: test.database,
            keys: test.site.outboxKeys,
            courier: try SuppressingCourier(site: test.site, next: next),
            composer: try OutboxComposer(from: Mailbox(address: "petitions@example.org")),
            ambient: test.site.ambient,
            logger: lines.logger
        )
        try await worker.deliverDue()
        #expect(next.messages.map(\.to) == [Samples.wei.email, Samples.wei.email])
        let rows = try await test.database.read {
            try $0.rows("SELECT state, reply, attempts, due_at, queued_at, final_at, sealed FROM outbox").map(\.values)
        }
        #expect(rows.count == 4 && Set(rows).count == 1)
        #expect(lines.texts.isEmpty)
        for petition in petitions {
            #expect(try await test.database.read { try $0.figures(.mail, of: petition.id) }.isEmpty)
        }
    }

    @Test func `what is counted can't be disowned, and an unknown link changes nothing`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        let token = try await test.sign(Samples.amina, petition)
        let disowning = Disowning(site: test.site)
        let stranger = try Samples.required(LinkToken(petitionID: petition.id, secret: Array(repeating: 7, count: 32)))
        for token in [token, stranger] {
            #expect(try await !disowning.disown(token, everywhere: true))
            #expect(try await !disowning.reclaim(token))
        }
        #expect(try await test.counts(petition) == Counts(mail: 1))
        #expect(try await test.database.read { try $0.rows("SELECT code FROM suppression") }.isEmpty)
        try await test.expectSoundLog(petition)
    }

    private static func mail(to address: String) -> MailMessage {
        MailMessage(
            messageID: "<x@example.org>",
            date: Samples.noon,
            from: Mailbox(address: "petitions@example.org"),
            to: address,
            subject: "",
            text: "",
            html: "",
            language: "en",
            envelopeSender: "petitions@example.org"
        )
    }
}
