import UndersignedDatabase

/// What the sixth version of the tables adds: consents, and what the coalition does with them.
enum SchemaSixth {
    static let statements: [Query] =
        consents
        + moderation
        + partners
        + updates
        + figures
        + writing
        + followUps

    // What a signatory agreed to beyond signing, and when, to the minute or the day (P-04); the sentence by its hash.
    private static let consents: [Query] = [
        """
        CREATE TABLE consent (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            recipient TEXT NOT NULL,
            signature_id INTEGER NOT NULL,
            wording BLOB NOT NULL CHECK (length(wording) = 32),
            text_version INTEGER NOT NULL,
            given_at INTEGER NOT NULL,
            PRIMARY KEY (petition_id, recipient, signature_id)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX consent_signature ON consent(petition_id, signature_id)",
        // Addresses whose owners want no mail from this site, as keyed codes; no petition and no time goes with them.
        """
        CREATE TABLE suppression (
            code BLOB NOT NULL PRIMARY KEY CHECK (length(code) = 32)
        ) STRICT, WITHOUT ROWID
        """,
    ]
}
