import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// What members show comes before the public with the publication, and where the letter says so, once enough signed.
@Suite struct MemberRevealTests {
    private func names(_ letter: MemberLetter) async throws -> [String] {
        try await PublicNames(site: letter.test.site).some(of: letter.petition, from: .top, limit: 100).names.map(
            \.name
        )
    }

    private func reveals(_ letter: MemberLetter) async throws -> Int {
        try await letter.test.entries(letter.petition).filter { $0 == .reveal }.count
    }

    @Test(arguments: TestDatabase.all)
    func `what a member shows is seen from the publication on, and never before`(_ kind: TestDatabase) async throws {
        let letter = try await MemberLetter(kind)
        let tokens = try await letter.tokens(20)
        let link = try await letter.sign(
            tokens[0],
            showing: MemberDisplay(.name, role: "Nurse", name: "Ada Example")
        )
        for token in tokens.dropFirst() { _ = try await letter.sign(token) }
        #expect(try await names(letter) == [])
        try await letter.passDay()
        #expect(try await names(letter) == ["Ada Example, Nurse"])
        _ = try await Links(site: letter.test.site).withdraw(link)
        #expect(try await names(letter) == [])
    }

    @Test(arguments: TestDatabase.all)
    func `names are hidden until as many members signed as entry 0 promises`(_ kind: TestDatabase) async throws {
        let rules = MemberRules(domains: ["works.example"], reveal: 25, isByInvitation: true)
        let letter = try await MemberLetter(kind, rules: rules)
        let tokens = try await letter.tokens(45)
        for (number, token) in tokens.prefix(24).enumerated() {
            _ = try await letter.sign(token, showing: MemberDisplay(.name, name: "Member \(number)"))
        }
        try await letter.passDay()
        #expect(try await reveals(letter) == 0)
        #expect(try await names(letter) == [], "24 of 25")
        let packet = try await packetNames(letter)
        #expect(packet == [], "who is handed the letter sees no more than the public")
        for token in tokens.dropFirst(24) { _ = try await letter.sign(token) }
        try await letter.passDay()
        #expect(try await reveals(letter) == 1)
        #expect(try await names(letter).count == 24)
        #expect(try await packetNames(letter).count == 24)
        try await letter.test.expectSoundLog(letter.petition)
    }

    // P-25
    @Test func `a letter that shows nobody keeps nothing that a program sends to be shown`() async throws {
        let hidden = PetitionSheet.Discretion(isSensitive: true, showsNames: false, workDomains: [], exit: nil)
        let letter = try await MemberLetter(in: TestSite(.chosen), discretion: hidden)
        for token in try await letter.tokens(20) {
            _ = try await letter.sign(token, showing: MemberDisplay(.name, name: "Ada Example"))
        }
        #expect(try await letter.test.database.read { try $0.rows("SELECT * FROM held_name").isEmpty })
        try await letter.passDay()
        #expect(try await names(letter) == [])
    }

    private func packetNames(_ letter: MemberLetter) async throws -> [String] {
        var names: [String] = []
        try await Delivering(site: letter.test.site).readNames(of: letter.petition.slug, countedWithin: 10_000) {
            names += $0
        }
        return names
    }
}
