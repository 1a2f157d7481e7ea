import UndersignedDatabase

extension SchemaSixth {
    static let writing: [Query] = [
        // The text of a draft that was given to review last, and the one before, by their numbers in `draft_text`.
        """
        CREATE TABLE offered_text (
            petition_id INTEGER PRIMARY KEY REFERENCES petition(id),
            number INTEGER NOT NULL,
            former INTEGER
        ) STRICT
        """,
        // A draft that opens by itself on the day in `petition.opens_at`, while its text has this mark.
        """
        CREATE TABLE scheduled_opening (
            petition_id INTEGER PRIMARY KEY REFERENCES petition(id),
            mark TEXT NOT NULL,
            account_id INTEGER NOT NULL,
            set_at INTEGER NOT NULL
        ) STRICT
        """,
        // A draft that somebody put away.
        """
        CREATE TABLE discarded_draft (
            petition_id INTEGER PRIMARY KEY REFERENCES petition(id),
            account_id INTEGER NOT NULL,
            discarded_at INTEGER NOT NULL
        ) STRICT
        """,
    ]
}
