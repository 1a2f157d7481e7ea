import ArgumentParser
import Foundation
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedPostgres
import UndersignedStore

/// `undersigned migrate-to`: a site goes on in PostgreSQL.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate-to",
        abstract: "Copy a stopped site from SQLite into an empty PostgreSQL database, and compare the two.",
        discussion: """
            undersigned migrate-to --data ./data postgres://undersigned@db.example.org/undersigned?passfile=/etc/u.pass
            undersigned migrate-to --data ./data --to-file /etc/undersigned/database

            Cut short, it goes on where it was when it is run again. At the end the folder's database is kept and is no
            longer served: start the site with the new address, and with the same folder of keys.
            """
    )

    @Argument(help: "postgres://USER@HOST/DATABASE without a password.")
    var address: String?

    @Option(name: .customLong("to-file"), help: "A file with that address, password and all.")
    var addressFile: String?

    @Option(help: "The folder where everything is kept.")
    var data: String?

    @Flag(help: "Delete what an earlier run has copied, and begin anew.")
    var anew = false

    @Option(help: "A JSON file with the site's settings; see docs/configuration.md.")
    var config: String?

    func run() async throws {
        let target = try target()
        let configuration = try await DataOptions.configuration(["data": data, "database": "sqlite"], file: config)
        let folder = configuration.data
        let lock = try DataLock(folder: folder, mayBeNew: false)
        defer { withExtendedLifetime(lock) {} }
        try RestoreFolder.refuseHalf(folder)
        guard FileManager.default.fileExists(atPath: RestoreFolder.database(in: folder)) else {
            throw stop(2, "data: there is no site in the folder \(folder)")
        }
        let source = try configuration.database.open(in: folder)
        do {
            try await copy(from: source, to: target)
            try source.close()
        } catch let refusal as Migrating.Refusal {
            throw stop(2, words(refusal))
        } catch let fault as BackupFault {
            throw stop(3, "data: \(fault.words); see undersigned doctor")
        } catch DatabaseFailure.unavailable(let words) {
            throw stop(5, "database: it can't be reached: \(words). Run it again: it goes on where it was.")
        } catch let failure as DatabaseFailure {
            throw stop(1, "database: \(failure.words). Run it again: it goes on where it was.")
        }
    }

    private func target() throws -> any TransactionalDatabase {
        do {
            guard address != nil || addressFile != nil else {
                throw DatabaseChoice.Refusal(description: "name postgres://USER@HOST/DATABASE, or --to-file FILE")
            }
            let choice = try DatabaseChoice(address: address, file: addressFile, durability: "local")
            guard case .postgres(let address, let durability) = choice else {
                throw DatabaseChoice.Refusal(description: "write postgres://USER@HOST/DATABASE")
            }
            return PostgresDatabase(address, durability: durability)
        } catch let refusal as DatabaseChoice.Refusal {
            throw stop(2, "migrate-to: \(refusal)")
        }
    }

    private func copy(from source: any TransactionalDatabase, to target: any TransactionalDatabase) async throws {
        try await source.write { try Schema.migrate($0) }
        let migrating = Migrating(from: source, to: target) { progress in
            print("    \(progress.table): \(progress.rowCount) rows\(progress.isDone ? "" : " so far")")
        }
        let header = try await migrating.copy(anew: anew)
        for log in header.logs {
            print("ok  \(log.slug): \(log.size) entries, count \(log.counts.total), root \(log.root), the same in both")
        }
        // First the one, then the other: at no time can both be served.
        try await source.write { try $0.setMoved() }
        try await migrating.finish()
        try target.close()
        print(
            "ok  every row is the same in both. The site goes on in PostgreSQL: serve it with its address from now on."
        )
    }

    private func words(_ refusal: Migrating.Refusal) -> String {
        switch refusal {
        case .otherSchema(let found): "data: its tables are of version \(found); use the program that wrote them"
        case .notEmpty: "database: it holds a site already; name an empty one"
        case .differs(let table):
            "database: the table \(table) is not the same in both: the data was changed after the copy had begun. "
                + "Run it again with --anew."
        }
    }
}
