import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// All contacts of a petition in one file, for whoever runs the site.
@Suite struct ContactExportTests {
    @Test func `a petition's own contacts open for whoever runs the site, and the trail says so`() async throws {
        let test = try await TestSite(limits: .off)
        let coalition = try await SampleCoalition(test)
        var form = SampleCoalition.person(1, agreeingTo: ["readers"])
        form.updates = "yes"
        try await test.sign(form, coalition.petition)
        let token = try await test.sign(SampleCoalition.person(2, agreeingTo: []), coalition.petition)
        try await test.sign(SampleCoalition.person(3, agreeingTo: []), coalition.petition)
        _ = try await Links(site: test.site).withdraw(token)
        let rows = Rows()
        try await ContactExport(site: test.site).run(coalition.petition.slug) { _, total in
            #expect(total == 2)
        } take: {
            await rows.add($0)
        }
        let cells = await rows.all.map(\.cells)
        #expect(cells.map { $0[4] } == ["person1@example.org", "person3@example.org"])
        #expect(
            cells.map { $0[5] } == ["yes", "no"] && cells[0][2] == "2018-06-20T12:00Z"
        )
        let trail = try await test.database.read { try $0.trail(before: nil, limit: 1) }
        #expect(trail.first?.event.act == .contactsExported && trail.first?.event.detail == "2")
        await #expect(throws: ContactExport.Refusal.unknownPetition) {
            try await ContactExport(site: test.site).run(try Samples.required(Slug("absent"))) { _, _ in
            } take: { _ in
            }
        }
    }

    // S-16
    @Test(arguments: TestDatabase.all)
    func `owners are told first and have a quarter of an hour; a day later they are told anew`(
        _ kind: TestDatabase
    ) async throws {
        let test = try await TestSite(kind, limits: .off)
        let coalition = try await SampleCoalition(test)
        let accounts = try Accounts(site: test.site, cost: Samples.cheap)
        let people: [(String, Membership)] = [
            ("eli", Membership(campaignID: nil, role: .owner)),
            ("dana", Membership(campaignID: coalition.campaignID, role: .organiser)),
        ]
        for (name, membership) in people {
            let address = "\(name)@example.org"
            _ = try await accounts.invite(address: address, name: name, membership: membership, by: nil)
            let account = try Samples.required(try await accounts.account(address))
            try await test.database.write { try $0.setAccount(account.id, name: name, state: .active) }
        }
        try await test.sign(SampleCoalition.person(1, agreeingTo: []), coalition.petition)
        let steps: [(minutes: Int64, isReady: Bool, mails: Int)] = [
            (0, false, 1), (14, false, 1), (1, true, 1), (24 * 60 - 15, true, 1), (1, false, 2),
        ]
        for step in steps {
            test.advance(.minutes(step.minutes))
            if step.isReady {
                #expect(try await export(test, coalition.petition).count == 1)
            } else {
                await #expect(throws: ContactExport.Refusal.self) { try await export(test, coalition.petition) }
            }
            #expect(try await told(test) == Array(repeating: "eli@example.org", count: step.mails), "\(step)")
        }
        let trail = try await test.database.read { try $0.trail(before: nil, limit: 5) }.map(\.event.act)
        #expect(trail.prefix(4) == [.contactsAsked, .contactsExported, .contactsExported, .contactsAsked])
    }

    // S-16
    @Test(arguments: TestDatabase.all)
    func `of several owners one has to agree, and each can refuse`(_ kind: TestDatabase) async throws {
        let test = try await TestSite(kind, limits: .off)
        let coalition = try await SampleCoalition(test)
        let (eli, _) = (try await owner("eli", test), try await owner("dana", test))
        try await test.sign(SampleCoalition.person(1, agreeingTo: []), coalition.petition)
        let notice = ExportNotice(site: test.site)
        #expect(try await !notice.answer(coalition.petition, isAgreed: true, by: eli), "nobody has asked")
        for minutes in [0, 20] as [Int64] {
            test.advance(.minutes(minutes))
            await #expect(throws: ContactExport.Refusal.notAgreed) { try await export(test, coalition.petition) }
        }
        #expect(try await told(test).sorted() == ["dana@example.org", "eli@example.org"])
        #expect(try await notice.standing(of: coalition.petition) == .undecided(owners: 2))
        #expect(try await notice.answer(coalition.petition, isAgreed: true, by: eli))
        #expect(try await export(test, coalition.petition).count == 1)
        #expect(try await notice.answer(coalition.petition, isAgreed: false, by: eli))
        await #expect(throws: ContactExport.Refusal.self) { try await export(test, coalition.petition) }
        #expect(try await !notice.answer(coalition.petition, isAgreed: true, by: eli), "it was refused")
        test.advance(.days(1))
        await #expect(throws: ContactExport.Refusal.notAgreed) { try await export(test, coalition.petition) }
        let acts = try await test.database.read { try $0.trail(before: nil, limit: 5) }.map(\.event.act)
        #expect(acts == [.contactsAsked, .contactsRefused, .contactsExported, .contactsAgreed, .contactsAsked])
    }

    // P-25
    @Test(arguments: TestDatabase.all)
    func `the mail about a sensitive petition's export leads to the desk, whose address names nothing`(
        _ kind: TestDatabase
    ) async throws {
        let test = try await TestSite(kind, limits: .off)
        let coalition = try await SampleCoalition(test)
        _ = try await owner("eli", test)
        var petition = coalition.petition
        for (isSensitive, link) in [(false, "/admin/exports/\(petition.slug)"), (true, "/admin")] {
            petition.sheet.discretion = PetitionSheet.Discretion(isSensitive: isSensitive)
            try await test.database.write { [petition] in try $0.setDisplay(petition.sheet.display, of: petition) }
            await #expect(throws: ContactExport.Refusal.self) { try await export(test, petition) }
            let mails = try await test.mails().filter { $0.kind == .contactsAsked }
            #expect(mails.last?.payload.link == test.site.address.base + link)
            test.advance(.days(2))
        }
    }

    private func owner(_ name: String, _ test: TestSite) async throws -> Int64 {
        let accounts = try Accounts(site: test.site, cost: Samples.cheap)
        let address = "\(name)@example.org"
        let membership = Membership(campaignID: nil, role: .owner)
        _ = try await accounts.invite(address: address, name: name, membership: membership, by: nil)
        let account = try Samples.required(try await accounts.account(address))
        try await test.database.write { try $0.setAccount(account.id, name: name, state: .active) }
        return account.id
    }

    private func told(_ test: TestSite) async throws -> [String] {
        try await test.mails().filter { $0.kind == .contactsAsked }.map(\.payload.address)
    }

    @discardableResult
    private func export(_ test: TestSite, _ petition: Petition) async throws -> [ContactExport.Row] {
        let rows = Rows()
        try await ContactExport(site: test.site).run(petition.slug) { _, _ in
        } take: {
            await rows.add($0)
        }
        return await rows.all
    }

    private actor Rows {
        private(set) var all: [ContactExport.Row] = []

        func add(_ rows: [ContactExport.Row]) { all += rows }
    }
}
