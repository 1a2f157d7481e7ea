import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// The first half of a signature: asking.
@Suite struct SigningTests {
    @Test func `an ask stores one row and one mail, and counts nothing`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        let token = try await test.ask(Samples.amina, petition)
        #expect(token != nil)
        #expect(try await test.rowCount(.signature) == 1)
        #expect(try await test.mails().map(\.kind) == [.confirm])
        #expect(try await test.counts(petition).total == 0)
    }

    // a retry after a lost answer.
    @Test func `the same request sent again changes nothing`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        var form = Samples.amina
        form.key = "AAECAwQFBgcICQoLDA0ODw"
        let first = try await test.ask(form, petition)
        #expect(try await test.ask(form, petition) == nil)
        #expect(try await test.mails().count == 1)
        let view = try await Links(site: test.site).view(Samples.required(first))
        guard case .pending = view else {
            Issue.record("the first link still works, but shows \(view)")
            return
        }
    }

    @Test func `the same form sent after it was counted brings a management link, not silence`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        var form = Samples.amina
        form.key = "AAECAwQFBgcICQoLDA0ODw"
        try await test.sign(form, petition)
        #expect(try await test.ask(form, petition) != nil)
        #expect(try await test.mails().last?.kind == .manage)
    }

    @Test func `somebody who goes back to mend a typo gets another mail, though the page's key is the same`()
        async throws
    {
        let test = try await TestSite()
        let petition = try await test.open()
        var form = Samples.amina
        form.key = "AAECAwQFBgcICQoLDA0ODw"
        try await test.ask(form, petition)
        form.name = "Amina B. Diallo"
        let second = try Samples.required(try await test.ask(form, petition))
        guard case .pending(let box, _, _, _) = try await Links(site: test.site).view(second) else {
            Issue.record("the second link does not work")
            return
        }
        #expect(box.name == "Amina B. Diallo")
    }

    // DESIGN 11.1, F-I: resends included.
    @Test func `at most three mails in a day go to one address, and the last link stays alive`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        var tokens: [LinkToken] = []
        for _ in 0..<5 {
            if let token = try await test.ask(Samples.amina, petition) { tokens.append(token) }
            test.advance(.minutes(5))
        }
        #expect(tokens.count == 3)
        #expect(try await test.rowCount(.signature) == 1)
        guard case .pending = try await Links(site: test.site).view(tokens[2]) else {
            Issue.record("a stranger's further asks killed the live link")
            return
        }
        guard case .unknown = try await Links(site: test.site).view(tokens[0]) else {
            Issue.record("a replaced link still opens")
            return
        }
        test.advance(.hours(24))
        #expect(try await test.ask(Samples.amina, petition) != nil, "a day later one more is allowed")
    }

    // F-F, F-18
    @Test func `variants of one mailbox are one signature`() async throws {
        let test = try await TestSite(limits: .off)
        let petition = try await test.open()
        for local in ["jane.doe", "janedoe", "j.a.n.e.doe+petition", "JaneDoe"] {
            try await test.ask(SignatureForm(name: "Jane Doe", email: "\(local)@gmail.com"), petition)
        }
        #expect(try await test.rowCount(.signature) == 1)
    }

    // F-J: the truth goes by mail to the owner only.
    @Test func `a counted address that asks again gets a management link, which withdraws and opens no box`()
        async throws
    {
        let test = try await TestSite()
        let petition = try await test.open()
        let first = try await test.sign(Samples.amina, petition)
        let second = try Samples.required(try await test.ask(Samples.amina, petition))
        #expect(try await test.mails().last?.kind == .manage)
        guard case .managed = try await Links(site: test.site).view(second) else {
            Issue.record("the second link opened more than it should")
            return
        }
        guard case .counted(.some, _, _) = try await Links(site: test.site).view(first) else {
            Issue.record("the first link no longer shows the receipt")
            return
        }
        #expect(try await Links(site: test.site).withdraw(second) == .withdrawn)
        #expect(try await test.counts(petition).total == 0)
    }

    // S-15
    @Test func `a thousand parallel asks of one address leave one row and at most three mails`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<1_000 {
                group.addTask {
                    _ = try await Signing(site: test.site).ask(Samples.amina, petition: petition, language: .english)
                }
            }
            try await group.waitForAll()
        }
        #expect(try await test.rowCount(.signature) == 1)
        #expect(try await test.mails().count == Asking.mailLimit)
    }

    @Test func `a closed, a draft and a future petition take no ask`() async throws {
        let test = try await TestSite()
        let closing = try await test.open(closesAt: test.now + .hours(1))
        let future = try await test.open(Samples.petition("later"), opensAt: test.now + .days(1))
        let draft = try await test.draft(Samples.petition("a-draft"))
        test.advance(.hours(2))
        for (petition, wanted) in [
            (closing, Petition.Refusal.closed), (future, .notOpenYet(opens: future.opensAt)),
            (draft, .notOpenYet(opens: nil)),
        ] {
            let outcome = try await Signing(site: test.site).ask(Samples.amina, petition: petition, language: .english)
            guard case .refused(let refusal, _) = outcome else {
                Issue.record("\(petition.slug) took an ask")
                continue
            }
            #expect(refusal == wanted)
        }
        #expect(try await test.rowCount(.signature) == 0)
    }

    // DESIGN 11.11
    @Test func `an organisation signs once, through a mailbox of its own domain`() async throws {
        let test = try await TestSite(limits: .off)
        let petition = try await test.open(Samples.organisations)
        func form(_ email: String) -> SignatureForm {
            SignatureForm(
                name: "Ada Reader",
                email: email,
                shown: "yes",
                organisation: "A Famous Organisation",
                role: "Chair"
            )
        }
        try await test.sign(form("ada@readers.example.org"), petition)
        try await test.ask(form("ben@readers.example.org"), petition)
        try await test.ask(form("ada@elsewhere.example.org"), petition)
        #expect(try await test.rowCount(.signature) == 1)
        #expect(try await test.counts(petition) == Counts(org: 1))
        let names = try await test.database.read { try $0.publicNames(in: petition.id, limit: 9).map { $0?.name } }
        #expect(names == ["Readers' Union"], "the invited name, whatever was typed")
    }

    // Red line 4: only the mailed link opens the box.
    @Test func `the data folder does not name a person who is pending or counted`() async throws {
        let test = try await TestSite()
        let petition = try await test.open()
        try await test.sign(SignatureForm(name: "Quirinia Zzyzx", email: "quirinia.zzyzx@example.org"), petition)
        try await test.ask(SignatureForm(name: "Bartholomea Qwxz", email: "bartholomea@example.org"), petition)
        for needle in ["Quirinia", "quirinia.zzyzx", "Bartholomea", "bartholomea"] {
            #expect(try test.folder.holds(needle) == [], "\(needle) stands in the data folder")
        }
    }
}
