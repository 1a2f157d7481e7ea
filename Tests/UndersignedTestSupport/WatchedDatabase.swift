package import UndersignedDatabase

/// A database that says when something is about to be written, and may refuse it.
package struct WatchedDatabase: TransactionalDatabase {
    let inner: any TransactionalDatabase
    let before: @Sendable () async throws -> Void

    package init(inner: any TransactionalDatabase, before: @escaping @Sendable () async throws -> Void) {
        (self.inner, self.before) = (inner, before)
    }

    package func write<T: Sendable>(
        _ block: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        try await before()
        return try await inner.write(block)
    }

    package func read<T: Sendable>(_ block: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await inner.read(block)
    }

    package func forgetDeleted() async throws { try await inner.forgetDeleted() }
    package func isOnDuty() async -> Bool { await inner.isOnDuty() }
    package func close() throws { try inner.close() }
}
