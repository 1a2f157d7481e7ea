import UndersignedDatabase

/// What the second version of the tables adds: corrections in public, versions of the text, witnesses.
///
/// Runs on tables of the first version, empty or full.
enum SchemaSecond {
    static let statements: [Query] = versions + history + corrections + witnesses

    /// Each version of a text knows the entry that began it and what was counted under it.
    private static let versions: [Query] = [
        "ALTER TABLE text_version ADD COLUMN position INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE text_version ADD COLUMN added INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE text_version ADD COLUMN removed INTEGER NOT NULL DEFAULT 0",
        // The first version had one text only.
        """
        UPDATE text_version SET
            added = COALESCE((SELECT mail + org + member + paper + removed FROM head
                WHERE head.petition_id = text_version.petition_id), 0),
            removed = COALESCE((SELECT removed FROM head WHERE head.petition_id = text_version.petition_id), 0)
        """,
        // How far the mails about a changed text have come: one row a version, not one a person.
        """
        CREATE TABLE text_notice (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            version INTEGER NOT NULL,
            done_through INTEGER NOT NULL,
            last_id INTEGER NOT NULL,
            PRIMARY KEY (petition_id, version)
        ) STRICT, WITHOUT ROWID
        """,
    ]

    /// What happened to a petition, so that a page need not read the whole log.
    private static let history: [Query] = [
        // Entries that are no signature, no removal and no clock mark: `opened`, `text`, `note`, `goal` …
        """
        CREATE TABLE event (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            position INTEGER NOT NULL,
            hour INTEGER NOT NULL,
            verb TEXT NOT NULL,
            number INTEGER,
            hash BLOB,
            PRIMARY KEY (petition_id, position)
        ) STRICT, WITHOUT ROWID
        """,
        // What removals took away, by reason: the sum over all rows is the head's `removed`.
        """
        CREATE TABLE fall (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            hour INTEGER NOT NULL,
            reason TEXT NOT NULL,
            class TEXT NOT NULL,
            entries INTEGER NOT NULL,
            weight INTEGER NOT NULL,
            PRIMARY KEY (petition_id, hour, reason, class)
        ) STRICT, WITHOUT ROWID
        """,
        // A milestone was reached, or fell out of reach again.
        """
        CREATE TABLE crossing (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            size INTEGER NOT NULL,
            goal INTEGER NOT NULL,
            hour INTEGER NOT NULL,
            is_reached INTEGER NOT NULL,
            PRIMARY KEY (petition_id, size, goal)
        ) STRICT, WITHOUT ROWID
        """,
        // Data of the first version knew withdrawals only.
        """
        INSERT INTO fall (petition_id, hour, reason, class, entries, weight)
        SELECT petition_id, hour, 'withdrawn', class, removed, removed FROM tally WHERE removed > 0
        """,
    ]

    private static let corrections: [Query] = [
        // The partner whose link or embed brought the signature; nil for none.
        "ALTER TABLE signature ADD COLUMN source TEXT",
        // A breakdown by source reads this index alone, and rows without a source stay out of it.
        "CREATE INDEX signature_source ON signature(petition_id, source, state) WHERE source IS NOT NULL",
        """
        CREATE TABLE correction (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            id INTEGER NOT NULL,
            rule TEXT NOT NULL,
            document_hash BLOB NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('found', 'running', 'done', 'cancelled')),
            found INTEGER NOT NULL,
            removed INTEGER NOT NULL,
            began_at INTEGER NOT NULL,
            ended_at INTEGER,
            PRIMARY KEY (petition_id, id)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE correction_item (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            correction_id INTEGER NOT NULL,
            signature_id INTEGER NOT NULL,
            PRIMARY KEY (petition_id, correction_id, signature_id)
        ) STRICT, WITHOUT ROWID
        """,
        // A scanned sheet of paper: its hash is in the entry; the scan itself is sealed, or was deleted.
        """
        CREATE TABLE paper_sheet (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            lines INTEGER NOT NULL,
            position INTEGER NOT NULL,
            removed_position INTEGER,
            entered_at INTEGER NOT NULL,
            scan BLOB,
            PRIMARY KEY (petition_id, hash)
        ) STRICT, WITHOUT ROWID
        """,
        // SHA-256 of the 16 random bytes in a mail's return address, kept 14 days (DESIGN 11.17).
        "ALTER TABLE outbox ADD COLUMN bounce_hash BLOB",
        "CREATE INDEX outbox_bounce ON outbox(bounce_hash) WHERE bounce_hash IS NOT NULL",
        "CREATE INDEX outbox_bounce_end ON outbox(final_at) WHERE bounce_hash IS NOT NULL",
        // Why a signature was taken out, as a `removed` entry says it: what was never counted has no entry.
        "ALTER TABLE signature ADD COLUMN removal TEXT",
        // The day on which a later mail came back: organisers' mail skips the row.
        "ALTER TABLE signature ADD COLUMN undeliverable_at INTEGER",
    ]

    private static let witnesses: [Query] = [
        // The newest cosignature of each witness, and those of the newest checkpoint that a quorum cosigned.
        """
        CREATE TABLE cosignature (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            witness TEXT NOT NULL,
            size INTEGER NOT NULL,
            time INTEGER NOT NULL,
            line TEXT NOT NULL,
            checkpoint TEXT NOT NULL,
            PRIMARY KEY (petition_id, size, witness)
        ) STRICT, WITHOUT ROWID
        """
    ]
}
