import Foundation

/// A thread's place for one connection, which is opened when it is needed and again after it was lost.
final class PostgresLine {
    /// Seconds to wait before each try after the first: about five seconds in all, then the caller is told.
    private static let pauses = [0.1, 0.3, 0.9, 1.8, 1.8]

    private let address: PostgresAddress
    let durability: PostgresDurability
    private let role: Role
    private var current: PostgresConnection?

    /// What a connection is for.
    enum Role: Sendable {
        case reading, writing, cleaning, watching

        /// A thread that hangs must not hold locks for ever, and no statement runs longer than people wait.
        fileprivate var settings: String {
            switch self {
            case .reading:
                """
                SET default_transaction_isolation = 'repeatable read'; SET default_transaction_read_only = on;
                SET statement_timeout = '30s'; SET idle_in_transaction_session_timeout = '60s'
                """
            case .writing:
                """
                SET default_transaction_isolation = 'read committed'; SET statement_timeout = '30s';
                SET idle_in_transaction_session_timeout = '60s'
                """
            // A large table takes its time.
            case .cleaning: "SET statement_timeout = 0"
            case .watching: "SET statement_timeout = '30s'"
            }
        }
    }

    init(_ address: PostgresAddress, _ durability: PostgresDurability, _ role: Role) {
        (self.address, self.durability, self.role) = (address, durability, role)
    }

    /// The connection, opened where there is none.
    ///
    /// - Throws: `PostgresFault` after trying for about five seconds; at once where the server is unfit.
    func connection() throws(PostgresFault) -> PostgresConnection {
        if let current { return current }
        for pause in Self.pauses {
            do throws(PostgresFault) {
                return try open()
            } catch {
                guard error.isLost else { throw error }
                Thread.sleep(forTimeInterval: pause)
            }
        }
        return try open()
    }

    /// The connection that is open already, or nil.
    var openConnection: PostgresConnection? { current }

    /// Lets the connection go, if the fault says that it is no use any more.
    func forget(after fault: PostgresFault) {
        if fault.needsNewConnection { current = nil }
    }

    /// Lets the connection go.
    func forget() {
        current = nil
    }

    private func open() throws(PostgresFault) -> PostgresConnection {
        let opened = try PostgresConnection(address)
        try opened.run(role.settings)
        // What can be read was safe when it was committed: people see the pages while no standby is there.
        try (role == .reading ? .local : durability).demand(of: opened)
        current = opened
        return opened
    }
}
