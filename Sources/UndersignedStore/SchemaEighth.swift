import UndersignedDatabase

/// What the eighth version of the tables adds: who has shown to be a member of an open letter's organisation.
enum SchemaEighth {
    // That a code is out for a mailbox, and that a mailbox has had its token: no address, and no time of either.
    static let statements: [Query] = [
        """
        CREATE TABLE member_code (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            tag BLOB NOT NULL CHECK (length(tag) = 32),
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            tries INTEGER NOT NULL,
            ends_at INTEGER NOT NULL,
            PRIMARY KEY (petition_id, tag)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE member_mailbox (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            tag BLOB NOT NULL CHECK (length(tag) = 32),
            request_hash BLOB NOT NULL CHECK (length(request_hash) = 32),
            PRIMARY KEY (petition_id, tag)
        ) STRICT, WITHOUT ROWID
        """,
        // A code that makes whoever has it a member: of an invitation, or by which a member vouches; from whom is nowhere.
        """
        CREATE TABLE member_voucher (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            request_hash BLOB CHECK (length(request_hash) = 32),
            PRIMARY KEY (petition_id, hash)
        ) STRICT, WITHOUT ROWID
        """,
        // How many tokens of a letter were signed, as known once a day: another issuer says it, or the own rows are counted.
        """
        CREATE TABLE outside_issuer (
            petition_id INTEGER PRIMARY KEY REFERENCES petition(id),
            issued INTEGER NOT NULL,
            asked_on INTEGER NOT NULL
        ) STRICT
        """,
    ]
}
