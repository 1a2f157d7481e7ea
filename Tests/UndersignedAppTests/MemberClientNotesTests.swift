import Foundation
import Testing
import TransparencyLog
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// The program that members' pages run is named in the letter's log (issue 7, 2).
@Suite struct MemberClientNotesTests {
    private static let first = ["member.js": String(repeating: "ab", count: 32)]
    private static let second = ["member.js": String(repeating: "cd", count: 32)]

    private static func letter() -> PetitionSheet {
        var sheet = Samples.petition("dear-board")
        sheet.admit(MemberRules(domains: ["works.example"]))
        return sheet
    }

    private func tend(_ test: TestSite, _ files: [String: String]?) async throws {
        try await Housekeeping(site: test.site, client: files).doDue()
    }

    private func notes(_ petition: Petition, _ test: TestSite) async throws -> [PublicNote] {
        try await test.database.read { transaction in
            try transaction.notes(of: petition.id).map { event in
                let hash = try #require(event.hash)
                let entry = try transaction.entries(from: event.position, count: 1, of: petition.id).first
                #expect(entry == MerkleHash(hash).map { LogEntry.note(documentHash: $0).bytes })
                return try PublicNote(parsing: try #require(try transaction.document(hash: hash, of: petition.id)))
            }
        }
    }

    private func named(_ petition: Petition, _ test: TestSite) async throws -> MemberClientNotes.Named? {
        let board = PetitionBoard(database: test.database, ambient: test.site.ambient, freshness: .zero)
        return try await board.snapshot(petition.slug)?.members?.client
    }

    @Test(arguments: TestDatabase.all)
    func `a letter's log names the program of its pages once, and again whenever it is another`(
        _ kind: TestDatabase
    ) async throws {
        let test = try await TestSite(kind)
        let petition = try await test.open(Self.letter())
        #expect(try await named(petition, test) == nil)
        for _ in 1...2 { try await tend(test, Self.first) }
        let one = try await notes(petition, test)
        #expect(one.map(\.client) == [Self.first])
        #expect(one.first?.text.contains("\(String(repeating: "ab", count: 32))  member.js") == true)
        #expect(try await named(petition, test)?.files == Self.first)
        #expect(try await named(petition, test)?.index == 3)

        for _ in 1...2 { try await tend(test, Self.second) }
        // Whatever else organisers tell does not hide it.
        let words = try Announcement(PublicNote(petition: petition.log?.origin ?? "", title: "A word", text: "Thanks."))
        _ = try await test.site.sequencer.submit(.announce(petitionID: petition.id, words))
        #expect(try await named(petition, test)?.files == Self.second)
        for _ in 1...2 { try await tend(test, Self.first) }
        let all = try await notes(petition, test)
        #expect(all.map(\.client) == [Self.first, nil, Self.second, Self.first])
        #expect(all.last?.title != all.first?.title, "the first one replaces nothing")
        #expect(try await named(petition, test)?.index == 6)
        try await test.expectSoundLog(petition)
    }

    @Test func `nothing is said of a program before the opening, after the close, or where others sign`() async throws {
        let test = try await TestSite()
        let people = try await test.open(Samples.petition("library"))
        let early = try await test.open(
            Self.letter(),
            opensAt: Samples.noon + .days(2),
            closesAt: Samples.noon + .days(3)
        )
        for _ in 1...4 {
            let isLate = test.site.ambient.now() >= Samples.noon + .days(3)
            try await tend(test, isLate ? Self.second : Self.first)
            let isEarly = test.site.ambient.now() < Samples.noon + .days(2)
            #expect(try await notes(early, test).isEmpty == isEarly)
            test.advance(.days(1))
        }
        #expect(try await notes(people, test).isEmpty)
        #expect(try await test.petition(id: early.id).state == .closed)
        #expect(try await notes(early, test).map(\.client) == [Self.first])
        let entries = try await test.database.read { try $0.entries(from: 0, count: 9, of: early.id) }
        let text = entries.map { String(decoding: $0, as: UTF8.self).split(separator: " ").first ?? "" }
        #expect(text == ["undersigned/v1", "day", "opened", "note", "day", "closed"])
    }

    @Test func `a site whose pages run nothing names nothing`() async throws {
        let test = try await TestSite()
        let petition = try await test.open(Self.letter())
        try await tend(test, nil)
        #expect(try await notes(petition, test).isEmpty)
    }
}
