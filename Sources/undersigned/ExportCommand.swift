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

            The file is for its owner alone, and nothing is written over an existing one.
            """
    )

    @OptionGroup var options: DataOptions
    @Argument(help: "The petition whose own contacts are exported, with --data.") var slug: String?
    @Option(help: "A partner's key file.") var key: String?
    @Option(help: "Where the partner's records are fetched.") var from: String?
    @Option(name: .customLong("token-file"), help: "A file with the partner's token, with --from.")
    var tokenFile: String?
    @Option(name: .customLong("in"), help: "A file of records that was downloaded, in the place of --from.")
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
        guard RecordCursor(after) != nil else { throw ValidationError("--after is not what an export printed") }
    }

    func run() async throws {
        do {
            if let slug {
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
        let table = ContactTable(try NewFile(out))
        try await options.operate(.exportContacts(slug)) { table.take($0) }
        let count = try table.finish()
        print("\(out) holds \(count) contacts of \(slug). Delete it when it is no longer needed.")
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

/// The table of a petition's own contacts, written down as it comes.
private final class ContactTable: Sendable {
    private struct State {
        var file: NewFile?
        var count = 0
        var failure: (any Error)?
    }

    private let state: Mutex<State>

    init(_ file: sending NewFile) {
        state = Mutex(State(file: file))
    }

    func take(_ message: OperationMessage) {
        guard case .contacts(let rows) = message else { return }
        state.withLock { state in
            guard state.failure == nil else { return }
            do {
                if state.count == 0 { try state.file?.write(SpreadsheetRow.text(ContactExport.Row.head).utf8) }
                for row in rows { try state.file?.write(SpreadsheetRow.text(row.cells).utf8) }
                state.count += rows.count
            } catch {
                state.failure = error
            }
        }
    }

    /// Gives how many rows there are.
    ///
    /// - Throws: What kept the file from being written.
    func finish() throws -> Int {
        try state.withLock { state in
            if let failure = state.failure { throw failure }
            if state.count == 0 { try state.file?.write(SpreadsheetRow.text(ContactExport.Row.head).utf8) }
            try state.file?.finish()
            return state.count
        }
    }
}
