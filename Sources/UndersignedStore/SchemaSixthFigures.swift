import UndersignedDatabase

extension SchemaSixth {
    /// Organisers' figures: numbers that are kept while signatures come in, so that no page counts rows.
    static let figures: [Query] = [
        // What each source brought is summed up below; nothing reads the rows for it.
        "DROP INDEX signature_source",
        // One dimension at a time; `start` is a day, or an hour for the domains of a petition that publishes at once, or
        // 0 for countries: of those there is a sum over all times alone.
        """
        CREATE TABLE figure (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            dimension TEXT NOT NULL,
            start INTEGER NOT NULL,
            value TEXT NOT NULL,
            added INTEGER NOT NULL,
            removed INTEGER NOT NULL,
            PRIMARY KEY (petition_id, dimension, start, value)
        ) STRICT, WITHOUT ROWID
        """,
        // What waits, as it was counted last: links by the day of asking, mails by how long they have been due.
        """
        CREATE TABLE gauge (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            name TEXT NOT NULL,
            start INTEGER NOT NULL,
            amount INTEGER NOT NULL,
            read_at INTEGER NOT NULL,
            PRIMARY KEY (petition_id, name, start)
        ) STRICT, WITHOUT ROWID
        """,
        // Signatures to come that wait for a decision: those of a domain, or those over a number an hour.
        """
        CREATE TABLE hold_rule (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            id INTEGER NOT NULL,
            domain TEXT,
            per_hour INTEGER,
            began_at INTEGER NOT NULL,
            ended_at INTEGER,
            PRIMARY KEY (petition_id, id)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX signature_held ON signature(petition_id, id) WHERE state = 'held'",
        // A name, and a comment beside it, that are shown or looked at once their signature is counted.
        """
        CREATE TABLE held_name (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            signature_id INTEGER NOT NULL,
            shuffle INTEGER NOT NULL,
            name TEXT NOT NULL,
            comment TEXT,
            extent TEXT NOT NULL,
            rule TEXT,
            PRIMARY KEY (petition_id, signature_id)
        ) STRICT, WITHOUT ROWID
        """,
        // A large removal by rule that one organiser asks for and another one has to agree to (S-16).
        """
        CREATE TABLE removal_proposal (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            id INTEGER NOT NULL,
            content TEXT NOT NULL,
            found INTEGER NOT NULL,
            proposed_by INTEGER NOT NULL,
            proposed_at INTEGER NOT NULL,
            PRIMARY KEY (petition_id, id)
        ) STRICT, WITHOUT ROWID
        """,
        // Whether more than one decision stands behind a removal by rule.
        "ALTER TABLE correction ADD COLUMN is_agreed INTEGER NOT NULL DEFAULT 0",
        // What older versions have gathered. Who asked and was taken out before confirming is in no figure.
        """
        INSERT INTO figure (petition_id, dimension, start, value, added, removed)
        SELECT petition_id, 'source', decided_at - decided_at % 86400, COALESCE(source, ''), COUNT(*), 0
        FROM signature WHERE state IN ('counted', 'recorded') AND decided_at IS NOT NULL
        GROUP BY petition_id, decided_at - decided_at % 86400, COALESCE(source, '')
        """,
        """
        INSERT INTO figure (petition_id, dimension, start, value, added, removed)
        SELECT petition_id, 'asked', asked_at - asked_at % 86400, 'confirmed', COUNT(*), 0
        FROM signature WHERE state IN ('counted', 'recorded') OR position IS NOT NULL
        GROUP BY petition_id, asked_at - asked_at % 86400
        """,
        """
        INSERT INTO figure (petition_id, dimension, start, value, added, removed)
        SELECT petition_id, 'asked', asked_at - asked_at % 86400, 'lapsed', COUNT(*), 0
        FROM signature WHERE state = 'expired' GROUP BY petition_id, asked_at - asked_at % 86400
        """,
    ]
}
