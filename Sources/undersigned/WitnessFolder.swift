import ArgumentParser
import Foundation
import TransparencyLog
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedSQLite
import UndersignedStore

/// A witness's data folder: its key, its database, its lock.
///
/// The key and the database belong together. A witness without the record of what it cosigned could be made to cosign a
/// fork, so neither is ever made anew beside the other.
struct WitnessFolder {
    let database: SQLiteDatabase
    let key: NoteSigningKey
    private let lock: DataLock

    private static let keyName = "witness.key"
    private static let databaseName = "witness.sqlite"

    /// Opens a folder that `make` made.
    ///
    /// - Throws: `ExitCode(4)` when another process has it, `ExitCode(2)` when it is no whole witness.
    init(opening folder: String) async throws {
        lock = try DataLock(folder: folder, mayBeNew: false)
        guard FileManager.default.fileExists(atPath: "\(folder)/\(Self.keyName)") else {
            throw stop(2, "data: \(folder) has no key of a witness; make one with ‘undersigned witness init’")
        }
        key = try Self.readKey(in: folder)
        guard FileManager.default.fileExists(atPath: "\(folder)/\(Self.databaseName)") else {
            throw stop(
                2,
                "data: the record of what this witness cosigned is gone from \(folder). Its key must not be used "
                    + "without it: make a new witness, with a new name, in another folder."
            )
        }
        database = try await Self.openDatabase(in: folder)
        let owner = try await database.read { try $0.witnessIdentity() }
        guard owner == "\(key.verifierKey)" else {
            throw stop(2, "data: the record in \(folder) belongs to another key, \(owner ?? "none")")
        }
    }

    /// Makes a witness where there is none.
    ///
    /// - Returns: Its verifier key.
    /// - Throws: `ExitCode`, with a message.
    static func make(in folder: String, name: String) async throws -> NoteVerifierKey {
        let lock = try DataLock(folder: folder, mayBeNew: true)
        defer { withExtendedLifetime(lock) {} }
        guard !FileManager.default.fileExists(atPath: "\(folder)/\(keyName)") else {
            throw stop(2, "data: \(folder) holds a witness already; another one needs another folder")
        }
        let key: NoteSigningKey
        do {
            key = try NoteSigningKey(name: name, seed: Ambient.system.randomBytes(32), algorithm: .cosignature)
        } catch {
            throw stop(2, "--name: use an address without https:// and without spaces, such as witness.example.org")
        }
        let database = try await openDatabase(in: folder)
        guard try await database.read({ try $0.sightings().isEmpty }) else {
            throw stop(2, "data: the key of the witness in \(folder) is gone; make a new one in another folder")
        }
        // The record first: were this cut short, there is a record without a key, which init may take over.
        try await database.write { try $0.setWitnessIdentity("\(key.verifierKey)") }
        try database.close()
        try DurableFile.write(Array(key.text.utf8), to: URL(fileURLWithPath: "\(folder)/\(keyName)"))
        return key.verifierKey
    }

    private static func readKey(in folder: String) throws -> NoteSigningKey {
        do {
            return try NoteSigningKey(String(contentsOfFile: "\(folder)/\(keyName)", encoding: .utf8))
        } catch {
            throw stop(2, "data: the key \(folder)/\(keyName) does not read; restore it from its copy")
        }
    }

    private static func openDatabase(in folder: String) async throws -> SQLiteDatabase {
        do {
            let database = try SQLiteDatabase(path: "\(folder)/\(databaseName)")
            try await database.write { try WitnessSchema.migrate($0) }
            return database
        } catch let error as Schema.TooNew {
            throw stop(2, "data: the folder was written by a newer program (schema \(error.found)); use that one")
        } catch let error as DatabaseFailure {
            throw stop(2, "data: \(error.words); check the folder \(folder) and its permissions")
        }
    }
}
