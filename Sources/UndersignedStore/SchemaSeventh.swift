import UndersignedDatabase

/// What the seventh version of the tables changes: how sealed contact data lies.
enum SchemaSeventh {
    static let statements: [Query] = partnerRecords + contacts

    // A partner's record is one row, with all that the partner fetches. It lay in three tables, at three places of each: most of
    // what a confirmation wrote (docs/performance.md). Rows this long lie one behind the other as they come: within a tree
    // of their keys they leave half of its pages empty, and each commit writes them.
    private static let partnerRecords: [Query] = [
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
        // Of a partner without a key there was nothing to fetch, and its consent let it do nothing.
        "DELETE FROM consent WHERE recipient <> 'updates'",
        "DROP INDEX consent_signature",
    ]

    // What is sealed to the petition's own key, and nothing else.
    private static let contacts: [Query] = [
        "ALTER TABLE seal RENAME TO seal_sixth",
        """
        CREATE TABLE seal (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            signature_id INTEGER NOT NULL,
            encapsulation_id INTEGER NOT NULL,
            text_version INTEGER NOT NULL,
            log_number INTEGER NOT NULL DEFAULT 1,
            content BLOB NOT NULL,
            PRIMARY KEY (petition_id, signature_id)
        ) STRICT
        """,
        """
        INSERT INTO seal SELECT petition_id, signature_id, encapsulation_id, text_version, log_number, content
        FROM seal_sixth WHERE recipient = 'custody' ORDER BY petition_id, signature_id
        """,
        "DROP TABLE seal_sixth",
    ]
}
