import Hummingbird
import Synchronization

/// Full tiles and bundles: they never change, so the database is asked for each of them once.
package final class TileCache: Sendable {
    /// Names a file of a log.
    struct Name: Hashable {
        let petitionID: Int64
        /// Which of the petition's logs.
        let log: Int
        let path: String
    }

    /// About 18 MB when full: a bundle has some 18 kB, a tile 8.
    private static let limit = 1_000

    private let bodies = Mutex<[Name: ByteBuffer]>([:])

    package init() {}

    func body(_ name: Name) -> ByteBuffer? {
        bodies.withLock { $0[name] }
    }

    func keep(_ body: ByteBuffer, as name: Name) {
        bodies.withLock { bodies in
            if bodies.count >= Self.limit { bodies.removeAll() }
            bodies[name] = body
        }
    }
}
