package import TransparencyLog
package import UndersignedCore
package import UndersignedDatabase

/// The newest checkpoint of a log that a witness cosigned.
package struct WitnessSighting: Hashable, Sendable {
    package var origin: String
    /// SHA-256 of the origin in lower-case hexadecimal.
    package var originHash: String
    package var size: UInt64
    package var root: MerkleHash
    package var time: Moment
    /// The log's checkpoint with this witness's cosignature.
    package var checkpoint: String

    package init(origin: String, originHash: String, size: UInt64, root: MerkleHash, time: Moment, checkpoint: String) {
        self.origin = origin
        self.originHash = originHash
        self.size = size
        self.root = root
        self.time = time
        self.checkpoint = checkpoint
    }
}

extension Transaction {
    /// The verifier key that this witness's state belongs to, or nil before there is one.
    package func witnessIdentity() throws -> String? {
        try row("SELECT verifier_key FROM identity")?.text("verifier_key")
    }

    /// Binds this state to a key.
    package func setWitnessIdentity(_ verifierKey: String) throws {
        try rows("DELETE FROM identity")
        try rows("INSERT INTO identity (verifier_key) VALUES (\(verifierKey))")
    }

    /// Watches a log from now on; false when it was watched before.
    package func watchLog(origin: String, verifierKey: String) throws -> Bool {
        try row(
            """
            INSERT INTO watched_log (origin, verifier_key) VALUES (\(origin), \(verifierKey))
            ON CONFLICT (origin, verifier_key) DO NOTHING RETURNING origin
            """
        ) != nil
    }

    /// The keys trusted for an origin; empty for an unknown one.
    package func watchedKeys(of origin: String) throws -> [String] {
        try rows("SELECT verifier_key FROM watched_log WHERE origin = \(origin) ORDER BY verifier_key")
            .map { try $0.text("verifier_key") }
    }

    /// All watched logs, by origin.
    package func watchedLogs() throws -> [(origin: String, verifierKey: String)] {
        try rows("SELECT origin, verifier_key FROM watched_log ORDER BY origin, verifier_key")
            .map { (try $0.text("origin"), try $0.text("verifier_key")) }
    }

    /// What was cosigned last of a log, or nil.
    package func sighting(of origin: String) throws -> WitnessSighting? {
        try row("SELECT * FROM sighting WHERE origin = \(origin)").map(Self.sighting)
    }

    /// The same by SHA-256 of the origin, 64 lower-case hexadecimal digits.
    package func sighting(originHash: String) throws -> WitnessSighting? {
        try row("SELECT * FROM sighting WHERE origin_hash = \(originHash)").map(Self.sighting)
    }

    /// All sightings, by origin.
    package func sightings() throws -> [WitnessSighting] {
        try rows("SELECT * FROM sighting ORDER BY origin").map(Self.sighting)
    }

    /// Moves a log's sighting by compare-and-swap on the size.
    ///
    /// - Returns: False when the stored size is another one: nothing was written.
    /// - Throws: A fault of the database.
    package func advanceSighting(to new: WitnessSighting, from size: UInt64) throws -> Bool {
        try row(
            """
            INSERT INTO sighting (origin, origin_hash, size, root, time, checkpoint)
            VALUES (\(new.origin), \(new.originHash), \(Int64(new.size)), \(new.root.bytes), \(new.time.seconds),
                \(new.checkpoint))
            ON CONFLICT (origin) DO UPDATE SET size = excluded.size, root = excluded.root, time = excluded.time,
                checkpoint = excluded.checkpoint
            WHERE sighting.size = \(Int64(size)) RETURNING origin
            """
        ) != nil
    }

    /// Lets cosignatures be dated from a moment on, after a clock that ran ahead was mended.
    package func forgetTimes(after now: Moment) throws {
        try rows("UPDATE sighting SET time = \(now.seconds) WHERE time > \(now.seconds)")
    }

    /// Keeps the proof that a log signed two trees of one size; at most `limit` a log.
    package func saveFork(
        origin: String,
        size: UInt64,
        root: MerkleHash,
        notes: (seen: String, other: String),
        at now: Moment,
        limit: Int
    ) throws {
        try rows(
            """
            INSERT INTO fork (origin, size, root, seen_at, checkpoint, other)
            SELECT \(origin), \(Int64(size)), \(root.bytes), \(now.seconds), \(notes.seen), \(notes.other)
            WHERE (SELECT COUNT(*) FROM fork WHERE origin = \(origin)) < \(limit)
            ON CONFLICT (origin, size, root) DO NOTHING
            """
        )
    }

    /// The proofs of forks: pairs of signed checkpoints.
    package func forks() throws -> [(origin: String, size: UInt64, seenAt: Moment, checkpoint: String, other: String)] {
        try rows("SELECT * FROM fork ORDER BY origin, size, seen_at").map { row in
            (
                try row.text("origin"), UInt64(try row.integer("size")), Moment(seconds: try row.integer("seen_at")),
                try row.text("checkpoint"), try row.text("other")
            )
        }
    }

    private static func sighting(_ row: QueryRow) throws -> WitnessSighting {
        guard let root = MerkleHash(try row.blob("root")) else {
            throw DatabaseFailure.unexpectedShape("sighting.root")
        }
        return WitnessSighting(
            origin: try row.text("origin"),
            originHash: try row.text("origin_hash"),
            size: UInt64(try row.integer("size")),
            root: root,
            time: Moment(seconds: try row.integer("time")),
            checkpoint: try row.text("checkpoint")
        )
    }
}
