import UndersignedDatabase

extension SchemaSixth {
    static let updates: [Query] = [
        // News that organisers wrote; `published_at` is NULL for a draft.
        """
        CREATE TABLE petition_update (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            number INTEGER NOT NULL,
            text_number INTEGER NOT NULL,
            published_at INTEGER,
            PRIMARY KEY (petition_id, number)
        ) STRICT, WITHOUT ROWID
        """,
        // Every text that was saved: of two people who write at once both stay. `shown_at`: since when it was public.
        """
        CREATE TABLE update_text (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            update_number INTEGER NOT NULL,
            number INTEGER NOT NULL,
            title TEXT NOT NULL,
            body TEXT NOT NULL,
            account_id INTEGER,
            saved_at INTEGER NOT NULL,
            shown_at INTEGER,
            PRIMARY KEY (petition_id, update_number, number)
        ) STRICT, WITHOUT ROWID
        """,
        // How far the mails about an update have come: one row an update, not one a person. `text_number` is the text
        // that they carry; `is_restored` says that a backup had it under way.
        """
        CREATE TABLE update_mailing (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            update_number INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('running', 'paused', 'queued')),
            done_through INTEGER NOT NULL,
            last_id INTEGER NOT NULL,
            queued INTEGER NOT NULL,
            began_at INTEGER NOT NULL,
            text_number INTEGER NOT NULL,
            is_restored INTEGER NOT NULL,
            PRIMARY KEY (petition_id, update_number)
        ) STRICT, WITHOUT ROWID
        """,
        // The sentences that consents name by their hashes, word for word (P-04).
        """
        CREATE TABLE consent_wording (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            language TEXT NOT NULL,
            sentence TEXT NOT NULL,
            PRIMARY KEY (petition_id, hash)
        ) STRICT, WITHOUT ROWID
        """,
        // Which update a mail is about; NULL for every other mail.
        "ALTER TABLE outbox ADD COLUMN update_number INTEGER",
        """
        CREATE INDEX outbox_update ON outbox(petition_id, update_number, state) WHERE update_number IS NOT NULL
        """,
    ]
}
