import UndersignedDatabase

/// What the third version of the tables adds: a log that carries on another one (DESIGN 11.19).
enum SchemaThird {
    static let statements: [Query] = [
        // A log that lost published entries, and was closed by its successor.
        """
        CREATE TABLE closed_log (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            number INTEGER NOT NULL,
            origin TEXT NOT NULL,
            verifier_key TEXT NOT NULL,
            document_hash BLOB,
            checkpoint TEXT NOT NULL,
            carried INTEGER NOT NULL,
            closed_at INTEGER NOT NULL,
            PRIMARY KEY (petition_id, number)
        ) STRICT, WITHOUT ROWID
        """,
        // Of its tiles only the leftmost differ from the successor's: entry 0 is below them alone.
        """
        CREATE TABLE closed_tile (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            number INTEGER NOT NULL,
            level INTEGER NOT NULL,
            hashes BLOB NOT NULL,
            PRIMARY KEY (petition_id, number, level)
        ) STRICT, WITHOUT ROWID
        """,
        // Which of the petition's logs a statement names, and which document a seal is bound to.
        "ALTER TABLE signature ADD COLUMN log_number INTEGER NOT NULL DEFAULT 1",
        "ALTER TABLE seal ADD COLUMN log_number INTEGER NOT NULL DEFAULT 1",
    ]
}
