import UndersignedDatabase

/// What the server said no to, or that the way to it is gone.
///
/// Holds no bound value: a message that could quote one is left out, and a password is in none of them.
struct PostgresFault: Error {
    /// Five letters and digits of SQLSTATE; empty where no server answered.
    let state: String
    let words: String
    /// The connection can't be used any more.
    let isLost: Bool

    /// Whether the same block may well succeed in a new transaction.
    ///
    /// Two transactions met (40001 serialization, 40P01 deadlock, 23505 both took the same new key), the server changed
    /// (25006 it is a standby now, 57P01 it is shut down, 0A000 a table changed under a prepared statement), or the
    /// connection was lost before anything was committed.
    var isWorthRepeating: Bool {
        isLost || needsNewConnection || ["40001", "40P01", "23505"].contains(state)
    }

    /// Whether this connection leads to a server, or holds statements, that are no use any more.
    var needsNewConnection: Bool {
        isLost || ["25006", "57P01", "57P02", "57P03", "0A000"].contains(state)
    }

    /// The same for those who know no PostgreSQL.
    var failure: DatabaseFailure {
        if needsNewConnection { return .unavailable(words) }
        if state == Self.unfit { return .unfit(words) }
        return state == "55P03" ? .locked(words) : .statement("PostgreSQL \(state): \(words)")
    }

    /// - Parameters:
    ///   - state: SQLSTATE.
    ///   - message: The server's primary message.
    ///   - place: The constraint, table or column that it names.
    ///   - isLost: Whether the connection is gone.
    init(state: String, message: String, place: String?, isLost: Bool) {
        self.state = state
        self.isLost = isLost
        // Class 22 (data) and 23 (constraints) quote values in their messages; their names do not.
        let mayQuote = ["22", "23"].contains(state.prefix(2))
        words = [mayQuote ? nil : message, place].compactMap { $0 }.joined(separator: ", at ")
    }

    private static let unfit = "unfit"

    /// No server answered, or it ended the connection.
    init(lost words: String) {
        state = ""
        self.words = words
        isLost = true
    }

    /// The server is not one to keep signatures on.
    init(unfit words: String) {
        state = Self.unfit
        self.words = words
        isLost = false
    }
}
