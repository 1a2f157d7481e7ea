import ArgumentParser
import Foundation
import Synchronization
import UndersignedApp
import UndersignedCore

/// `undersigned export`: a partner opens its records; whoever runs a site exports a petition's own contacts.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Open contact data into a table that a spreadsheet can't run, or into people as OSDI has them.",
        discussion: """
            A partner, with its own key:
            undersigned export --key readers.key --from https://petitions.example.org/partners/readers/records \
            --token-file readers.token --out readers.csv

            Whoever runs the site:
            undersigned export --data ./data save-the-library --out contacts.csv

            A sealed petition: whoever runs the site, or its organiser in the browser, fetches the records as they are, \
            and the organiser opens them where the key is:
            undersigned export --data ./data save-the-library --sealed --out sealed.jsonl
            undersigned export --key organiser.key --in sealed.jsonl --out contacts.csv

            The file is for its owner alone, and nothing is written over an existing one.
            """
    )

    @OptionGroup var options: DataOptions
    @Argument(help: "The petition whose own contacts are exported, with --data.") var slug: String?
    @Flag(help: "Write a sealed petition's contacts as they are: only its organiser's key opens them.")
    var sealed = false
    @Option(help: "A partner's key file, or that of a sealed petition's organiser.") var key: String?
    @Option(help: "Where the partner's records are fetched.") var from: String?
    @Option(name: .customLong("token-file"), help: "A file with the partner's token, with --from.")
    var tokenFile: String?
    @Option(name: .customLong("in"), help: "A file of records that was downloaded, or a pipe, in the place of --from.")
    var input: String?
    @Option(help: "Where the last export ended: only what came since, with --from.") var after = ""
    @Option(help: "The file to make.") var out: String
    @Option(help: "csv or osdi.") var format: RecordForm = .csv

    func validate() throws {
        guard (slug != nil) != (key != nil) else { throw ValidationError("give a petition, or --key FILE") }
        guard key == nil || (from != nil) != (input != nil) else {
            throw ValidationError("give --from ADDRESS with --token-file FILE, or --in FILE")
        }
        guard (from != nil) == (tokenFile != nil) else { throw ValidationError("--from and --token-file go together") }
        guard key != nil || format == .csv else { throw ValidationError("a petition's own contacts are a csv") }
        guard key == nil || !sealed else { throw ValidationError("--sealed goes with a petition, not with --key") }
        guard RecordCursor(after) != nil else { throw ValidationError("--after is not what an export printed") }
    }

    func run() async throws {
        do {
            if let slug, sealed {
                try await exportSealed(try named(slug))
            } else if let slug {
                try await exportContacts(try named(slug))
            } else if let key {
                try await exportRecords(key)
            }
        } catch is NewFile.Taken {
            throw stop(2, "--out: \(out) exists; nothing is written over it")
        } catch let failure as DurableFile.Failure {
            throw stop(1, "--out: \(out) can't be written: \(failure.reason) (\(failure.step))")
        }
    }

    private func exportContacts(_ slug: Slug) async throws {
        let table = ExportFile(try NewFile(out), head: SpreadsheetRow.text(ContactExport.Row.head))
        try await options.operate(.exportContacts(slug)) { table.take($0) }
        let count = try table.finish()
        print("\(out) holds \(count) contacts of \(slug). Delete it when it is no longer needed.")
    }

    private func exportSealed(_ slug: Slug) async throws {
        let lines = ExportFile(try NewFile(out), head: "")
        try await options.operate(.exportSealed(slug)) { lines.take($0) }
        let count = try lines.finish()
        print(
            "\(out) holds \(count) contacts of \(slug), sealed. Open it with undersigned export --key KEYFILE --in \(out)"
        )
    }

    private func exportRecords(_ path: String) async throws {
        let file = try KeyCommand.keyFile(path)
        let secret: CustodyPrivateKey
        do {
            secret = try file.open(passphrase: try PassphrasePrompt().existing(of: path))
        } catch is PrivateKeyFile.Refusal {
            throw stop(2, "this is not the passphrase of \(path)")
        }
        var writing = try RecordWriting(out, format, key: secret)
        if let input {
            try writing.read(URL(filePath: input))
        } else if let from, let tokenFile {
            try await RecordFetch(from, tokenFile: tokenFile).run(after: after) { try writing.take($0) }
        }
        try writing.finish()
    }
}

extension RecordForm: ExpressibleByArgument {}

/// What an operation hands over, written down as it comes.
private final class ExportFile: Sendable {
    private struct State {
        var file: NewFile?
        var head: String
        var count = 0
        var failure: (any Error)?

        mutating func write(_ bytes: some Sequence<UInt8>, count added: Int) throws {
            try writeHead()
            try file?.write(bytes)
            count += added
        }

        /// Once, before everything else.
        mutating func writeHead() throws {
            guard !head.isEmpty else { return }
            try file?.write(head.utf8)
            head = ""
        }
    }

    private let state: Mutex<State>

    init(_ file: sending NewFile, head: String) {
        state = Mutex(State(file: file, head: head))
    }

    func take(_ message: OperationMessage) {
        state.withLock { state in
            guard state.failure == nil else { return }
            do {
                switch message {
                case .contacts(let rows):
                    for row in rows { try state.write(SpreadsheetRow.text(row.cells).utf8, count: 1) }
                case .records(let lines):
                    for line in lines { try state.write(line.encoded(), count: line.isContact ? 1 : 0) }
                default: return
                }
            } catch {
                state.failure = error
            }
        }
    }

    /// Gives how many contacts there are.
    ///
    /// - Throws: What kept the file from being written.
    func finish() throws -> Int {
        try state.withLock { state in
            if let failure = state.failure { throw failure }
            try state.writeHead()
            try state.file?.finish()
            return state.count
        }
    }
}

extension RecordLine {
    fileprivate var isContact: Bool {
        if case .contact = self { return true }
        return false
    }
}
