package import UndersignedCore
package import UndersignedDatabase

/// A witness's cosignature of one of our checkpoints, verified before it was stored.
package struct StoredCosignature: Hashable, Sendable {
    /// The witness's verifier key, written out.
    package var witness: String
    /// The size of the log that was cosigned.
    package var size: UInt64
    /// When the witness saw it, by the witness's clock.
    package var time: Moment
    /// The signature line without its line feed.
    package var line: String
    /// The signed note that was cosigned, as the log signed it.
    package var checkpoint: String

    package init(witness: String, size: UInt64, time: Moment, line: String, checkpoint: String) {
        self.witness = witness
        self.size = size
        self.time = time
        self.line = line
        self.checkpoint = checkpoint
    }
}

extension Transaction {
    /// The stored cosignatures of a petition's log, newest checkpoint first.
    package func cosignatures(of petitionID: Int64) throws -> [StoredCosignature] {
        try rows("SELECT * FROM cosignature WHERE petition_id = \(petitionID) ORDER BY size DESC, witness").map { row in
            StoredCosignature(
                witness: try row.text("witness"),
                size: UInt64(try row.integer("size")),
                time: Moment(seconds: try row.integer("time")),
                line: try row.text("line"),
                checkpoint: try row.text("checkpoint")
            )
        }
    }

    /// Stores a cosignature; a later one of the same witness and size replaces it.
    package func saveCosignature(_ new: StoredCosignature, of petitionID: Int64) throws {
        try rows(
            """
            INSERT INTO cosignature (petition_id, size, witness, time, line, checkpoint)
            VALUES (\(petitionID), \(Int64(new.size)), \(new.witness), \(new.time.seconds), \(new.line),
                \(new.checkpoint))
            ON CONFLICT (petition_id, size, witness) DO UPDATE SET
                time = excluded.time, line = excluded.line, checkpoint = excluded.checkpoint
            """
        )
    }

    /// Forgets the cosignatures of other sizes than one, except the newest of each witness.
    package func pruneCosignatures(of petitionID: Int64, keeping size: UInt64) throws {
        try rows(
            """
            DELETE FROM cosignature WHERE petition_id = \(petitionID) AND size <> \(Int64(size))
                AND size < (SELECT MAX(newer.size) FROM cosignature AS newer
                    WHERE newer.petition_id = cosignature.petition_id AND newer.witness = cosignature.witness)
            """
        )
    }

    /// Each log's size, by petition.
    package func headSizes() throws -> [Int64: UInt64] {
        let rows = try rows("SELECT petition_id, size FROM head")
        return try Dictionary(
            uniqueKeysWithValues: rows.map { (try $0.integer("petition_id"), UInt64(try $0.integer("size"))) }
        )
    }

    /// The newest size of each log that a witness cosigned, by petition.
    package func witnessedSizes(by witness: String) throws -> [Int64: UInt64] {
        let rows = try rows(
            "SELECT petition_id, MAX(size) AS size FROM cosignature WHERE witness = \(witness) GROUP BY petition_id"
        )
        return try Dictionary(
            uniqueKeysWithValues: rows.map { (try $0.integer("petition_id"), UInt64(try $0.integer("size"))) }
        )
    }
}
