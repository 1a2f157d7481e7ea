package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// "This was not me": whoever reads a mailbox ends what a stranger began with its address (F-C, F-I, DESIGN 11.16).
///
/// About the petition the row's keyed tag is enough: no mail goes to the address until the petition's key is destroyed.
/// For the whole site only where the person asks for it, in a table under a key of its own, without petition or time;
/// the address then stays in the box, which this link alone opens, so that the person can take it back.
package struct Disowning: Sendable {
    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// Ends a signature that waits to be confirmed, and deletes what was typed.
    ///
    /// - Parameters:
    ///   - token: A mailed link.
    ///   - everywhere: Whether no mail at all is to go from this site to the address.
    /// - Returns: Whether it is ended, now or before; false where it was confirmed or is unknown.
    /// - Throws: A fault of the database or of the keys folder; nothing is changed then.
    package func disown(_ token: LinkToken, everywhere: Bool) async throws -> Bool {
        let key = everywhere ? try Suppression.key(of: site) : nil
        let nonce = site.ambient.randomBytes(SealedBytes.nonceByteCount)
        return try await site.write { transaction in
            guard let row = try transaction.signature(tokenHash: token.hash, in: token.petitionID) else { return false }
            guard row.state.after(.disown) != nil else { return row.state == .disowned }
            var rest: [UInt8]?
            if let key, let address = Self.address(in: row.box, token) {
                try transaction.suppress(key.code(address.canonical))
                rest = try SignatureBox(onlyAddress: address.typed).sealed(for: token, nonce: nonce)
            }
            try transaction.disown(row.id, in: row.petitionID, box: rest)
            return true
        }
    }

    /// It was the mailbox's owner after all: the address can ask again, everywhere.
    ///
    /// - Parameter token: The same link.
    /// - Returns: Whether it can, now or before.
    /// - Throws: A fault of the database or of the keys folder.
    package func reclaim(_ token: LinkToken) async throws -> Bool {
        let key = try Suppression.key(of: site)
        return try await site.write { transaction in
            guard let row = try transaction.signature(tokenHash: token.hash, in: token.petitionID) else { return false }
            guard row.state.after(.reclaim) != nil else { return row.state == .expired }
            if let address = Self.address(in: row.box, token) {
                try transaction.endSuppression(key.code(address.canonical))
            }
            try transaction.reclaim(row.id, in: row.petitionID)
            return true
        }
    }

    private static func address(in box: [UInt8]?, _ token: LinkToken) -> EmailAddress? {
        guard let box, let opened = try? SignatureBox(opening: box, with: token) else { return nil }  // damaged
        return try? EmailAddress(opened.address)  // typed before the rules of today
    }
}
