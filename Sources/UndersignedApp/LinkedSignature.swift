import UndersignedCore
import UndersignedDatabase
import UndersignedStore

extension Transaction {
    /// The row that a mailed link leads to.
    ///
    /// - Parameter token: Of either kind.
    /// - Returns: The row, and whether the link is its own: a management link opens no box; nil for a link of nobody.
    /// - Throws: A fault of the database.
    func signature(behind token: LinkToken) throws -> (row: SignatureRow, isOwn: Bool)? {
        let hash = token.hash
        if let own = try signature(tokenHash: hash, in: token.petitionID) { return (own, true) }
        return try signature(managementHash: hash, in: token.petitionID).map { ($0, false) }
    }

    /// The same of a signature that stands.
    func standing(behind token: LinkToken) throws -> (row: SignatureRow, isOwn: Bool)? {
        guard let found = try signature(behind: token), SignatureState.standing.contains(found.row.state) else {
            return nil
        }
        return found
    }
}
