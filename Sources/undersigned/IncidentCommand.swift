import ArgumentParser
import Foundation
import UndersignedApp
import UndersignedCore
import UndersignedDatabase

/// `undersigned incident`: after a theft, who could have been affected.
struct IncidentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "incident",
        abstract: "Say how many people could be affected by a theft of data, by petition, without any address.",
        discussion: """
            undersigned incident --data ./data --taken database-and-keys
            undersigned incident --data ./data --taken backup --of 2026-11-20 --json

            Numbers for a notification under articles 33 and 34 of the GDPR. It works while the site is served.
            """
    )

    @OptionGroup var options: DataOptions

    @Option(help: "database, database-and-keys, or backup with --of DAY.")
    var taken: Incident.Loot

    @Option(help: "The day, or the minute, of which the backup was: 2026-11-20 or 2026-11-20T14:05Z.")
    var of: String?

    @Flag(help: "For programs.")
    var json = false

    func validate() throws {
        guard (of != nil) == (taken == .backup) else { throw ValidationError("--of DAY goes with --taken backup") }
    }

    func run() async throws {
        let configuration = try await options.configuration()
        let now = Ambient.system.now()
        var moment: Moment?
        if let of {
            // Of a day its end: more people were there then.
            let found = CalendarDate(of)?.moment
            guard let found, found <= now else { throw stop(2, "--of: write a day like 2026-11-20, not after today") }
            moment = of.count == 10 ? min(found + .days(1), now) : found
        }
        let database = try configuration.database.reading(in: configuration.data)
        do {
            let incident = try await Incident(in: database, taken, at: moment, now: now)
            print(json ? try incident.json : incident.text, terminator: "")
        } catch let failure as DatabaseFailure {
            throw stop(1, "data: \(failure.words)")
        }
    }
}

extension Incident.Loot: ExpressibleByArgument {}
