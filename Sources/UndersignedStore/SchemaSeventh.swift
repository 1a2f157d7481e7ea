import UndersignedDatabase

/// What the seventh version of the tables changes: a partner's record is one row, with all that the partner fetches.
enum SchemaSeventh {
    // It lay in three tables, at three places of each: most of what a confirmation wrote (docs/performance.md). The rows
    // are kept in the order in which they come, as the numbers tell it: a tree of rows this long is split at every partner's end.
    static let statements: [Query] = [
        "DROP INDEX partner_record_signature",
        "ALTER TABLE partner_record RENAME TO partner_record_sixth",
        """
        CREATE TABLE partner_record (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            recipient TEXT NOT NULL,
            number INTEGER NOT NULL,
            signature_id INTEGER NOT NULL,
            is_withdrawn INTEGER NOT NULL DEFAULT 0,
            encapsulation_id INTEGER,
            text_version INTEGER,
            log_number INTEGER,
            content BLOB,
            wording BLOB CHECK (length(wording) = 32),
            given_at INTEGER,
            PRIMARY KEY (petition_id, recipient, number)
        ) STRICT
        """,
        """
        INSERT INTO partner_record
        SELECT r.petition_id, r.recipient, r.number, r.signature_id, r.is_withdrawn, s.encapsulation_id, s.text_version,
            s.log_number, s.content, c.wording, c.given_at
        FROM partner_record_sixth r
        LEFT JOIN (
            seal s JOIN consent c ON c.petition_id = s.petition_id AND c.recipient = s.recipient
                AND c.signature_id = s.signature_id
        ) ON r.is_withdrawn = 0 AND s.petition_id = r.petition_id AND s.signature_id = r.signature_id
            AND s.recipient = r.recipient
        """,
        "DROP TABLE partner_record_sixth",
        "CREATE INDEX partner_record_signature ON partner_record(petition_id, signature_id)",
        "DELETE FROM seal WHERE recipient <> 'custody'",
        // Of a partner without a key there was nothing to fetch, and its consent let it do nothing.
        "DELETE FROM consent WHERE recipient <> 'updates'",
        "DROP INDEX consent_signature",
    ]
}
