import ArgumentParser
import Foundation
import UndersignedApp
import UndersignedCore
import UndersignedDatabase

/// `undersigned backup`: all data in one file, keys in another.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Write all data into one file, while the site is served. Keys are not in it.",
        discussion: """
            undersigned backup --data ./data /backup/site.undersigned
            undersigned backup --data ./data - | ssh other 'cat > site.undersigned'
            undersigned backup --data ./data --keys /elsewhere/keys.undersigned

            The second file holds the keys: keep the two apart. Unsent mails are in neither.
            """
    )

    @Argument(help: "The file to write, or - for standard output.")
    var file: String?

    @Option(name: .customLong("keys"), help: "Write the keys to this file, instead of the data to FILE; or -.")
    var keysFile: String?

    @Option(help: "The folder where everything is kept.")
    var data: String?

    @Option(name: .customLong("keys-folder"), help: "The folder of secret keys. Default: DATA/keys.")
    var keysFolder: String?

    @Option(help: "sqlite, or postgres://USER@HOST/DATABASE without a password. Default: sqlite.")
    var database: String?

    @Option(name: .customLong("database-file"), help: "A file with the address of the database, password and all.")
    var databaseFile: String?

    @Option(help: "A JSON file with the same settings; see docs/configuration.md.")
    var config: String?

    func run() async throws {
        let given = ["data": data, "keys": keysFolder, "database": database, "database-file": databaseFile]
        let configuration = try await DataOptions.configuration(given, file: config)
        switch (file, keysFile) {
        case (let file?, nil): try await copyData(of: configuration, to: file)
        case (nil, let file?): try copyKeys(of: configuration, to: file)
        default: throw stop(2, "name one file: FILE for the data, or --keys FILE for the keys")
        }
    }

    private func copyData(of configuration: ServeConfiguration, to file: String) async throws {
        let database = try configuration.database.reading(in: configuration.data)
        let output = try BackupOutput(file, .sealed)
        do {
            let summary = try await BackingUp(database: database, ambient: .system).write(to: output.descriptor)
            try output.commit()
            output.say("\(file): \(summary.words)")
            if let end = summary.header.deletionDay {
                output.say("Delete it by \(end): what is deleted here lives on in it.")
            }
        } catch let other as BackingUp.OtherSchema {
            throw stop(
                2,
                "data: its tables are of version \(other.found): back it up with the program that serves it, or serve it "
                    + "with this one first"
            )
        } catch is BackingUp.Interrupted {
            throw stop(5, "the connection to the database broke; nothing was changed, run it again")
        } catch let fault as BackupFault {
            throw stop(3, "data: \(fault.words); see undersigned doctor")
        } catch let failure as DatabaseFailure {
            throw stop(1, "data: \(failure.words)")
        } catch {
            throw output.stopped(error)
        }
    }

    private func copyKeys(of configuration: ServeConfiguration, to file: String) throws {
        let items: [KeysBackup.Item]
        do {
            items = try KeysBackup.items(of: configuration.keys)
        } catch {
            throw stop(2, "keys: the folder \(configuration.keys) can't be read; name it with --keys-folder")
        }
        let output = try BackupOutput(file, .secret)
        do {
            try KeysBackup.write(items, at: Ambient.system.now(), to: output.descriptor)
        } catch {
            throw output.stopped(error)
        }
        try output.commit()
        output.say("\(file): \(items.count) files of \(configuration.keys). Keep it apart from the data.")
    }
}

/// `undersigned verify-backup`: whether a backup is whole and its logs are sound.
struct VerifyBackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify-backup",
        abstract: "Check a backup without writing anything: its hash, and every log in it, counted again.",
        discussion: "undersigned verify-backup /backup/site.undersigned"
    )

    @Argument(help: "The backup, or - for standard input.")
    var file: String

    func run() throws {
        let input = try BackupInput(file)
        defer { withExtendedLifetime(input) {} }
        do {
            let summary = try Restoring.check(input.descriptor)
            for log in summary.header.logs {
                print("ok  \(log.slug): \(log.size) entries, count \(log.counts.total), root \(log.root)")
            }
            print("ok  \(file): \(summary.words)")
            if let taken = summary.header.takenAt, taken + Retention.backup <= Ambient.system.now() {
                print("old \(file): more than 30 days; what was deleted since then lives on in it. Delete it.")
            }
        } catch BackupFault.notABackup where file != "-" {
            let again = try BackupInput(file)
            defer { withExtendedLifetime(again) {} }
            do {
                print("ok  \(file): a backup of keys, \(try KeysBackup.read(again.descriptor).count) files")
            } catch BackupFault.notABackup {
                throw stop(2, "\(file): this is no backup, neither of data nor of keys")
            } catch {
                throw again.stopped(error)
            }
        } catch {
            throw input.stopped(error)
        }
    }
}
