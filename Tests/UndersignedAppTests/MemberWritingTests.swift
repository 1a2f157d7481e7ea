import MemberTokens
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// Organisers write a letter for members, look at each other's, and open it (issue 7).
@Suite struct MemberWritingTests {
    private static func form(
        _ change: (inout MemberRulesForm) -> Void = { _ in }
    ) -> PetitionForm {
        var form = PetitionForm(Samples.library)
        (form.signatories, form.members.domains) = ("members", "works.example")
        change(&form.members)
        return form
    }

    /// Saves it over the draft that is there.
    private static func save(_ form: PetitionForm, _ site: WritingSite) async throws -> PetitionWriting.Outcome {
        try await site.save(form, replacing: try await site.petition(), mark: try await site.mark())
    }

    private static func keep(_ form: PetitionForm, _ site: WritingSite) async throws {
        guard case .saved = try await save(form, site) else {
            Issue.record("not saved")
            return
        }
    }

    private static func problems(_ form: PetitionForm, _ site: WritingSite) async throws -> [WritingProblem] {
        guard case .problems(let problems) = try await save(form, site) else { return [] }
        return problems.all
    }

    @Test(arguments: TestDatabase.all)
    func `a letter for members is saved, comes back as the same form, and opens for members`(
        _ kind: TestDatabase
    ) async throws {
        let site = try await WritingSite(kind)
        try await Self.keep(Self.form { ($0.crowd, $0.reveal, $0.vouchers) = ("30", "50", "2") }, site)
        let sheet = try await site.petition().sheet
        let rules = MemberRules(domains: ["works.example"], crowd: 30, reveal: 50, vouchers: 2)
        #expect(sheet.members == rules && sheet.publication == .daily)
        let mark = try await site.mark()
        try await Self.keep(PetitionForm(sheet), site)
        let again = try await site.petition().sheet
        #expect(again == sheet)
        #expect(try await site.mark() == mark)
        try await site.open(opensAt: nil)
        let opened = try await site.petition()
        #expect(opened.state == .open && opened.sheet.members == rules)
        #expect(try site.test.site.keys.keys(of: site.slug).issuer != nil)
    }

    @Test func `a draft for members becomes one for people again`() async throws {
        let site = try await WritingSite()
        try await Self.keep(Self.form(), site)
        try await Self.keep(PetitionForm(Samples.library), site)
        let sheet = try await site.petition().sheet
        #expect(sheet.members == nil && sheet.signatories == .people)
    }

    @Test func `each rule for members is a part of what was looked at`() async throws {
        let site = try await WritingSite()
        let key = String(decoding: StrictBase64.encode(try IssuerPrivateKey().publicKey.bytes), as: UTF8.self)
        let changes: [(inout MemberRulesForm) -> Void] = [
            { _ in }, { $0.domains = "works.example\nmail.works.example" }, { $0.crowd = "21" }, { $0.reveal = "21" },
            { $0.vouchers = "2" }, { $0.invitations = "yes" },
            { ($0.issuerName, $0.issuerKey, $0.issuerAddress) = ("u", key, "https://u.example") },
            { ($0.issuerName, $0.issuerKey, $0.issuerAddress) = ("v", key, "https://u.example") },
            { ($0.issuerName, $0.issuerKey, $0.issuerAddress) = ("u", key, "https://v.example") },
        ]
        var marks: Set = [try await site.mark()]
        for (number, change) in changes.enumerated() {
            try await Self.keep(Self.form(change), site)
            #expect(marks.insert(try await site.mark()).inserted, "change \(number)")
        }
        let seen = try await site.mark()
        try await Self.keep(Self.form { $0.crowd = "2" }, site)
        try await site.writing.offer(try await site.petition(), mark: try await site.mark(), by: site.dana)
        let petition = try await site.petition()
        let dates = OpeningDates(opensAt: nil, closesAt: nil)
        await #expect(throws: Review.Refusal.notOffered) {
            try await site.writing.open(petition, mark: seen, dates: dates, by: site.eli)
        }
    }

    @Test func `a key that is none is said at its field, and nothing is saved`() async throws {
        let site = try await WritingSite()
        let form = Self.form { ($0.issuerName, $0.issuerKey, $0.issuerAddress) = ("u", "AQID", "https://u.example") }
        let expected = [WritingProblem("issuer-key", .members(.issuerKey))]
        #expect(try await Self.problems(form, site) == expected)
        #expect(try site.writing.problems(of: form, in: site.campaign)?.all == expected)
        #expect(try await site.petition().sheet.members == nil)
    }

    @Test(arguments: TestDatabase.all)
    func `a letter with a day to come has its issuer key before that day, and opens on it`(
        _ kind: TestDatabase
    ) async throws {
        let site = try await WritingSite(kind)
        try await Self.keep(Self.form(), site)
        try await site.open(opensAt: Samples.noon + .days(1))
        #expect(try await site.petition().state == .draft)
        let made = try #require(try site.test.site.keys.keys(of: site.slug).issuerPublic)
        site.test.advance(.days(1))
        try await Housekeeping(site: site.test.site).doDue()
        #expect(try await site.petition().state == .open)
        #expect(try site.test.site.keys.keys(of: site.slug).issuerPublic == made)
    }

    @Test func `a letter that can't open gets no day either, and no keys`() async throws {
        let site = try await WritingSite()
        var sheet = Samples.library
        let issuer = OutsideIssuer(name: "u", key: [1], url: "https://u.example")
        sheet.admit(MemberRules(domains: ["works.example"], issuer: issuer))
        // As a campaign file brings it.
        let (stored, id) = (sheet, try await site.petition().id)
        #expect(try await site.test.database.write { try $0.replaceDraft(id, with: stored) })
        for day in [nil, Samples.noon + .days(1)] {
            await #expect(throws: Opening.Refusal.members(.issuerKey)) { try await site.open(opensAt: day) }
        }
        #expect(throws: (any Error).self) { try site.test.site.keys.keys(of: site.slug) }
    }
}
