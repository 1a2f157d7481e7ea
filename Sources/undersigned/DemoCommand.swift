import ArgumentParser
import Foundation

/// `undersigned demo`: plays some two hundred people against a site on this machine, and checks every number.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Play invented people against a site on this machine, and check every number.",
        discussion: """
            undersigned demo --site http://127.0.0.1:8080 --mail ./demo-data/mail

            Start the site with --limits off. Safe to repeat: each run brings new people. Exit codes: 0 every number \
            agrees, 1 something is not as it must be, 2 wrong usage, 3 a verification failed, 5 no answer.
            """
    )

    @Option(help: "Address of the site; only 127.0.0.1, ::1 and localhost are taken.")
    var site: String?

    @Option(help: "The folder that the site's mails arrive in.")
    var mail: String?

    @Option(help: "How many people.")
    var people = 220

    @Option(help: "The same seed gives the same people.")
    var seed: UInt64 = 2018

    @Flag(help: "Print one JSON object.")
    var json = false

    @Flag(name: .customLong("list-people"), help: "Print the people, one JSON object a line, and do nothing.")
    var listsPeople = false

    @Flag(name: .customLong("list-mail"), help: "Print address, subject and link of every mail, and do nothing.")
    var listsMail = false

    @Flag(name: .customLong("list-petitions"), help: "Print the address of every petition with a log, and do nothing.")
    var listsPetitions = false

    func validate() throws {
        guard (1...100_000).contains(people) else { throw ValidationError("--people: 1 to 100000") }
    }

    func run() async throws {
        do {
            if listsPeople { return try printPeople() }
            if listsMail { return try printMail() }
            if listsPetitions { return try await printPetitions() }
            let run = try DemoRun(
                visitor: try visitor(),
                mailbox: DemoMailbox(folder: try folder()),
                people: people,
                seed: seed
            )
            let summary = try await run.run()
            print(json ? try summary.json() : summary.text)
        } catch let failure as DemoFailure {
            throw stop(failure.code, "the demonstration stopped: \(failure)")
        }
    }

    private func visitor() throws -> DemoVisitor {
        guard let site else { throw stop(2, "--site: name the site, such as http://127.0.0.1:8080") }
        guard let visitor = DemoVisitor(site: site) else {
            throw stop(
                2,
                "--site: ‘\(site)’ is refused; invented people sign only on this machine: http://127.0.0.1:PORT"
            )
        }
        return visitor
    }

    private func folder() throws -> String {
        guard let mail, !mail.isEmpty else { throw stop(2, "--mail: name the folder that the site's mails arrive in") }
        return mail
    }

    private func printPeople() throws {
        struct Line: Encodable {
            let name: String
            let email: String
        }
        var source = DemoPeople(seed: seed, earlier: 0)
        try printLines(source.make(people).map { Line(name: $0.name, email: $0.email) })
    }

    private func printMail() throws {
        struct Line: Encodable {
            let to: String
            let subject: String
            let link: String?
        }
        let folder = try folder()
        let mails = DemoMailbox.all(in: folder)
        guard !mails.isEmpty else { throw stop(1, "there is no mail in \(folder)") }
        try printLines(mails.map { Line(to: $0.recipient, subject: $0.subject, link: $0.anyLink) })
    }

    private func printPetitions() async throws {
        let visitor = try visitor()
        for petition in try await visitor.petitions() where petition.log != nil {
            print(visitor.site + petition.path)
        }
    }

    private func printLines(_ lines: [some Encodable]) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        for line in lines {
            print(String(decoding: try encoder.encode(line), as: UTF8.self))
        }
    }
}
