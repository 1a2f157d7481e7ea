import UndersignedDatabase

extension SchemaSixth {
    static let partners: [Query] = [
        // What a partner fetches, in the order of its numbers: contact data that is sealed to it (`seal` has the content),
        // or that it was taken back. A number never comes twice, and none below the last one comes later.
        """
        CREATE TABLE partner_record (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            recipient TEXT NOT NULL,
            number INTEGER NOT NULL,
            signature_id INTEGER NOT NULL,
            is_withdrawn INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (petition_id, recipient, number)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX partner_record_signature ON partner_record(petition_id, signature_id)",
        // The secret with which a partner's program fetches them, by its hash; one a partner. It belongs to a campaign.
        """
        CREATE TABLE partner_token (
            campaign_id INTEGER NOT NULL,
            partner TEXT NOT NULL,
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            made_at INTEGER NOT NULL,
            used_on INTEGER,
            PRIMARY KEY (campaign_id, partner)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE UNIQUE INDEX partner_token_hash ON partner_token(hash)",
        // The picture of an organisation as pages show it, under its SHA-256; none of the file that was sent.
        """
        CREATE TABLE partner_logo (
            campaign_id INTEGER NOT NULL,
            partner TEXT NOT NULL,
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            picture BLOB NOT NULL,
            width INTEGER NOT NULL,
            height INTEGER NOT NULL,
            PRIMARY KEY (campaign_id, partner)
        ) STRICT, WITHOUT ROWID
        """,
        // Who is asked to take a role, partner '' no partner's, under the hash of the secret that only the mail has.
        """
        CREATE TABLE invitation (
            hash BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
            campaign_id INTEGER NOT NULL,
            role TEXT NOT NULL,
            partner TEXT NOT NULL,
            address TEXT NOT NULL,
            name TEXT NOT NULL,
            account_id INTEGER NOT NULL,
            sent_at INTEGER NOT NULL,
            ends_at INTEGER NOT NULL,
            is_withdrawn INTEGER NOT NULL DEFAULT 0,
            UNIQUE (campaign_id, role, partner, address)
        ) STRICT, WITHOUT ROWID
        """,
    ]
}
