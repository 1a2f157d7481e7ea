package import UndersignedDatabase

/// The tables.
///
/// Every one but `campaign`, `meta` and those of `SchemaFifth`, `SchemaSixth`, `SchemaNinth` and what follows it that belong to the site leads with `petition_id`, so that a sharded database can distribute by it;
/// times are POSIX seconds.
package enum Schema {
    /// What this program writes and reads.
    package static let version: Int64 = 15

    /// The data was written by a newer program.
    package struct TooNew: Error {
        package let found: Int64
    }

    /// Makes the tables, or brings older ones up to date, in the caller's transaction.
    ///
    /// - Parameters:
    ///   - transaction: A write transaction.
    ///   - last: The version to stop at; an older one only for tests of the way up.
    /// - Throws: `TooNew`, or a fault of the database.
    package static func migrate(_ transaction: any Transaction, upTo last: Int64 = version) throws {
        try transaction.lockSchema()
        try transaction.define(
            "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT"
        )
        let found = try transaction.metaValue("schema") ?? 0
        guard found <= version else { throw TooNew(found: found) }
        guard found < last else { return }
        if found < 1 {
            for statement in petitions + logs + signatures + mails { try transaction.define(statement) }
        }
        if last >= 2, found < 2 {
            for statement in SchemaSecond.statements { try transaction.define(statement) }
            if found == 1 {
                try EventBackfill.run(transaction)
                try transaction.setMetaValue("high_water_awaited", 1)
            }
        }
        let early: [(Int64, [Query])] = [
            (3, SchemaThird.statements), (4, SchemaFourth.statements), (5, SchemaFifth.statements),
        ]
        for (number, statements) in early where last >= number && found < number {
            for statement in statements { try transaction.define(statement) }
        }
        if last >= 6, found < 6 {
            for statement in SchemaSixth.statements { try transaction.define(statement) }
            try transaction.makeSearch()
        }
        let rest: [(Int64, [Query])] = [
            (7, SchemaSeventh.statements), (8, SchemaEighth.statements), (9, SchemaNinth.statements),
            (10, SchemaTenth.statements), (11, SchemaEleventh.statements), (12, SchemaTwelfth.statements),
            (13, SchemaThirteenth.statements), (14, SchemaFourteenth.statements), (15, SchemaFifteenth.statements),
        ]
        for (number, statements) in rest where last >= number && found < number {
            for statement in statements { try transaction.define(statement) }
        }
        // Last: records are settled as the newest tables have them.
        if last >= 11, found < 11 || (last >= 13 && found < 13) { try transaction.fillListings(from: found) }
        try transaction.setMetaValue("schema", last)
    }

    private static let petitions: [Query] = [
        """
        CREATE TABLE campaign (
            id INTEGER PRIMARY KEY,
            slug TEXT NOT NULL UNIQUE,
            content TEXT NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE petition (
            id INTEGER PRIMARY KEY,
            slug TEXT NOT NULL UNIQUE,
            campaign_id INTEGER REFERENCES campaign(id),
            state TEXT NOT NULL CHECK (state IN ('draft', 'open', 'closed')),
            sheet TEXT NOT NULL,
            opens_at INTEGER,
            closes_at INTEGER,
            text_version INTEGER NOT NULL,
            origin TEXT UNIQUE,
            verifier_key TEXT,
            document_hash BLOB
        ) STRICT
        """,
        """
        CREATE TABLE document (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            content BLOB NOT NULL,
            PRIMARY KEY (petition_id, hash)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE text_version (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            version INTEGER NOT NULL,
            hash BLOB NOT NULL,
            PRIMARY KEY (petition_id, version)
        ) STRICT, WITHOUT ROWID
        """,
    ]

    private static let logs: [Query] = [
        """
        CREATE TABLE head (
            petition_id INTEGER PRIMARY KEY REFERENCES petition(id),
            size INTEGER NOT NULL,
            checkpoint TEXT NOT NULL,
            mail INTEGER NOT NULL,
            org INTEGER NOT NULL,
            member INTEGER NOT NULL,
            paper INTEGER NOT NULL,
            removed INTEGER NOT NULL,
            last_mark INTEGER,
            advanced_at INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE entry (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            position INTEGER NOT NULL,
            content BLOB NOT NULL,
            PRIMARY KEY (petition_id, position)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE tile (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            level INTEGER NOT NULL,
            position INTEGER NOT NULL,
            hashes BLOB NOT NULL,
            PRIMARY KEY (petition_id, level, position)
        ) STRICT
        """,
        """
        CREATE TABLE tally (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            hour INTEGER NOT NULL,
            class TEXT NOT NULL,
            added INTEGER NOT NULL,
            removed INTEGER NOT NULL,
            PRIMARY KEY (petition_id, hour, class)
        ) STRICT, WITHOUT ROWID
        """,
    ]

    private static let signatures: [Query] = [
        """
        CREATE TABLE signature (
            id INTEGER PRIMARY KEY,
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            state TEXT NOT NULL,
            tag BLOB,
            token_hash BLOB,
            management_hash BLOB,
            request_key TEXT,
            box BLOB,
            commitment BLOB,
            text_version INTEGER,
            position INTEGER,
            number INTEGER,
            removed_position INTEGER,
            asked_at INTEGER NOT NULL,
            decided_at INTEGER,
            mailed_at TEXT NOT NULL
        ) STRICT
        """,
        // Uniqueness is asked of the database: one row an address (tag), one row a link (token).
        "CREATE UNIQUE INDEX signature_tag ON signature(petition_id, tag)",
        "CREATE UNIQUE INDEX signature_token ON signature(petition_id, token_hash)",
        """
        CREATE UNIQUE INDEX signature_management ON signature(petition_id, management_hash)
            WHERE management_hash IS NOT NULL
        """,
        "CREATE INDEX signature_waiting ON signature(petition_id, state, asked_at) WHERE state IN ('pending', 'recorded')",
        """
        CREATE TABLE encapsulation (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            id INTEGER NOT NULL,
            recipient TEXT NOT NULL,
            content BLOB NOT NULL,
            PRIMARY KEY (petition_id, id)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE seal (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            signature_id INTEGER NOT NULL,
            recipient TEXT NOT NULL,
            encapsulation_id INTEGER NOT NULL,
            text_version INTEGER NOT NULL,
            content BLOB NOT NULL,
            PRIMARY KEY (petition_id, signature_id, recipient)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE public_name (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            day INTEGER NOT NULL,
            shuffle INTEGER NOT NULL,
            signature_id INTEGER NOT NULL,
            name TEXT NOT NULL,
            PRIMARY KEY (petition_id, day, shuffle, signature_id)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX public_name_signature ON public_name(petition_id, signature_id)",
    ]

    private static let mails: [Query] = [
        """
        CREATE TABLE outbox (
            id INTEGER PRIMARY KEY,
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            signature_id INTEGER,
            kind TEXT NOT NULL,
            message_id TEXT NOT NULL,
            key_hour INTEGER NOT NULL,
            sealed BLOB,
            state TEXT NOT NULL,
            attempts INTEGER NOT NULL,
            due_at INTEGER NOT NULL,
            queued_at INTEGER NOT NULL,
            final_at INTEGER,
            reply TEXT
        ) STRICT
        """,
        "CREATE INDEX outbox_due ON outbox(due_at) WHERE state = 'waiting'",
    ]
}
