import ArgumentParser
import Foundation
import UndersignedCore

/// `undersigned petition new|show|open|amend|invite|close|note|list`.
struct PetitionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "petition",
        abstract: "Write, open, close and list petitions.",
        subcommands: [
            New.self, Show.self, Open.self, Amend.self, Invite.self, Close.self, Note.self, List.self,
        ]
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
        @Option(
            name: .customLong("custody-key"),
            help: "Seal contact data to the public key that undersigned key new printed, on another machine."
        )
        var custodyKey: String?
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
            var sheet = PetitionSheet(
                slug: slug,
                title: title,
                letter: letter,
                to: targets,
                from: "Your name",
                language: "en"
            )
            if let custodyKey {
                guard let key = CustodyPublicKey(custodyKey) else {
                    throw stop(
                        2,
                        "--custody-key: this is no public key; paste the line that undersigned key show prints"
                    )
                }
                sheet.seal(to: key)
            }
            try await options.operate(.draft(sheet, opens: open), mayBeNew: true)
        }
    }

    /// Prints one petition.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print a petition's state, count and log.")
        @OptionGroup var options: DataOptions
        @Argument var slug: String

        func run() async throws {
            try await options.operate(.show(try named(slug)))
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
            let (opensAt, closesAt) = (try moment(opens, "--opens"), try moment(closes, "--closes"))
            try await options.operate(.open(try named(slug), opensAt: opensAt, closesAt: closesAt))
        }

        private func moment(_ text: String?, _ option: String) throws -> Moment? {
            guard let text else { return nil }
            guard let date = CalendarDate(text) else {
                throw stop(2, "\(option): write 2026-12-01 or 2026-12-01T08:00Z")
            }
            return date.moment
        }
    }

    /// Lets members in.
    struct Invite: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Let in whoever has one of the codes whose hashes a file holds; undersigned member codes makes both."
        )
        @OptionGroup var options: DataOptions
        @Argument var slug: String
        @Argument(help: "The file of hashes, one a line.") var file: String

        func run() async throws {
            try await options.operate(.invite(try named(slug), try MemberCodesFile.hashes(in: file)))
        }
    }

    /// Ends signing.
    struct Close: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Close an open petition. It can't be opened again.")
        @OptionGroup var options: DataOptions
        @Argument var slug: String

        func run() async throws {
            try await options.operate(.close(try named(slug)))
        }
    }

    /// Tells the public something.
    struct Note: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put a public note into the log; the petition's history shows it for ever."
        )
        @OptionGroup var options: DataOptions
        @Argument var slug: String
        @Option(help: "One line.") var title: String
        @Option(help: "The note: plain text.") var text: String

        func run() async throws {
            guard !title.isEmpty, !text.isEmpty else { throw stop(2, "--title and --text may not be empty") }
            try await options.operate(.note(try named(slug), title: title, text: text))
        }
    }

    /// Prints all petitions.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List all petitions.")
        @OptionGroup var options: DataOptions

        func run() async throws {
            try await options.operate(.list)
        }
    }
}
