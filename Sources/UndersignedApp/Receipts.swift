import TransparencyLog
package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// What a signatory keeps.
///
/// Nothing is stored for it; a later checkpoint gives a newer receipt for the same index.
package struct Receipts: Sendable {
    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// The receipt behind a link, or nil where nothing is counted or the box is gone.
    ///
    /// - Parameter token: From the address.
    /// - Returns: The receipt at the head where that is cosigned, else at the newest cosigned checkpoint that has the
    ///   entry, else at the head.
    /// - Throws: A fault of the database, or a stored log that does not fit.
    package func receipt(_ token: LinkToken) async throws -> Receipt? {
        guard case .counted(let box?, let row, let petition) = try await Links(site: site).view(token),
            let log = petition.log, let position = row.position
        else { return nil }
        let statement = try Statement(
            box,
            origin: LogOrigin(log.origin).numbered(row.logNumber).text,
            textVersion: row.textVersion
        )
        let policy = site.witnesses
        let proof = try await site.database.read { transaction -> LogProof? in
            let cosigned = try CosignedCheckpoint.covering(position, of: petition.id, policy: policy, transaction)
            guard let cosigned else { return nil }
            let proof = try InclusionProof(index: position, treeSize: cosigned.size) {
                try transaction.tile($0, of: petition.id)
            }
            return LogProof(index: position, hashes: proof.hashes, checkpoint: cosigned.note)
        }
        return try proof.map {
            Receipt(
                statedKey: try NoteVerifierKey(log.verifierKey),
                salt: box.salt,
                statement: statement,
                proof: $0
            )
        }
    }
}
