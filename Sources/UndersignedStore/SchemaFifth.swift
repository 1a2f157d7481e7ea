import UndersignedDatabase

/// What the fifth version of the tables adds: the people who run campaigns, the answers of those addressed, and what was
/// handed over.
///
/// The tables of the people are small and belong to the site, so they do not lead with a petition.
enum SchemaFifth {
    static let statements: [Query] = accounts + drafts + standings + deliveries

    private static let drafts: [Query] = [
        // A draft that only those who run its campaign see.
        "ALTER TABLE petition ADD COLUMN is_private INTEGER NOT NULL DEFAULT 0",
        // Every text of a draft that was saved: where two people write at once, both texts stay.
        """
        CREATE TABLE draft_text (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            number INTEGER NOT NULL,
            sheet TEXT NOT NULL,
            account_id INTEGER,
            saved_at INTEGER NOT NULL,
            PRIMARY KEY (petition_id, number)
        ) STRICT, WITHOUT ROWID
        """,
        // A draft that waits for a second pair of eyes.
        """
        CREATE TABLE review (
            petition_id INTEGER PRIMARY KEY REFERENCES petition(id),
            offered_by INTEGER NOT NULL,
            offered_at INTEGER NOT NULL
        ) STRICT
        """,
    ]

    private static let accounts: [Query] = [
        """
        CREATE TABLE account (
            id INTEGER PRIMARY KEY,
            address TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('invited', 'active', 'disabled')),
            passphrase TEXT,
            code_secret BLOB,
            code_step INTEGER NOT NULL,
            made_at INTEGER NOT NULL
        ) STRICT
        """,
        // What an account may do where: campaign 0 is the whole site, partner '' no partner's.
        """
        CREATE TABLE membership (
            account_id INTEGER NOT NULL REFERENCES account(id),
            campaign_id INTEGER NOT NULL,
            role TEXT NOT NULL,
            partner TEXT NOT NULL,
            PRIMARY KEY (account_id, campaign_id, role, partner)
        ) STRICT, WITHOUT ROWID
        """,
        // A used code has no row any more.
        """
        CREATE TABLE recovery_code (
            account_id INTEGER NOT NULL REFERENCES account(id),
            hash BLOB NOT NULL,
            PRIMARY KEY (account_id, hash)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE session (
            hash BLOB NOT NULL PRIMARY KEY,
            account_id INTEGER NOT NULL REFERENCES account(id),
            began_at INTEGER NOT NULL,
            seen_at INTEGER NOT NULL,
            proven_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX session_account ON session(account_id)",
        // One-time addresses: the first set-up of an account, and what is set up anew.
        """
        CREATE TABLE setup (
            hash BLOB NOT NULL PRIMARY KEY,
            account_id INTEGER NOT NULL REFERENCES account(id),
            purpose TEXT NOT NULL,
            ends_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID
        """,
        // Who did what to which object; rows are only ever added.
        """
        CREATE TABLE trail (
            id INTEGER PRIMARY KEY,
            done_at INTEGER NOT NULL,
            account_id INTEGER,
            act TEXT NOT NULL,
            campaign_id INTEGER,
            object TEXT NOT NULL,
            detail TEXT NOT NULL
        ) STRICT
        """,
    ]

    // Where targets stand, row after row; the day of an answer is written as it was said: `2017-11-16`.
    private static let standings: [Query] = [
        """
        CREATE TABLE standing (
            campaign_id INTEGER NOT NULL REFERENCES campaign(id),
            target TEXT NOT NULL,
            number INTEGER NOT NULL,
            since INTEGER NOT NULL,
            state TEXT NOT NULL,
            answered_on TEXT,
            answer TEXT,
            source INTEGER,
            correction TEXT,
            recorded_at INTEGER NOT NULL,
            document BLOB,
            hash BLOB,
            PRIMARY KEY (campaign_id, target, number)
        ) STRICT, WITHOUT ROWID
        """
    ]

    private static let deliveries: [Query] = [
        // A packet for somebody the petition is addressed to, and the hash of the private address that goes with it.
        """
        CREATE TABLE delivery (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            token_hash BLOB NOT NULL CHECK (length(token_hash) = 32),
            packet_hash BLOB NOT NULL,
            target TEXT NOT NULL,
            size INTEGER NOT NULL,
            position INTEGER NOT NULL,
            checkpoint TEXT NOT NULL,
            delivered_at INTEGER NOT NULL,
            acknowledged_at INTEGER,
            PRIMARY KEY (petition_id, token_hash)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE UNIQUE INDEX delivery_packet ON delivery(petition_id, packet_hash)",
        // What the one addressed wrote there, for organisers to publish.
        """
        CREATE TABLE target_answer (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            token_hash BLOB NOT NULL,
            hash BLOB NOT NULL,
            text TEXT NOT NULL,
            name TEXT,
            role TEXT,
            written_at INTEGER NOT NULL,
            PRIMARY KEY (petition_id, token_hash, hash)
        ) STRICT, WITHOUT ROWID
        """,
    ]
}
