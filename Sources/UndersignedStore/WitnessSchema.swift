package import UndersignedDatabase

/// The tables of a witness: another program's database, with nothing of a site in it.
package enum WitnessSchema {
    /// What this program writes and reads.
    package static let version: Int64 = 1

    /// Makes the tables in the caller's transaction where they are missing.
    ///
    /// - Parameter transaction: A write transaction.
    /// - Throws: `Schema.TooNew`, or a fault of the database.
    package static func migrate(_ transaction: any Transaction) throws {
        try transaction.rows(
            "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT"
        )
        let found = try transaction.metaValue("witness-schema") ?? 0
        guard found <= version else { throw Schema.TooNew(found: found) }
        guard found < version else { return }
        for statement in statements { try transaction.rows(statement) }
        try transaction.setMetaValue("witness-schema", version)
    }

    private static let statements: [Query] = [
        // The key that this state belongs to: another key must not go on from here.
        "CREATE TABLE identity (verifier_key TEXT PRIMARY KEY) STRICT",
        """
        CREATE TABLE watched_log (
            origin TEXT NOT NULL,
            verifier_key TEXT NOT NULL,
            PRIMARY KEY (origin, verifier_key)
        ) STRICT, WITHOUT ROWID
        """,
        // The newest checkpoint that was cosigned of each log.
        """
        CREATE TABLE sighting (
            origin TEXT PRIMARY KEY,
            origin_hash TEXT NOT NULL UNIQUE,
            size INTEGER NOT NULL,
            root BLOB NOT NULL CHECK (length(root) = 32),
            time INTEGER NOT NULL,
            checkpoint TEXT NOT NULL
        ) STRICT
        """,
        // Two checkpoints of one size that a log signed with different roots: the proof that it lied.
        """
        CREATE TABLE fork (
            origin TEXT NOT NULL,
            size INTEGER NOT NULL,
            root BLOB NOT NULL,
            seen_at INTEGER NOT NULL,
            checkpoint TEXT NOT NULL,
            other TEXT NOT NULL,
            PRIMARY KEY (origin, size, root)
        ) STRICT, WITHOUT ROWID
        """,
    ]
}
