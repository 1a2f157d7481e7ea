import Foundation
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedTestSupport

/// `undersigned incident`, run as an operator does after a theft (P-14).
struct IncidentCommandTests {
    private struct Report: Decodable {
        struct Petition: Decodable {
            struct Line: Decodable {
                let data: String
                let count: Int
            }

            let petition: String
            let lines: [Line]

            var counts: [String: Int] { Dictionary(uniqueKeysWithValues: lines.map { ($0.data, $0.count) }) }
        }

        let petitions: [Petition]
    }

    @Test(arguments: TestDatabase.all)
    func `it says how many, by petition, in words and for programs, and names nobody`(_ kind: TestDatabase) async throws
    {
        let site = try await CommandSite(kind)
        defer { site.remove() }
        let petition = try await site.test.open()
        for number in 1...3 { try await site.test.sign(Samples.person(number, isShown: number == 1), petition) }
        try await site.test.ask(Samples.person(4), petition)
        let words = try site.run("incident", "--taken", "database-and-keys")
        #expect(words.status == 0 && words.errors.isEmpty, "\(words.errors)")
        #expect(words.output.contains(petition.slug.text) && words.output.contains("contacts of signatories"))
        let json = try site.run("incident", "--taken", "database-and-keys", "--json")
        let report = try JSONDecoder().decode(Report.self, from: Data(json.output.utf8))
        let counts = try Samples.required(report.petitions.first { $0.petition == petition.slug.text }).counts
        #expect(counts["contacts of signatories"] == 3 && counts["unconfirmed requests"] == 1)
        #expect(counts["names and comments that are shown"] == 1)
        for output in [words.output, json.output] {
            #expect(!output.contains("@") && !output.contains("Person"), "an address or a name is in it")
        }
    }

    @Test(arguments: TestDatabase.all)
    func `of a backup it takes a day or a minute`(_ kind: TestDatabase) async throws {
        let site = try await CommandSite(kind)
        defer { site.remove() }
        let petition = try await site.test.open()
        try await site.test.sign(Samples.person(1), petition)
        let signed = site.test.now
        for (of, count) in [
            (CalendarDate(signed).dayText, 1), (CalendarDate(signed - .days(40)).dayText, 0),
            (CalendarDate(signed + .minutes(5)).minuteText, 1), (CalendarDate(signed - .minutes(5)).minuteText, 0),
        ] {
            let run = try site.run("incident", "--taken", "backup", "--of", of, "--json")
            #expect(run.status == 0, "\(run.errors)")
            let report = try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
            #expect(report.petitions.first?.counts["contacts of signatories"] == count, "\(of)")
        }
    }

    @Test func `what can't be counted says what to write, and nothing is made`() async throws {
        let site = try await CommandSite(.sqlite)
        defer { site.remove() }
        let tomorrow = CalendarDate(site.test.now + .days(2)).dayText
        let cases: [([String], String)] = [
            (["incident"], "--taken"), (["incident", "--taken", "everything"], "everything"),
            (["incident", "--taken", "backup"], "--of DAY goes with --taken backup"),
            (["incident", "--taken", "database", "--of", "2026-01-01"], "--of DAY goes with --taken backup"),
            (["incident", "--taken", "backup", "--of", "yesterday"], "write a day like"),
            (["incident", "--taken", "backup", "--of", "2026-02-30"], "write a day like"),
            (["incident", "--taken", "backup", "--of", tomorrow], "not after today"),
        ]
        for (arguments, words) in cases {
            let run = try BuiltProgram(arguments + site.place, in: site.folder)
            #expect(run.status == 2 && run.errors.contains(words), "\(arguments): \(run.status) \(run.errors)")
            #expect(run.output.isEmpty)
        }
        let none = try BuiltProgram(["incident", "--taken", "database", "--data", "absent"], in: site.folder)
        #expect(none.status != 0 && !none.errors.isEmpty && none.output.isEmpty)
        #expect(try site.files().isEmpty, "a command that counts makes no data folder")
    }
}
