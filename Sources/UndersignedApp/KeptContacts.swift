import Crypto
import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Contact data that outlives its day because its owner gets updates: name and address stay, all other answers go (P-20).
struct KeptContacts {
    private static let rowsPerWrite = 500

    let site: Site

    /// Seals anew, without the other answers, what holds any.
    ///
    /// - Parameters:
    ///   - scope: Whose day has come; what nobody agreed to keep is deleted already.
    ///   - petition: Opened before.
    /// - Returns: How many records were.
    /// - Throws: A fault of the database or of the keys folder; what is left is done the next time.
    func shorten(_ scope: ContactScope, of petition: Petition) async throws -> Int {
        // Nobody could write to those of a sealed petition, so none of theirs outlives its day.
        guard let log = petition.log, !petition.sheet.isSealed else { return 0 }
        var (last, count) = (Int64(0), 0)
        while true {
            let (kept, lineage) = try await site.database.read { [last] transaction in
                (
                    try transaction.keptSeals(scope, of: petition.id, after: last, limit: Self.rowsPerWrite),
                    try LogLineage(of: petition.id, log, transaction)
                )
            }
            guard let end = kept.last?.signatureID else { return count }
            let shortened = try shortened(kept, of: petition, lineage)
            if !shortened.isEmpty {
                try await site.database.write { transaction in
                    for (id, seal) in shortened { try transaction.replaceSeal(seal, of: id, in: petition.id) }
                }
            }
            last = end
            count += shortened.count
        }
    }

    private func shortened(
        _ kept: [(signatureID: Int64, seal: SealedContact)],
        of petition: Petition,
        _ lineage: LogLineage
    ) throws -> [(Int64, SealedContact)] {
        let key = try site.keys.keys(of: petition.slug).custody
        var reader = ContactReader(petition.id, lineage, key: key)
        return try kept.compactMap { id, seal in
            guard let contact = reader.contact(seal, of: id, petition.slug, site.logger),
                contact != contact.addressOnly
            else { return nil }
            let context = Custody.Context(
                petitionID: petition.id,
                signatureID: id,
                recipient: seal.recipient,
                textVersion: seal.textVersion,
                logNumber: lineage.current.number,
                wordingHash: lineage.current.documentHash
            )
            return (id, try site.custody.seal(contact.addressOnly.encoded(), to: key.publicKey, context))
        }
    }
}
