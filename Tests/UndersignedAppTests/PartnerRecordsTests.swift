import Foundation
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// What partners fetch: sealed to their keys, with what was taken back (P-03…P-05).
@Suite struct PartnerRecordsTests {
    private func slug(_ text: String) throws -> Slug { try Samples.required(Slug(text)) }

    private func page(
        _ test: TestSite,
        _ coalition: SampleCoalition,
        _ partner: String,
        after cursor: RecordCursor = RecordCursor(),
        limit: Int = 1_000
    ) async throws -> PartnerRecords.Page {
        try await PartnerRecords(site: test.site)
            .page(of: slug(partner), in: coalition.campaignID, after: cursor, limit: limit)
    }

    private func opened(
        _ lines: [RecordLine],
        _ coalition: SampleCoalition,
        _ partner: String
    ) throws -> [OpenedRecord] {
        var opener = RecordOpener(key: try Samples.required(coalition.keys[slug(partner)]))
        return try lines.compactMap { try opener.take($0) }
    }

    @Test(arguments: TestDatabase.all)
    func `each ticked partner's key opens name and address, and nothing else is there`(
        _ kind: TestDatabase
    ) async throws {
        let test = try await TestSite(kind, limits: .off)
        let coalition = try await SampleCoalition(test)
        try await test.sign(SampleCoalition.person(1, agreeingTo: ["readers", "teachers"]), coalition.petition)
        try await test.sign(SampleCoalition.person(2, agreeingTo: ["teachers"]), coalition.petition)
        try await test.sign(SampleCoalition.person(3, agreeingTo: []), coalition.petition)
        let readers = try opened(try await page(test, coalition, "readers").lines, coalition, "readers")
        #expect(readers.map(\.contact?.email) == ["person1@example.org"])
        #expect(readers[0].contact?.name == "Person 1" && readers[0].contact?.givenAt == "2018-06-20T12:00Z")
        #expect(readers[0].wording == "Yes, the readers may write to me" && readers[0].petition == "coalition-library")
        let teachers = try await page(test, coalition, "teachers").lines
        #expect(
            try opened(teachers, coalition, "teachers").map(\.contact?.email) == [
                "person1@example.org", "person2@example.org",
            ]
        )
        #expect(throws: RecordOpener.Problem.unopened) { try opened(teachers, coalition, "readers") }
        #expect(try await page(test, coalition, "club").lines.count == 1, "a partner without a key gets nothing")
        #expect(try await page(test, coalition, "sponsor").lines.count == 1)
        let consents = try await test.database.read { try $0.consents(of: 1, in: coalition.petition.id) }
        #expect(consents.count == 2)
    }

    @Test func `a partner without a key has no box, and its name in a form is refused`() async throws {
        let test = try await TestSite()
        let coalition = try await SampleCoalition(test)
        #expect(coalition.petition.sheet.rules.offeredPartners == ["readers", "teachers"])
        #expect(try await test.ask(SampleCoalition.person(1, agreeingTo: ["club"]), coalition.petition) == nil)
        #expect(try await test.ask(SampleCoalition.person(1, agreeingTo: ["readers"]), coalition.petition) != nil)
    }

    @Test func `a page ends where its limit is, and the next one begins there; nothing comes twice`() async throws {
        let test = try await TestSite(limits: .off)
        let coalition = try await SampleCoalition(test)
        let other = try await SampleCoalition(test, named: "elsewhere")
        for number in 1...7 {
            try await test.sign(SampleCoalition.person(number, agreeingTo: ["readers"]), coalition.petition)
        }
        try await test.sign(SampleCoalition.person(8, agreeingTo: ["readers"]), other.petition)
        var (cursor, seen, pages, isLast) = (RecordCursor(), [String](), 0, false)
        while !isLast {
            let page = try await page(test, coalition, "readers", after: cursor, limit: 3)
            seen += try opened(page.lines, coalition, "readers").compactMap(\.contact?.name)
            (cursor, isLast) = (page.cursor, page.isLast)
            pages += 1
        }
        #expect(seen == (1...7).map { "Person \($0)" }, "and nobody of another campaign")
        #expect(pages == 3)
        #expect(try await page(test, coalition, "readers", after: cursor).lines.count == 1)
    }

    @Test(arguments: TestDatabase.all)
    func `who withdraws is gone from the records, and each partner that knew is told`(_ kind: TestDatabase) async throws
    {
        let test = try await TestSite(kind, limits: .off)
        let coalition = try await SampleCoalition(test)
        try await test.sign(SampleCoalition.person(1, agreeingTo: ["readers", "teachers"]), coalition.petition)
        let token = try await test.sign(
            SampleCoalition.person(2, agreeingTo: ["readers", "teachers"]),
            coalition.petition
        )
        let first = try await page(test, coalition, "readers")
        _ = try await Links(site: test.site).withdraw(token)
        for partner in ["readers", "teachers"] {
            let after = partner == "readers" ? first.cursor : RecordCursor()
            let news = try opened(try await page(test, coalition, partner, after: after).lines, coalition, partner)
            let last = try #require(news.last)
            #expect(last.contact == nil && last.id == "\(coalition.petition.id)-2")
            #expect(news.count == (partner == "readers" ? 1 : 2))
        }
        #expect(try await test.rowCount(.seal) == 1)
        #expect(try await test.rowCount(.partnerRecord) == 2, "two partners', of the one who stayed")
        _ = try await Links(site: test.site).withdraw(token)
        #expect(try await page(test, coalition, "readers", after: first.cursor).lines.count == 3, "told once")
    }

    @Test func `one consent is taken back without the others, and its partner is told`() async throws {
        let test = try await TestSite()
        let coalition = try await SampleCoalition(test)
        let token = try await test.sign(
            SampleCoalition.person(1, agreeingTo: ["readers", "teachers"]),
            coalition.petition
        )
        #expect(try await Links(site: test.site).takeBack(.partner("readers"), token) == true)
        #expect(try await Links(site: test.site).takeBack(.partner("readers"), token) == false)
        let readers = try opened(try await page(test, coalition, "readers").lines, coalition, "readers")
        #expect(readers.map(\.contact) == [nil])
        #expect(try opened(try await page(test, coalition, "teachers").lines, coalition, "teachers").count == 1)
        let left = try await test.database.read { try $0.consents(of: 1, in: coalition.petition.id) }
        #expect(left.map(\.consent.recipient) == [.partner("teachers")])
        #expect(try await test.counts(coalition.petition).total == 1, "the signature stays")
    }

    @Test(arguments: TestDatabase.all)
    func `whoever is asked once more after a hold is told of as gone, and comes once when he or she agrees again`(
        _ kind: TestDatabase
    ) async throws {
        let test = try await TestSite(kind, limits: .off)
        let coalition = try await SampleCoalition(test)
        let holding = Holding(site: test.site)
        try await holding.begin(coalition.petition, domain: "example.org", perHour: "", by: 1)
        let token = try await test.sign(SampleCoalition.person(1, agreeingTo: ["readers"]), coalition.petition)
        try await test.database.write { transaction in
            _ = try transaction.rows("UPDATE signature SET text_version = 0 WHERE state = 'held'")
        }
        #expect(try await holding.release(coalition.petition, by: 1) == 1)
        let gone = try opened(try await page(test, coalition, "readers").lines, coalition, "readers")
        #expect(gone.map(\.contact) == [nil])
        let rules = try await test.figures(coalition.petition).holds
        try await holding.end(try #require(rules.first?.id), of: coalition.petition, by: 1)
        #expect(try await Links(site: test.site).confirm(token, textVersion: 1) == .counted)
        let back = try opened(try await page(test, coalition, "readers").lines, coalition, "readers")
        #expect(back.map { $0.contact?.email } == [nil, "person1@example.org"] && Set(back.map(\.id)).count == 1)
        let figures = try await PartnerFigures(of: slug("readers"), in: coalition.campaignID, test.site)
        #expect(figures.parts.map(\.consents) == [1])
        #expect(try await Links(site: test.site).withdraw(token) == .withdrawn)
        let last = try opened(try await page(test, coalition, "readers").lines, coalition, "readers")
        #expect(last.map(\.contact) == [nil, nil])
    }

    @Test func `a wording that was not shown, and a changed byte, are refused`() async throws {
        let test = try await TestSite()
        let coalition = try await SampleCoalition(test)
        try await test.sign(SampleCoalition.person(1, agreeingTo: ["readers"]), coalition.petition)
        let lines = try await page(test, coalition, "readers").lines
        let key = try Samples.required(coalition.keys[slug("readers")])
        guard case .petition(var petition) = lines[0], case .contact(let contact) = lines[1] else {
            Issue.record("lines of other kinds")
            return
        }
        petition.wording = "Yes, anybody may write to me"
        var opener = RecordOpener(key: key)
        _ = try opener.take(.petition(petition))
        #expect(throws: RecordOpener.Problem.otherWording) { try opener.take(lines[1]) }
        var fresh = RecordOpener(key: key)
        #expect(throws: RecordOpener.Problem.unknownPetition) { try fresh.take(lines[1]) }
        _ = try fresh.take(lines[0])
        for place in contact.content.indices {
            var changed = contact
            changed.content[place] ^= 1
            #expect(throws: RecordOpener.Problem.unopened) { try fresh.take(.contact(changed)) }
        }
        for change in [\RecordLine.Contact.record, \.petition] {
            var moved = contact
            moved[keyPath: change] += change == \.petition ? 0 : 1
            moved.text += change == \.petition ? 1 : 0
            #expect(throws: RecordOpener.Problem.unopened) { try fresh.take(.contact(moved)) }
        }
        #expect(try fresh.take(lines[1])?.contact?.name == "Person 1")
    }

    @Test func `lines read back as they were written`() async throws {
        let test = try await TestSite()
        let coalition = try await SampleCoalition(test, isDaily: true)
        let token = try await test.sign(SampleCoalition.person(1, agreeingTo: ["readers"]), coalition.petition)
        let lines = try await page(test, coalition, "readers").lines
        #expect(try opened(lines, coalition, "readers").first?.contact?.givenAt == "2018-06-20", "the day alone")
        _ = try await Links(site: test.site).withdraw(token)
        for line in try await lines + page(test, coalition, "readers").lines {
            let bytes = try line.encoded()
            #expect(bytes.last == 10 && bytes.count { $0 == 10 } == 1)
            #expect(try JSONDecoder().decode(RecordLine.self, from: Data(bytes)) == line)
        }
    }

    @Test func `what is deleted on time is not handed over any more`() async throws {
        let test = try await TestSite()
        let coalition = try await SampleCoalition(test)
        let token = try await test.sign(SampleCoalition.person(1, agreeingTo: ["readers"]), coalition.petition)
        let id = coalition.petition.id
        try await test.database.write { transaction in
            try transaction.deleteContacts(0...Int64.max, .everything, of: id)
            while try transaction.deleteRemains(of: id, limit: 10) > 0 {}
        }
        #expect(try await test.rowCount(.seal) == 0)
        #expect(try await test.rowCount(.partnerRecord) == 1, "what was agreed to stays, and nothing else")
        #expect(try opened(try await page(test, coalition, "readers").lines, coalition, "readers").count == 1)
        #expect(try await Links(site: test.site).takeBack(.partner("readers"), token))
        #expect(try await test.rowCount(.partnerRecord) == 0)
        try await test.database.write { transaction in
            while try transaction.deleteRemains(of: id, limit: 10) > 0 {}
        }
        #expect(try await page(test, coalition, "readers").lines.count == 1)
    }

    @Test func `the example in the documents opens, as other people's programs open it`() throws {
        let file = URL(filePath: #filePath).appending(path: "../../../docs/formats/partner-records-example.jsonl")
        let lines = try String(contentsOf: file.standardizedFileURL, encoding: .utf8).split(separator: "\n")
            .map { try JSONDecoder().decode(RecordLine.self, from: Data($0.utf8)) }
        let key = try Samples.required(CustodyPrivateKey(bytes: [UInt8](repeating: 0x2A, count: 32)))
        var opener = RecordOpener(key: key)
        let records = try lines.compactMap { try opener.take($0) }
        #expect(records.compactMap(\.contact?.email) == ["person1@example.org", "person2@example.org"])
        #expect(records.last?.contact == nil && records.count == 3)
    }
}
