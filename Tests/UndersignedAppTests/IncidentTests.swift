import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// P-14: after a theft the numbers are there, and no address.
@Suite struct IncidentTests {
    private static func counts(_ incident: Incident, _ slug: Slug) throws -> [String: Int] {
        let part = try Samples.required(incident.petitions.first { $0.petition == slug.text })
        return Dictionary(uniqueKeysWithValues: part.lines.map { ($0.data, $0.count) })
    }

    @Test(arguments: TestDatabase.all)
    func `it counts by petition and by kind of data, and says what can be read`(_ kind: TestDatabase) async throws {
        let test = try await TestSite(kind, limits: .off)
        let coalition = try await SampleCoalition(test)
        let other = try await test.open()
        _ = try await SampleOwner(Accounts(site: test.site, cost: Samples.cheap), "dana@example.org", now: test.now)
        for number in 1...3 {
            var form = SampleCoalition.person(number, agreeingTo: number == 1 ? ["readers"] : [])
            (form.name, form.shown) = ("Canary \(number)", number == 2 ? "yes" : "")
            form.email = "canary\(number)@example.org"
            let token = try Samples.required(try await test.ask(form, coalition.petition))
            if number < 3 { _ = try await Links(site: test.site).confirm(token, textVersion: 1) }
        }
        let taken = try await Incident(in: test.database, .databaseAndKeys, at: nil, now: test.now)
        let counts = try Self.counts(taken, coalition.petition.slug)
        #expect(counts["contacts of signatories"] == 2 && counts["unconfirmed requests"] == 1)
        #expect(counts["names and comments that are shown"] == 1)
        #expect(counts["records sealed to partner readers"] == 1)
        #expect(try Self.counts(taken, other.slug)["contacts of signatories"] == 0)
        #expect(taken.site.first?.count == 1 && taken.site.allSatisfy { $0.reach != .locked })
        let without = try await Incident(in: test.database, .database, at: nil, now: test.now)
        let reach = without.petitions.flatMap(\.lines).filter { $0.reach == .readable }.map(\.data)
        #expect(Set(reach) == ["names and comments that are shown", "names and comments that wait or are hidden"])
        for text in [taken.text, try taken.json, without.text] {
            #expect(!text.contains("anary") && !text.contains("@") && !text.contains("dana"))
        }
    }

    @Test(arguments: TestDatabase.all)
    func `of a backup it counts those who were there that day`(_ kind: TestDatabase) async throws {
        let test = try await TestSite(kind, limits: .off)
        let petition = try await test.open()
        let gone = try await test.sign(Samples.person(1), petition)
        try await test.sign(Samples.person(2), petition)
        test.advance(.days(2))
        let backup = test.now
        test.advance(.days(2))
        _ = try await Links(site: test.site).withdraw(gone)
        try await test.sign(Samples.person(3), petition)
        let now = try await Incident(in: test.database, .backup, at: test.now, now: test.now)
        let then = try await Incident(in: test.database, .backup, at: backup, now: test.now)
        let before = try await Incident(in: test.database, .backup, at: backup - .days(3), now: test.now)
        let numbers = try [now, then, before].map { try Self.counts($0, petition.slug)["contacts of signatories"] }
        #expect(numbers == [3, 2, 0], "of today the withdrawn one may have been in it")
        #expect(
            then.text.contains("No upper bound") && !then.text.contains("at most") && !then.text.contains("At most")
        )
        let lines = try Samples.required(then.petitions.first { $0.petition == petition.slug.text }).lines
        let ofNow = Set(lines.filter(\.isOfNow).map(\.data))
        #expect(ofNow == ["names and comments that are shown", "names and comments that wait or are hidden"])
        #expect(then.site.allSatisfy(\.isOfNow) && now.text.contains("names and comments that are shown (now)"))
        let taken = try await Incident(in: test.database, .database, at: nil, now: test.now)
        #expect(!taken.text.contains("(now)") && !taken.text.contains("No upper bound"))
    }

    // P-22: the key that opens them is on no server.
    @Test(arguments: TestDatabase.all)
    func `contacts of a sealed petition are locked whatever is taken of the server`(_ kind: TestDatabase) async throws {
        let test = try await TestSite(kind, limits: .off)
        var sheet = Samples.petition("sealed-library")
        sheet.seal(to: try Samples.required(CustodyPrivateKey(bytes: Samples.randomBytes(32))).publicKey)
        let sealed = try await test.open(sheet)
        let standard = try await test.open()
        for petition in [sealed, standard] { try await test.sign(Samples.amina, petition) }
        let taken = try await Incident(in: test.database, .databaseAndKeys, at: nil, now: test.now)
        let reaches = try [sealed, standard].map { try Self.reach("contacts of signatories", taken, $0) }
        #expect(reaches == [.locked, .readable])
        #expect(try Self.counts(taken, sealed.slug)["contacts of signatories"] == 1)
        #expect(try Self.reach("whether an address signed", taken, sealed) == .guessable)
    }

    // P-21
    @Test(arguments: TestDatabase.all)
    func `once the dedupe key is destroyed nothing can be guessed`(_ kind: TestDatabase) async throws {
        let test = try await TestSite(kind, limits: .off)
        var sheet = Samples.library
        sheet.deletionMonths = 6
        let petition = try await test.open(sheet, closesAt: test.now + .days(1))
        try await test.sign(Samples.amina, petition)
        let steps: [(days: Int64, count: Int, reach: Incident.Reach)] = [(2, 1, .guessable), (31, 0, .locked)]
        for (days, count, reach) in steps {
            test.advance(.days(days))
            try await Housekeeping(site: test.site).doDue()
            let taken = try await Incident(in: test.database, .databaseAndKeys, at: nil, now: test.now)
            #expect(try Self.counts(taken, petition.slug)["whether an address signed"] == count)
            #expect(try Self.reach("whether an address signed", taken, petition) == reach)
            #expect(try Self.reach("contacts of signatories", taken, petition) == .readable)
        }
    }

    private static func reach(_ data: String, _ incident: Incident, _ petition: Petition) throws -> Incident.Reach {
        let part = try Samples.required(incident.petitions.first { $0.petition == petition.slug.text })
        return try Samples.required(part.lines.first { $0.data == data }).reach
    }
}
