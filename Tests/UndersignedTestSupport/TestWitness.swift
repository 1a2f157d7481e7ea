import Foundation
package import TransparencyLog
package import UndersignedApp
package import UndersignedCore
package import UndersignedDatabase
import UndersignedSQLite
import UndersignedStore

/// A real witness on a database of its own, asked without a network.
package struct TestWitness: WitnessClient {
    package let folder: TestFolder
    package let database: any TransactionalDatabase
    package let witness: Witness
    package let key: NoteSigningKey

    /// - Parameters:
    ///   - name: Its name.
    ///   - logs: The keys of the logs it watches.
    ///   - now: Its clock.
    /// - Throws: When the folder or the database can't be made.
    package init(
        _ name: String = "witness.example.org",
        watching logs: [NoteVerifierKey],
        now: @escaping @Sendable () -> Moment = { Samples.noon }
    ) async throws {
        folder = try TestFolder()
        let database = try SQLiteDatabase(path: folder.url.appending(path: "witness.sqlite").path)
        let seed = Array(name.utf8.prefix(32)) + [UInt8](repeating: 1, count: max(0, 32 - name.utf8.count))
        key = try NoteSigningKey(name: name, seed: seed, algorithm: .cosignature)
        try await database.write { transaction in
            try WitnessSchema.migrate(transaction)
            for log in logs { _ = try transaction.watchLog(origin: log.name, verifierKey: "\(log)") }
        }
        self.database = database
        let ambient = Ambient(now: now, randomBytes: Samples.randomBytes)
        witness = Witness(database: database, key: key, ambient: ambient)
    }

    /// A line of a policy that names this witness.
    package var policyLine: String {
        "witness \(key.verifierKey.name) \(key.verifierKey) https://\(key.verifierKey.name)\n"
    }

    package func addCheckpoint(_ body: [UInt8], at prefix: String) async throws -> WitnessAnswer {
        switch try await witness.add(body) {
        case .cosigned(let line): Self.answer(200, line.line + "\n")
        case .malformed: Self.answer(400, "")
        case .unknownOrigin: Self.answer(404, "")
        case .untrusted: Self.answer(403, "")
        case .otherSize(let size): Self.answer(409, "\(size)\n", "text/x.tlog.size")
        case .inconsistent: Self.answer(422, "")
        case .clockBehind: Self.answer(503, "")
        }
    }

    private static func answer(_ status: Int, _ text: String, _ type: String = "text/plain") -> WitnessAnswer {
        WitnessAnswer(status: status, mediaType: type, body: Array(text.utf8))
    }
}
