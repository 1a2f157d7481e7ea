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
        let draft = try await Delivering(site: letter.test.site).prepare(letter.petition.slug, to: nil)
        let wording = PacketWording(draft.packet, try Messages.catalogues())
        let how = wording.instructions(hash: [UInt8](repeating: 7, count: 32))
        #expect(how.contains("members.py") && how.contains("each member’s token") && !how.contains("verify.py"))
        var named = draft.packet
        named.names = DeliveryPacket.NameList(count: 24, sha256: "")
        let printed = PacketWording(named, try Messages.catalogues()).printed([])
        #expect(printed.names?.lead.hasPrefix("24 of all who signed chose to show a role, a team or a name.") == true)
        try await letter.test.expectSoundLog(letter.petition)
    }

    private func places(_ letter: MemberLetter) async throws -> [String: PublicNameHandle] {
        let rows = try await letter.test.database.read {
            try $0.rows("SELECT name, day, shuffle FROM public_name")
        }
        return try Dictionary(
            uniqueKeysWithValues: rows.map { row in
                let day = Moment(seconds: try row.integer("day"))
                return (try row.text("name"), PublicNameHandle(day: day, shuffle: try row.integer("shuffle")))
            }
        )
    }

    @Test(arguments: TestDatabase.all)
    func `names that are revealed together stand under one day, in a new order, and their cases with them`(
        _ kind: TestDatabase
    ) async throws {
        let rules = MemberRules(domains: ["works.example"], reveal: 40, isByInvitation: true)
        let letter = try await MemberLetter(kind, rules: rules)
        let tokens = try await letter.tokens(60)
        for (number, token) in tokens.prefix(20).enumerated() {
            // What looks like an address waits for somebody who looks at it.
            let name = number == 0 ? "Ada https://ada.example" : "Member \(number)"
            _ = try await letter.sign(token, showing: MemberDisplay(.name, name: name))
        }
        try await letter.passDay()
        let hidden = try await places(letter)
        #expect(hidden.count == 19 && Set(hidden.values.map(\.day)) == [letter.test.now.day])
        for number in 20..<40 {
            _ = try await letter.sign(tokens[number], showing: MemberDisplay(.name, name: "Member \(number)"))
        }
        try await letter.passDay()
        #expect(try await reveals(letter) == 1)
        let shown = try await places(letter)
        #expect(shown.count == 39)
        #expect(Set(shown.values.map(\.day)) == [letter.test.now.day], "nobody sees who was published earlier")
        #expect(Set(shown.values.map(\.shuffle)).isDisjoint(with: hidden.values.map(\.shuffle)))
        let (id, today) = (letter.petition.id, letter.test.now.day)
        let waiting = try await letter.test.database.read { try $0.waitingCases(after: nil, of: id, limit: 9) }
        #expect(waiting.map(\.place.day) == [today])
        // Who signs later is shown under a later day, and nothing else moves again.
        for number in 40..<60 {
            _ = try await letter.sign(tokens[number], showing: MemberDisplay(.name, name: "Member \(number)"))
        }
        try await letter.passDay()
        let later = try await places(letter)
        #expect(later.count == 59 && later.filter { $0.value.day == today } == shown)
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
