import UndersignedDatabase

/// What the tenth version of the tables adds: claims of campaigns, and what they rest on.
///
/// They belong to the site; docs/claims.md says what each table is for.
enum SchemaTenth {
    static let statements: [Query] = [
        // `version` is the one that stands; `name` is that of a campaign file, which brings a claim in once.
        """
        CREATE TABLE claim (
            campaign_id INTEGER NOT NULL REFERENCES campaign(id),
            number INTEGER NOT NULL,
            name TEXT,
            version INTEGER NOT NULL,
            published_at INTEGER,
            withdrawn_at INTEGER,
            withdrawal TEXT,
            PRIMARY KEY (campaign_id, number)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE UNIQUE INDEX claim_name ON claim(campaign_id, name) WHERE name IS NOT NULL",
        """
        CREATE TABLE claim_version (
            campaign_id INTEGER NOT NULL REFERENCES campaign(id),
            claim_number INTEGER NOT NULL,
            number INTEGER NOT NULL,
            content TEXT NOT NULL,
            note TEXT,
            account_id INTEGER,
            saved_at INTEGER NOT NULL,
            shown_at INTEGER,
            PRIMARY KEY (campaign_id, claim_number, number)
        ) STRICT, WITHOUT ROWID
        """,
        // What a claim that stands in public is about: for the pages of those.
        """
        CREATE TABLE claim_link (
            campaign_id INTEGER NOT NULL REFERENCES campaign(id),
            kind TEXT NOT NULL CHECK (kind IN ('target', 'petition')),
            name TEXT NOT NULL,
            claim_number INTEGER NOT NULL,
            PRIMARY KEY (campaign_id, kind, name, claim_number)
        ) STRICT, WITHOUT ROWID
        """,
        // Copies of documents that may be shown; by the claim, so that one that nobody sees gives none away.
        """
        CREATE TABLE claim_copy (
            campaign_id INTEGER NOT NULL REFERENCES campaign(id),
            claim_number INTEGER NOT NULL,
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            kind TEXT NOT NULL,
            content BLOB NOT NULL,
            PRIMARY KEY (campaign_id, claim_number, hash)
        ) STRICT, WITHOUT ROWID
        """,
    ]
}
