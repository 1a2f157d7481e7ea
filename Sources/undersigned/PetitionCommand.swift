import ArgumentParser
import Foundation
import UndersignedApp
import UndersignedCore
import UndersignedSQLite
import UndersignedStore

/// `undersigned petition new|show|open|amend|close|list`.
struct PetitionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "petition",
        abstract: "Write, open, close and list petitions.",
        subcommands: [New.self, Show.self, Open.self, Amend.self, Close.self, List.self]
    )

    /// Drafts a petition that belongs to no campaign.
    struct New: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a petition down.",
            discussion: """
                undersigned petition new --data ./data --slug save-the-library --title "Keep the library open" \
                --to "The town council" --text letter.md --open
                """
        )

        @OptionGroup var options: DataOptions
        @Option(help: "Its name in addresses: a-z, 0-9 and -.") var slug: String
        @Option(help: "One line.") var title: String
        @Option(parsing: .upToNextOption, help: "Whom the letter addresses, one or more.") var to: [String]
        @Option(help: "A Markdown file: the letter's body.") var text: String
        @Flag(help: "Open it at once.") var open = false

        func run() async throws {
            guard let slug = Slug(slug) else { throw stop(2, "--slug: use 1 to 64 of a-z, 0-9 and -") }
            guard let letter = try? String(contentsOfFile: text, encoding: .utf8), !letter.isEmpty  // absent
            else { throw stop(2, "--text: the file \(text) can't be read, is empty or is not UTF-8") }
            guard !to.isEmpty else { throw stop(2, "--to: name at least one target") }
            let targets = to.enumerated().compactMap { index, name in
                Slug("target-\(index + 1)").map {
                    Target(id: $0, name: name, role: nil, organisation: nil, standing: .noAnswer, answer: nil)
                }
            }
            let sheet = PetitionSheet(
                slug: slug,
                title: title,
                letter: letter,
                to: targets,
                from: "Your name",
                language: "en"
            )
            let assembly = try await Assembly(try await options.configuration(), logger: .quiet)
            let isNew = try await assembly.database.write { try $0.saveDraft(sheet, campaignID: nil) != nil }
            guard isNew else { throw stop(1, "\(slug) was opened before; its text can't be replaced like this") }
            print("\(slug) is a draft. Next: undersigned petition open \(slug)")
            if open { try await openPetition(slug, assembly) }
            try await assembly.close()
        }
    }

    /// Prints one petition.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print a petition's state, count and log.")
        @OptionGroup var options: DataOptions
        @Argument var slug: String

        func run() async throws {
            let assembly = try await Assembly(try await options.configuration(), logger: .quiet, mayBeNew: false)
            guard let slug = Slug(slug), let snapshot = try await assembly.board.snapshot(slug) else {
                throw stop(1, "there is no petition ‘\(slug)’; see undersigned petition list")
            }
            print(
                "slug    \(slug)\ntitle   \(snapshot.petition.sheet.title)\nstate   \(snapshot.petition.state.rawValue)"
            )
            print("count   \(snapshot.counts.total)\nsize    \(snapshot.size)")
            if let log = snapshot.petition.log { print("origin  \(log.origin)\nvkey    \(log.verifierKey)") }
            try await assembly.close()
        }
    }

    /// Makes keys, document and log.
    struct Open: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Open a draft: make its keys, fix its document.")
        @OptionGroup var options: DataOptions
        @Argument var slug: String
        @Option(help: "When signing starts, such as 2026-12-01T08:00Z. Default: now.") var opens: String?
        @Option(help: "When signing ends by itself.") var closes: String?

        func run() async throws {
            guard let slug = Slug(slug) else { throw stop(2, "‘\(slug)’ is not a slug") }
            let assembly = try await Assembly(try await options.configuration(), logger: .quiet, mayBeNew: false)
            try await openPetition(slug, assembly, opens: moment(opens, "--opens"), closes: moment(closes, "--closes"))
            try await assembly.close()
        }

        private func moment(_ text: String?, _ option: String) throws -> Moment? {
            guard let text else { return nil }
            guard let date = CalendarDate(text) else {
                throw stop(2, "\(option): write 2026-12-01 or 2026-12-01T08:00Z")
            }
            return date.moment
        }
    }

    /// Ends signing.
    struct Close: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Close an open petition. It can't be opened again.")
        @OptionGroup var options: DataOptions
        @Argument var slug: String

        func run() async throws {
            let assembly = try await Assembly(try await options.configuration(), logger: .quiet, mayBeNew: false)
            guard let slug = Slug(slug), let snapshot = try await assembly.board.snapshot(slug) else {
                throw stop(1, "there is no petition ‘\(slug)’; see undersigned petition list")
            }
            let outcome = try await assembly.site.sequencer.submit(.close(petitionID: snapshot.petition.id))
            guard outcome == .appended(1) else { throw stop(1, "\(slug) is not open") }
            print("\(slug) is closed.")
            try await assembly.close()
        }
    }

    /// Prints all petitions.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List all petitions.")
        @OptionGroup var options: DataOptions

        func run() async throws {
            let assembly = try await Assembly(try await options.configuration(), logger: .quiet, mayBeNew: false)
            for petition in try await assembly.database.read({ try $0.petitions() }) {
                let count = try await assembly.board.snapshot(petition.slug)?.counts.total ?? 0
                print("\(petition.state.rawValue)\t\(count)\t\(petition.slug)\t\(petition.sheet.title)")
            }
            try await assembly.close()
        }
    }
}

extension Assembly {
    /// Reads anew each time.
    var board: PetitionBoard { PetitionBoard(database: database, ambient: site.ambient, freshness: .zero) }
}

private func openPetition(
    _ slug: Slug,
    _ assembly: Assembly,
    opens: Moment? = nil,
    closes: Moment? = nil
) async throws {
    do {
        let log = try await Opening(site: assembly.site).open(slug, opensAt: opens, closesAt: closes)
        print("\(slug) is open. Its log is \(log.origin), its key \(log.verifierKey)")
    } catch let refusal as Opening.Refusal {
        throw stop(1, "\(slug): \(refusal.words)")
    }
}
