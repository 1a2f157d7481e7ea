package import UndersignedCore
package import UndersignedDatabase

/// Copies of documents that claims rest on.
extension Transaction {
    /// Keeps a copy; the same again changes nothing.
    package func keepCopy(_ copy: KeptCopy, of number: Int, in campaignID: Int64) throws {
        try rows(
            """
            INSERT INTO claim_copy (campaign_id, claim_number, hash, kind, content)
            VALUES (\(campaignID), \(number), \(copy.hash), \(copy.kind.rawValue), \(copy.bytes))
            ON CONFLICT DO NOTHING
            """
        )
    }

    /// Takes a copy away; gives whether there was one.
    package func deleteCopy(_ hash: [UInt8], of number: Int, in campaignID: Int64) throws -> Bool {
        try !rows(
            """
            DELETE FROM claim_copy WHERE campaign_id = \(campaignID) AND claim_number = \(number) AND hash = \(hash)
            RETURNING campaign_id
            """
        ).isEmpty
    }

    /// Which copies of a claim's sources are kept, by their SHA-256, and what each is.
    package func copies(of number: Int, in campaignID: Int64) throws -> [[UInt8]: KeptCopy.Kind] {
        let found = try rows(
            """
            SELECT hash, kind FROM claim_copy WHERE campaign_id = \(campaignID) AND claim_number = \(number)
            """
        )
        return Dictionary(uniqueKeysWithValues: try found.map { (try $0.blob("hash"), try kind(of: $0)) })
    }

    /// A copy by its SHA-256, or nil.
    package func copy(_ hash: [UInt8], of number: Int, in campaignID: Int64) throws -> KeptCopy? {
        try row(
            """
            SELECT kind, content FROM claim_copy
            WHERE campaign_id = \(campaignID) AND claim_number = \(number) AND hash = \(hash)
            """
        ).map { KeptCopy(bytes: try $0.blob("content"), kind: try kind(of: $0)) }
    }

    private func kind(of row: QueryRow) throws -> KeptCopy.Kind {
        guard let kind = KeptCopy.Kind(rawValue: try row.text("kind")) else {
            throw DatabaseFailure.unexpectedShape("claim_copy.kind")
        }
        return kind
    }
}
