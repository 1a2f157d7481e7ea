import ArgumentParser
import Foundation
import UndersignedDatabase
import UndersignedPostgres
import UndersignedSQLite
import UndersignedStore

/// What a database may be, beside one that is served.
extension DatabaseChoice {
    /// Opens the data beside the processes that serve it, to read only.
    ///
    /// - Parameter folder: The data folder.
    /// - Returns: A view of the data.
    /// - Throws: `ExitCode(2)` where there is none.
    func reading(in folder: String) throws -> any ReadableDatabase {
        switch self {
        case .postgres(let address, let durability):
            return PostgresDatabase(address, durability: durability)
        case .sqlite:
            try RestoreFolder.refuseHalf(folder)
            let path = RestoreFolder.database(in: folder)
            guard FileManager.default.fileExists(atPath: path) else {
                throw stop(2, "data: there is no site in the folder \(folder)")
            }
            do {
                return try SQLiteReading(path: path)
            } catch let failure as DatabaseFailure {
                throw stop(2, "data: \(failure.words); check the permissions of \(folder)")
            }
        }
    }

    /// Stops where a restore was begun and did not end: what is there may be older than what is to come.
    ///
    /// - Parameter folder: The data folder.
    /// - Throws: `ExitCode(2)`.
    func refuseHalfFile(in folder: String) throws {
        if case .sqlite = self { try RestoreFolder.refuseHalf(folder) }
    }

    /// Stops where a database says of itself that it is not whole, or that the site went on elsewhere.
    ///
    /// - Throws: `ExitCode(2)`, or a fault of the database.
    static func refuseUnserved(_ transaction: any Transaction) throws {
        guard try !transaction.isBeingFilled() else {
            throw stop(2, "database: a restore or migrate-to into it was cut short; run it again")
        }
        guard try !transaction.isMoved() else {
            throw stop(
                2,
                "data: this site was moved to PostgreSQL, and goes on there: give its address with --database or "
                    + "--database-file. What is here is the copy as it was then."
            )
        }
    }
}
