package import Foundation
package import UndersignedDatabase
import UndersignedSQLite
import UndersignedStore

/// The real databases that every test of the store runs on.
package enum TestDatabase: String, CaseIterable, Sendable {
    case sqlite

    package static let all = allCases

    /// An empty database with the current schema, in a folder of its own.
    ///
    /// - Parameter folder: An existing folder.
    /// - Returns: The database, ready.
    /// - Throws: A fault of the database.
    package func make(in folder: URL) async throws -> any TransactionalDatabase {
        let database = try SQLiteDatabase(path: folder.appending(path: "undersigned.sqlite").path)
        try await database.write { try Schema.migrate($0) }
        return database
    }
}

/// A folder that goes with the object.
package final class TestFolder: Sendable {
    package let url: URL

    package init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "undersigned-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)  // left behind in the temporary folder at worst
    }
}

extension TestFolder {
    /// The files, keys included, that hold a text.
    package func holds(_ text: String) throws -> [String] {
        let needle = Data(text.utf8)
        let files = FileManager.default.enumerator(at: url, includingPropertiesForKeys: [.isRegularFileKey])
        return try (files?.allObjects ?? []).compactMap { file in
            guard let file = file as? URL, try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
            else { return nil }
            return try Data(contentsOf: file).range(of: needle) == nil ? nil : file.lastPathComponent
        }
    }
}
