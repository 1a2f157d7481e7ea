import Foundation
import Testing
import TransparencyLog
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// Removals by rule, in public (F-K, F-21).
@Suite struct CorrectionsTests {
    private static let byDomain = CorrectionRule(domain: WildcardPattern("burst.example.org"))

    private static func order(_ rule: CorrectionRule = byDomain, typed: String? = "save-the-library") -> CorrectionOrder
    {
        CorrectionOrder(
            rule: rule,
            name: "throwaway-mailboxes",
            reason: "Anybody can open these mailboxes.",
            approval: .shell(typed: typed)
        )
    }

    /// Five real people at noon, then three of one burst an hour later, two of them by the link of a partner.
    private static func site() async throws -> (TestSite, Petition) {
        let site = try await TestSite(limits: .off)
        let petition = try await site.open()
        for number in 1...5 { try await site.sign(Samples.person(number), petition) }
        site.advance(.hours(1))
        for number in 1...3 {
            let form = SignatureForm(name: "Burst \(number)", email: "b\(number)@burst.example.org")
            try await site.sign(form, petition, source: number > 1 ? "unions" : nil)
        }
        return (site, petition)
    }

    private static func quiet(_ done: Int, _ total: Int) async {}

    @Test func `a rule finds by domain, name, hour and source, shows the hours, and changes nothing`() async throws {
        let (site, petition) = try await Self.site()
        let corrections = Corrections(site: site.site)
        let noon = Samples.noon.hour
        let later = noon + .hours(1)
        let before = try await site.database.read { try $0.head(petition.id) }
        let cases: [(CorrectionRule, Int, [Moment])] = [
            (Self.byDomain, 3, [later]),
            (CorrectionRule(name: WildcardPattern("person ?")), 5, [noon]),
            (CorrectionRule(source: "unions"), 2, [later]),
            (CorrectionRule(from: later), 3, [later]),
            (CorrectionRule(until: later), 5, [noon]),
            (CorrectionRule(from: noon), 8, [noon, later]),
            (CorrectionRule(source: "unions", name: WildcardPattern("Burst 3")), 1, [later]),
            (CorrectionRule(domain: WildcardPattern("gone.example.org")), 0, []),
        ]
        for (rule, found, hours) in cases {
            let preview = try await corrections.preview(petition.slug, rule, progress: Self.quiet)
            #expect(preview.found == found && preview.total == 8, "\(rule.words)")
            #expect(preview.hours.map(\.hour) == hours, "\(rule.words)")
            #expect(preview.hours.map(\.count).reduce(0, +) == found)
        }
        #expect(try await site.database.read { try $0.head(petition.id) } == before)
    }

    @Test(arguments: TestDatabase.all)
    func `contact data that does not open is passed over and told of`(_ kind: TestDatabase) async throws {
        let site = try await TestSite(kind, limits: .off)
        let petition = try await site.open()
        for number in 1...3 {
            let form = SignatureForm(name: "Burst \(number)", email: "b\(number)@burst.example.org")
            try await site.sign(form, petition)
        }
        try await site.database.write { transaction in
            let damaged = [UInt8](repeating: 7, count: 64)
            _ = try transaction.rows(
                "UPDATE seal SET content = \(damaged) WHERE signature_id = (SELECT MIN(signature_id) FROM seal)"
            )
        }
        let corrections = Corrections(site: site.site)
        let preview = try await corrections.preview(petition.slug, Self.byDomain, progress: Self.quiet)
        #expect(preview.found == 2 && preview.unreadable == 1)
        let id = try await corrections.begin(petition.slug, Self.order(), progress: Self.quiet)
        #expect(try await corrections.run(id, of: petition.slug, progress: Self.quiet).removed == 2)
        #expect(try await site.counts(petition).total == 1)
    }

    @Test func `a removal by rule is announced, lowers the count with a reason, and ends with its number`() async throws
    {
        let (site, petition) = try await Self.site()
        let corrections = Corrections(site: site.site)
        let id = try await corrections.begin(petition.slug, Self.order(), progress: Self.quiet)
        #expect(try await site.counts(petition).total == 8, "announced, not begun")
        let ended = try await corrections.run(id, of: petition.slug, progress: Self.quiet)
        #expect(ended.state == .done && ended.found == 3 && ended.removed == 3)
        let counts = try await site.counts(petition)
        #expect(counts.mail == 5 && counts.removed == 3)
        let entries = try await site.entries(petition)
        let last = entries.suffix(5).compactMap { if case .removed(_, let reason) = $0 { reason } else { nil } }
        #expect(last == [RemovalReason](repeating: .invalid(rule: "throwaway-mailboxes"), count: 3))
        let notes = try await site.notes(petition)
        #expect(notes.map(\.correction?.removed) == [nil, 3])
        #expect(notes.map(\.text) == ["Anybody can open these mailboxes.", "Anybody can open these mailboxes."])
        #expect(notes.first?.correction?.finds == "mailbox at ‘burst.example.org’")
        try await site.expectSoundLog(petition)
        // DESIGN 11.7: the address stays known, so that it can't simply sign again.
        let again = SignatureForm(name: "Burst 1", email: "b1@burst.example.org")
        #expect(try await site.ask(again, petition) == nil)
        #expect(try await site.counts(petition).total == 5)
    }

    @Test func `a stopped removal says how many went, and takes no more`() async throws {
        let (site, petition) = try await Self.site()
        let corrections = Corrections(site: site.site)
        let id = try await corrections.begin(petition.slug, Self.order(), progress: Self.quiet)
        _ = try await site.site.sequencer.submit(.correct(petitionID: petition.id, .take(id: id, limit: 2)))
        let ended = try await corrections.cancel(id, of: petition.slug)
        #expect(ended.state == .cancelled && ended.removed == 2)
        let after = try await corrections.run(id, of: petition.slug, progress: Self.quiet)
        #expect(after.removed == 2, "running it again does nothing")
        #expect(try await site.counts(petition).total == 6)
        let note = try #require(try await site.notes(petition).last?.correction)
        #expect(note.removed == 2 && note.isCancelled == true && note.found == 3)
        await #expect(throws: Corrections.Refusal.notRunning) { try await corrections.cancel(id, of: petition.slug) }
        try await site.expectSoundLog(petition)
    }

    @Test func `a removal that a crash interrupted goes on at the next start`() async throws {
        let (site, petition) = try await Self.site()
        let corrections = Corrections(site: site.site)
        let id = try await corrections.begin(petition.slug, Self.order(), progress: Self.quiet)
        _ = try await site.site.sequencer.submit(.correct(petitionID: petition.id, .take(id: id, limit: 1)))
        // What was being written down and never announced is forgotten.
        let stray = try await site.database.write { transaction in
            let stray = try transaction.insertCorrection(
                of: petition.id,
                rule: "stray",
                isAgreed: false,
                at: Samples.noon
            )
            try transaction.addCorrectionItems([1, 2], to: stray, of: petition.id)
            return stray
        }
        try await corrections.resume()
        let (ended, gone) = try await site.database.read {
            (try $0.correction(id, of: petition.id), try $0.correction(stray, of: petition.id))
        }
        #expect(ended?.state == .done && ended?.removed == 3 && gone == nil)
        #expect(try await site.counts(petition).total == 5)
        try await site.expectSoundLog(petition)
    }

    // S-16
    @Test func `more than one per cent needs the petition's name, and nothing is written without it`() async throws {
        let (site, petition) = try await Self.site()
        let corrections = Corrections(site: site.site)
        let before = try await site.database.read { try $0.head(petition.id) }
        await #expect(throws: Corrections.Refusal.needsSecondPerson(found: 3, total: 8)) {
            try await corrections.begin(petition.slug, Self.order(typed: nil), progress: Self.quiet)
        }
        #expect(try await site.database.read { try $0.head(petition.id) } == before)
        #expect(try await site.database.read { try $0.corrections(of: petition.id) } == [])
    }

    @Test func `a removal without rule, name, reason or find is refused`() async throws {
        let (site, petition) = try await Self.site()
        let corrections = Corrections(site: site.site)
        var nameless = Self.order()
        nameless.name = "Bad Name"
        var silent = Self.order()
        silent.reason = " \n"
        var endless = Self.order()
        endless.reason = String(repeating: "x", count: Corrections.reasonLimit + 1)
        var turned = Self.order()
        turned.reason = "Because \u{202E}of this."
        let orders: [(CorrectionOrder, Corrections.Refusal)] = [
            (Self.order(CorrectionRule()), .emptyRule), (nameless, .badName), (silent, .noReason),
            (endless, .badReason),
            (turned, .badReason),
            (Self.order(CorrectionRule(source: "nobody")), .nothingFound),
        ]
        for (order, refusal) in orders {
            await #expect(throws: refusal) {
                try await corrections.begin(petition.slug, order, progress: Self.quiet)
            }
        }
        let unknown = try #require(Slug("unknown"))
        await #expect(throws: Corrections.Refusal.unknownPetition) {
            try await corrections.begin(unknown, Self.order(), progress: Self.quiet)
        }
        #expect(try await site.counts(petition).total == 8)
    }
}

extension TestSite {
    /// The documents of all notes in the log, oldest first.
    func notes(_ petition: Petition) async throws -> [PublicNote] {
        let hashes = try await entries(petition).compactMap { if case .note(let hash) = $0 { hash.bytes } else { nil } }
        return try await database.read { transaction in
            try hashes.map { hash in
                try PublicNote(parsing: try Samples.required(transaction.document(hash: hash, of: petition.id)))
            }
        }
    }
}
