package import Foundation
import Synchronization
package import UndersignedDatabase
package import UndersignedPostgres
import UndersignedSQLite
import UndersignedStore

/// The real databases that every test of the store runs on.
package enum TestDatabase: String, CaseIterable, Sendable {
    case sqlite, postgres

    /// The one that the environment names, or those that are there: without a server's address there is one.
    package static let all = named.map { [$0] } ?? allCases.filter { $0 == .sqlite || postgresAddress != nil }

    /// The one that the journeys run on.
    package static let chosen = named ?? .sqlite

    /// bin/test runs what has to do with a database once for each.
    private static let named = environment["UNDERSIGNED_TEST_DATABASE"].flatMap(TestDatabase.init)

    /// A server for tests, as `bin/postgres start` prints it; every test makes a schema of its own there.
    package static var postgresAddress: String? { environment["UNDERSIGNED_TEST_POSTGRES"] }

    private static var environment: [String: String] { ProcessInfo.processInfo.environment }

    /// An empty database with the current schema, in a folder or a schema of its own.
    ///
    /// - Parameter folder: An existing folder.
    /// - Returns: The database, ready.
    /// - Throws: A fault of the database.
    package func make(in folder: URL) async throws -> any TransactionalDatabase {
        let database = try await makeEmpty(in: folder)
        try await database.write { try Schema.migrate($0) }
        return database
    }

    /// The same without any table.
    ///
    /// - Parameters:
    ///   - folder: An existing folder.
    ///   - name: Tells several databases of one folder apart.
    /// - Returns: The database.
    /// - Throws: A fault of the database.
    package func makeEmpty(in folder: URL, name: String = "undersigned") async throws -> any TransactionalDatabase {
        switch self {
        case .sqlite: try SQLiteDatabase(path: folder.appending(path: "\(name).sqlite").path)
        case .postgres: try await TestSchema()
        }
    }
}

/// A schema on the server for tests, which goes with the object.
package final class TestSchema: TransactionalDatabase {
    /// The same data as another process sees it: connections of its own.
    package let address: PostgresAddress
    /// The same as somebody types it.
    package let typed: String
    private let server: PostgresAddress
    private let name: String
    private let database: PostgresDatabase

    /// - Parameter server: The address of a server for tests; nil for that of the environment.
    /// - Throws: `PostgresAddress.Malformed` where there is none, or a fault of the database.
    package init(_ server: String? = TestDatabase.postgresAddress) async throws {
        name = "test_" + UUID().uuidString.lowercased().replacing("-", with: "_")
        let text = server ?? ""
        typed = text + (text.contains("?") ? "&" : "?") + "options=-csearch_path%3D\(name)"
        let server = try PostgresAddress(text)
        self.server = server
        address = server.with("search_path", name)
        database = PostgresDatabase(address, limits: Self.limits)
        try await Self.define("CREATE SCHEMA \(name)", on: server)
    }

    deinit {
        let (server, drop) = (server, "DROP SCHEMA \(name) CASCADE")
        // Left behind at worst, on a server that goes after the run.
        Task { try await Self.define(drop, on: server) }
    }

    package func read<T: Sendable>(_ block: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await database.read(block)
    }

    package func write<T: Sendable>(_ block: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await database.write(block)
    }

    package func forgetDeleted() async throws {
        try await database.forgetDeleted()
    }

    package func isOnDuty() async -> Bool {
        await database.isOnDuty()
    }

    package func close() throws {
        try database.close()
    }

    /// Hundreds of tests run at once, and each has connections.
    private static var limits: PostgresDatabase.Limits {
        var limits = PostgresDatabase.Limits()
        (limits.writers, limits.readers) = (2, 1)
        return limits
    }

    /// Makes and drops schemas.
    private static let keeper = Mutex<PostgresDatabase?>(nil)

    private static func define(_ sql: String, on server: PostgresAddress) async throws {
        let database = keeper.withLock { keeper in
            let database = keeper ?? PostgresDatabase(server, limits: limits)
            keeper = database
            return database
        }
        try await database.write { _ = try $0.rows(Query(built: sql)) }
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
