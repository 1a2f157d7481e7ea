import Foundation
import UndersignedDatabase
import UndersignedPostgres
import UndersignedSQLite

/// Which database holds the data, as the configuration writes it.
enum DatabaseChoice {
    /// A file in the data folder, of one process.
    case sqlite
    /// A server, of any number of processes; each has a data folder of its own for what is not data.
    case postgres(PostgresAddress, PostgresDurability)

    /// Why a choice does not work, in words without a password.
    struct Refusal: Error, CustomStringConvertible {
        let description: String
    }

    /// Reads a choice.
    ///
    /// - Parameters:
    ///   - address: `sqlite` or `postgres://…`; nil for neither given.
    ///   - file: A file with such an address, which may hold a password; nil for none.
    ///   - durability: `local` or `replicated`.
    /// - Throws: `Refusal`.
    init(address: String?, file: String?, durability: String) throws(Refusal) {
        guard let durability = PostgresDurability(rawValue: durability) else {
            throw Refusal(description: "durability is local or replicated")
        }
        guard address == nil || file == nil else {
            throw Refusal(description: "give an address or a file that holds it, not both")
        }
        let text = try file.map(Self.content) ?? address ?? "sqlite"
        if text == "sqlite" {
            guard durability == .local else {
                throw Refusal(description: "durability is replicated on PostgreSQL alone: leave it out")
            }
            self = .sqlite
            return
        }
        let place = try Self.address(text)
        guard !place.holdsPassword || file != nil else {
            throw Refusal(
                description: "a password is seen by others here: write the address into a file for its owner alone, "
                    + "and name that with database-file; or add passfile=FILE to the address"
            )
        }
        self = .postgres(place, durability)
    }

    /// Opens the database, without looking into it.
    ///
    /// - Parameter folder: The data folder; must exist.
    /// - Returns: The database, which may be empty.
    /// - Throws: `DatabaseFailure`.
    func open(in folder: String) throws -> any TransactionalDatabase {
        switch self {
        case .sqlite: try SQLiteDatabase(path: folder + "/undersigned.sqlite")
        case .postgres(let address, let durability): PostgresDatabase(address, durability: durability)
        }
    }

    private static func address(_ text: String) throws(Refusal) -> PostgresAddress {
        do throws(PostgresAddress.Malformed) {
            return try PostgresAddress(text)
        } catch {
            throw Refusal(description: "write sqlite, or \(error.description.trimmingPrefix("write "))")
        }
    }

    /// The address in a file that only its owner may read.
    private static func content(of file: String) throws(Refusal) -> String {
        do {
            let attributes = try FileManager.default.attributesOfItem(atPath: file)
            let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0o777
            if mode & 0o077 != 0 { throw Refusal(description: "others may read \(file): chmod 600 it") }
            return try String(contentsOfFile: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        } catch let refusal as Refusal {
            throw refusal
        } catch {
            throw Refusal(description: "the file \(file) does not exist or can't be read")
        }
    }
}
