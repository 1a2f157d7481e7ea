import ArgumentParser
import Foundation
import UndersignedApp
import UndersignedCore
import UndersignedDatabase

/// `undersigned restore`: a data folder from a backup.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Make a data folder from a backup, after checking its hash and counting every log in it again.",
        discussion: """
            undersigned restore --data ./data /backup/site.undersigned
            undersigned restore --data ./data /backup/site.undersigned --keys-file /elsewhere/keys.undersigned

            A folder that holds a site is not touched without --replace and its name. With --database-file the data goes
            into an empty database on a server.
            """
    )

    @OptionGroup var options: DataOptions

    @Argument(help: "The backup, or - for standard input.")
    var file: String

    @Option(name: .customLong("keys-file"), help: "A backup of keys: what is missing in the keys folder comes back.")
    var keysFile: String?

    @Option(help: "The data folder once more: what it holds is moved aside and replaced.")
    var replace: String?

    func run() async throws {
        let configuration = try await options.configuration()
        let input = try BackupInput(file)
        defer { withExtendedLifetime(input) {} }
        // Read before anything is written: two files that don't fit are refused while nothing has changed.
        let keys = try keysFile.map(readKeys)
        do {
            let (summary, old) = try await restore(input, configuration)
            print("\(configuration.data): \(summary.words); hash and logs are right")
            if let old { print("What it replaced is \(old): delete it when you are sure.") }
            if let keys { try restore(keys, configuration.keys, summary.header) }
            RestoredKeys(header: summary.header, folder: configuration.keys).notes.forEach { print("note: \($0)") }
        } catch is Restoring.NotEmpty {
            throw stop(2, "database: it holds a site already; restore into an empty one")
        } catch let failure as DatabaseFailure {
            throw stop(1, "\(file): it can't be stored: \(failure.words). Nothing serves what was stored so far.")
        } catch {
            throw input.stopped(error)
        }
    }

    /// What was restored, and where the replaced database is.
    private func restore(
        _ input: BackupInput,
        _ configuration: ServeConfiguration
    ) async throws -> (summary: BackingUp.Summary, old: String?) {
        guard case .postgres = configuration.database else {
            let folder = try RestoreFolder(configuration.data, replacing: replace)
            return try await folder.fill(from: input.descriptor)
        }
        guard replace == nil else { throw stop(2, "--replace: on PostgreSQL, make an empty database and name that") }
        let lock = try DataLock(folder: configuration.data, mayBeNew: true)
        defer { withExtendedLifetime(lock) {} }
        let database = try configuration.database.open(in: configuration.data)
        let summary = try await Restoring(into: database).run(input.descriptor)
        try database.close()
        return (summary, nil)
    }

    private func readKeys(_ name: String) throws -> [KeysBackup.Item] {
        let input = try BackupInput(name)
        defer { withExtendedLifetime(input) {} }
        do {
            return try KeysBackup.read(input.descriptor)
        } catch {
            throw input.stopped(error)
        }
    }

    private func restore(_ items: [KeysBackup.Item], _ folder: String, _ header: BackupHeader) throws {
        do {
            let slugs = Set(header.logs.map(\.slug))
            let done = try KeysRestoring(folder: folder).run(items, for: slugs)
            print("\(folder): \(done.restored) key files restored, \(done.kept) were there")
            for name in done.left {
                let reason =
                    done.destroyed.contains(name)
                    ? "was destroyed on time" : "is of a petition that the data does not have"
                print("note: \(name) \(reason); it was left out")
            }
        } catch let differs as KeysRestoring.Differs {
            throw stop(2, "keys: \(folder)/\(differs.name) is another key than in the backup; no key file was changed")
        } catch let failure as DurableFile.Failure {
            throw stop(
                1,
                "keys: \(folder): \(failure.reason) (\(failure.step)); the data is restored, the keys are not"
            )
        }
    }
}
