import UndersignedCore
import UndersignedDatabase

/// Whether an open letter's log says that members' names are shown.
extension Transaction {
    /// - Parameter petitionID: The letter.
    /// - Returns: Whether its log has an entry `reveal`.
    /// - Throws: A fault of the database.
    package func isRevealed(_ petitionID: Int64) throws -> Bool {
        try row(
            "SELECT 1 AS found FROM event WHERE petition_id = \(petitionID) AND verb = 'reveal' LIMIT 1"
        ) != nil
    }
}
