import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// P-03, P-04, P-06: who agreed to updates, to which sentence, and how that is taken back.
@Suite struct UpdateConsentsTests {
    private func consent(_ updates: UpdateSite, _ token: LinkToken) async throws -> ConsentRow? {
        let row = try await updates.row(token)
        return try await updates.test.database.read {
            try $0.consents(of: row.id, in: row.petitionID).first { $0.consent.recipient == .updates }
        }
    }

    private func key(_ updates: UpdateSite) throws -> UnsubscribeKey {
        try UnsubscribeKey(updates.site.keys.keys(of: updates.petition.slug), updates.petition.id)
    }

    @Test func `a consent is stored at the button alone, to the minute, with its sentence word for word`() async throws
    {
        let updates = try await UpdateSite()
        updates.test.advance(.seconds(59))
        let form = UpdateSite.person(1)
        let token = try Samples.required(try await updates.test.ask(form, updates.petition))
        #expect(try await updates.consentCount() == 0, "asking agrees to nothing")
        _ = try await Links(site: updates.site).confirm(token, textVersion: 1)
        let consent = try Samples.required(try await consent(updates, token))
        #expect(consent.givenAt == Samples.noon && consent.textVersion == 1)
        let stored = try await updates.test.database.read { [petition = updates.petition] in
            try $0.consentWording(hash: consent.consent.wordingHash, in: petition.id)
        }
        let shown = try await UpdateConsents(site: updates.site).sentence(of: updates.petition, in: "en")
        #expect(stored?.sentence == shown?.text && stored?.language == "en")
        #expect(stored?.sentence.contains("Readers' Union writes to me, at most twice a week") == true)
        #expect(Consent(.updates, wording: stored?.sentence ?? "") == consent.consent)
    }

    @Test func `who leaves the box empty agrees to nothing, nor does anybody where nobody could write`() async throws {
        let updates = try await UpdateSite()
        try await updates.sign(1, wantsUpdates: false)
        #expect(try await updates.consentCount() == 0)
        let single = try await TestSite(limits: .off)
        let petition = try await single.open()
        try await single.sign(UpdateSite.person(1), petition)
        let count = try await single.database.read { try $0.updateReaderCount(in: petition.id) }
        #expect(count == 0)
        #expect(try await UpdateConsents(site: single.site).sentence(of: petition, in: "en") == nil)
    }

    @Test func `at the link it is given later and taken back, and only under the sentence that was shown`() async throws
    {
        let updates = try await UpdateSite()
        let token = try await updates.sign(1, wantsUpdates: false)
        let consents = UpdateConsents(site: updates.site)
        let sentence = try Samples.required(try await consents.sentence(of: updates.petition, in: "en"))
        let hash = sentence.consent.wordingHash
        #expect(try await consents.choose(true, token, shown: [1], language: .english) == .changed)
        #expect(try await updates.consentCount() == 0)
        updates.test.advance(.hours(2))
        #expect(try await consents.choose(true, token, shown: hash, language: .english) == .done)
        #expect(try await consent(updates, token)?.givenAt == Samples.noon + .hours(2))
        updates.test.advance(.hours(1))
        #expect(try await consents.choose(true, token, shown: hash, language: .english) == .done)
        #expect(try await consent(updates, token)?.givenAt == Samples.noon + .hours(2), "agreed to once")
        guard case .counted(_, let standing, _) = try await Links(site: updates.site).view(token) else {
            Issue.record("the link shows no signature")
            return
        }
        #expect(standing.updatesSince == Samples.noon + .hours(2))
        #expect(try await consents.choose(false, token, shown: [], language: .english) == .done)
        #expect(try await consent(updates, token) == nil)
    }

    @Test func `no stranger, nobody who did not confirm and nobody who withdrew can agree`() async throws {
        let updates = try await UpdateSite()
        let consents = UpdateConsents(site: updates.site)
        let sentence = try Samples.required(try await consents.sentence(of: updates.petition, in: "en"))
        let hash = sentence.consent.wordingHash
        let pending = try Samples.required(try await updates.test.ask(UpdateSite.person(1), updates.petition))
        let gone = try await updates.sign(2)
        _ = try await Links(site: updates.site).withdraw(gone)
        #expect(try await updates.consentCount() == 0, "a withdrawal takes the consent along")
        let strange = try Samples.required(
            LinkToken(petitionID: updates.petition.id, secret: [UInt8](repeating: 1, count: 32))
        )
        let nowhere = try Samples.required(LinkToken(petitionID: 999, secret: [UInt8](repeating: 1, count: 32)))
        for token in [pending, gone, strange, nowhere] {
            #expect(try await consents.choose(true, token, shown: hash, language: .english) == .refused)
        }
        #expect(try await updates.consentCount() == 0)
    }

    // M-01
    @Test func `the address in a mail takes its signatory off the list at once, mails in the queue too`() async throws {
        let updates = try await UpdateSite()
        let tokens = [try await updates.sign(1), try await updates.sign(2)]
        let number = try await updates.mail()
        while try await UpdateMails(site: updates.site).queueSome() {}
        let links = try await updates.test.mails().filter { $0.kind == .update }.map(\.payload.link)
        let token = try Samples.required(links.first?.split(separator: "/").last.flatMap { UnsubscribeToken($0) })
        #expect(try await Unsubscribing(site: updates.site).standing(token)?.petition.id == updates.petition.id)
        #expect(try await updates.waiting().count == 2, "looking changes nothing")
        #expect(try await Unsubscribing(site: updates.site).standing(token)?.isStopped == false)
        for _ in 0..<2 {
            #expect(try await Unsubscribing(site: updates.site).stop(token)?.id == updates.petition.id)
            #expect(try await updates.waiting() == ["person2@example.org"])
            #expect(try await updates.progress(number).sent == 0)
        }
        #expect(try await Unsubscribing(site: updates.site).standing(token)?.isStopped == true)
        #expect(try await consent(updates, tokens[0]) == nil)
        #expect(try await consent(updates, tokens[1]) != nil)
        #expect(try await updates.test.counts(updates.petition).total == 2, "the signature stays")
    }

    @Test func `a token works years later, and one of another petition or of nobody does nothing`() async throws {
        let updates = try await UpdateSite()
        let token = try await updates.sign(1)
        let key = try key(updates)
        let id = try await updates.row(token).id
        let stopping = Unsubscribing(site: updates.site)
        let foreign = UnsubscribeKey(petitionID: updates.petition.id, secret: [UInt8](repeating: 1, count: 32))
        #expect(try await stopping.stop(foreign.token(of: id)) == nil)
        let nowhere = UnsubscribeKey(petitionID: 999, secret: [UInt8](repeating: 1, count: 32))
        #expect(try await stopping.stop(nowhere.token(of: id)) == nil)
        #expect(try await stopping.stop(key.token(of: 0)) != nil, "the one in a test mail")
        #expect(try await stopping.standing(key.token(of: 0))?.isStopped == false, "which shows what readers will see")
        let draft = try await updates.test.draft(Samples.petition("a-secret"))
        let guessed = UnsubscribeKey(petitionID: draft.id, secret: [UInt8](repeating: 1, count: 32)).token(of: 1)
        #expect(try await stopping.standing(guessed) == nil, "a draft's title is nobody's business")
        #expect(try await consent(updates, token) != nil)
        updates.test.advance(.days(1_000))
        #expect(try await stopping.stop(key.token(of: id)) != nil)
        #expect(try await consent(updates, token) == nil)
    }

    // P-20
    @Test(arguments: TestDatabase.all)
    func `after the day of deletion the address stays for updates alone, and goes with the press that stops them`(
        _ kind: TestDatabase
    ) async throws {
        let updates = try await UpdateSite(kind)
        let token = try await updates.sign(1)
        try await updates.sign(2, wantsUpdates: false)
        _ = try await updates.mail()
        while try await UpdateMails(site: updates.site).queueSome() {}
        try await updates.test.database.write { [id = updates.petition.id] in
            try $0.deleteContacts(0...Int64.max, .everything, of: id)
        }
        #expect(try await updates.waiting().count == 1)
        #expect(try await updates.row(token).box == nil)
        #expect(try await updates.test.rowCount(.seal) == 1)
        let hash = [UInt8](repeating: 0, count: 32)
        let story = UpdateConsents(site: updates.site)
        #expect(try await story.choose(false, token, shown: hash, language: .english) == .done)
        #expect(try await updates.test.rowCount(.seal) == 0)
        #expect(try await updates.waitingCount() == 0)
        #expect(try await updates.consentCount() == 0)
    }

    @Test func `a link of nobody writes nothing, not even the sentence`() async throws {
        let updates = try await UpdateSite()
        let guessed = try Samples.required(
            LinkToken(petitionID: updates.petition.id, secret: [UInt8](repeating: 9, count: 32))
        )
        let story = UpdateConsents(site: updates.site)
        let hash = try Samples.required(try await story.sentence(of: updates.petition, in: "en")).consent.wordingHash
        #expect(try await story.choose(true, guessed, shown: hash, language: .english) == .refused)
        let stored = try await updates.test.database.read { [id = updates.petition.id] in
            try $0.consentWording(hash: hash, in: id)
        }
        #expect(stored == nil)
    }
}
