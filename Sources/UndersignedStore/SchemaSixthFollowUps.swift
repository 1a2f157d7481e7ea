import UndersignedDatabase

extension SchemaSixth {
    // That organisers were asked, so many weeks after a hand-over, whether an answer came.
    static let followUps: [Query] = [
        """
        CREATE TABLE follow_up (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            token_hash BLOB NOT NULL,
            week INTEGER NOT NULL,
            asked_at INTEGER NOT NULL,
            PRIMARY KEY (petition_id, token_hash, week)
        ) STRICT, WITHOUT ROWID
        """,
        // When an organiser made an answer public that came on a private page.
        "ALTER TABLE target_answer ADD COLUMN recorded_at INTEGER",
        "CREATE INDEX trail_campaign ON trail(campaign_id, id)",
    ]
}
