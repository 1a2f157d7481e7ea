package import Foundation
import Testing
import TransparencyLog
package import UndersignedApp
package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// What anybody can fetch of a petition, read once.
package struct PublishedFiles: PublishedPetition {
    package var document: [UInt8]
    /// By their paths below the log's address.
    package var log: [String: [UInt8]]
    private let place: String

    package let filesPerTask = 1

    package init(of petition: Petition, in test: TestSite) async throws {
        let now = try await test.petition(id: petition.id)
        let identity = try #require(now.log)
        let reading = LogReading(database: test.database)
        var files: [String: [UInt8]] = [:]
        let checkpoint = try #require(try await reading.checkpoint(of: petition.id))
        files["checkpoint"] = Array(checkpoint.utf8)
        let size = try #require(try await test.database.read { try $0.head(petition.id) }).size
        for bundle in BundleCoordinate.covering(size: size) {
            let bytes: [UInt8] = try #require(try await reading.bundle(bundle, of: petition.id))
            files[bundle.path] = bytes
        }
        for tile in TileCoordinate.covering(size: size) {
            let bytes: [UInt8] = try #require(try await reading.tile(tile, of: petition.id))
            files[tile.path] = bytes
        }
        log = files
        place = identity.number == 1 ? "log" : "log/\(identity.number)"
        document = try #require(
            try await test.database.read { try $0.document(hash: identity.documentHash, of: petition.id) }
        )
    }

    package func file(_ path: String) async throws -> [UInt8]? { log[path] }

    package func petitionFile(_ name: String) async throws -> [UInt8]? { name == "document.json" ? document : nil }

    package func following(_ origin: LogOrigin) -> any PublishedPetition { self }

    /// Writes them as a folder that `undersigned verify` reads, and what a member kept beside them.
    package func write(to folder: URL, beside kept: [String: String]) throws {
        var all = Dictionary(uniqueKeysWithValues: log.map { ("\(place)/\($0)", $1) })
        all["document.json"] = document
        for (name, text) in kept { all["kept/\(name)"] = Array(text.utf8) }
        for (path, bytes) in all {
            let file = folder.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(bytes).write(to: file)
        }
    }
}
