import UndersignedDatabase

extension SchemaSixth {
    /// Comments beside public names, and what moderators look at.
    static let moderation: [Query] = publicComments + cases

    // `public_name` holds what is shown, and nothing else; nil where there is no comment, or it is not shown.
    private static let publicComments: [Query] = [
        "ALTER TABLE public_name ADD COLUMN comment TEXT",
        "CREATE INDEX public_name_comment ON public_name(petition_id, signature_id) WHERE comment IS NOT NULL",
    ]

    private static let cases: [Query] = [
        // A name that was held, reported or decided about: all that its signatory chose to show, and how much of it is
        // shown. No time but the day: moderators need the order alone.
        """
        CREATE TABLE display_case (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            signature_id INTEGER NOT NULL,
            day INTEGER NOT NULL,
            shuffle INTEGER NOT NULL,
            name TEXT NOT NULL,
            comment TEXT,
            extent TEXT NOT NULL,
            is_waiting INTEGER NOT NULL,
            rule TEXT,
            reason TEXT,
            reports INTEGER NOT NULL,
            decided_reports INTEGER NOT NULL DEFAULT 0,
            since INTEGER NOT NULL,
            batch INTEGER NOT NULL,
            tell_at INTEGER,
            is_told INTEGER NOT NULL,
            PRIMARY KEY (petition_id, signature_id)
        ) STRICT, WITHOUT ROWID
        """,
        // By chance within a day and a batch: numbers of signatures rise with the time of asking, which nobody is to see.
        "CREATE INDEX display_case_place ON display_case(petition_id, day, shuffle)",
        "CREATE INDEX display_case_waiting ON display_case(petition_id, since, shuffle) WHERE is_waiting = 1",
        "CREATE INDEX display_case_decided ON display_case(petition_id, batch, shuffle) WHERE batch > 0",
        "CREATE INDEX display_case_telling ON display_case(tell_at) WHERE tell_at IS NOT NULL",
        // Decisions that one person took at once.
        """
        CREATE TABLE display_batch (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            number INTEGER NOT NULL,
            account_id INTEGER NOT NULL,
            act TEXT NOT NULL,
            reason TEXT,
            decided_at INTEGER NOT NULL,
            PRIMARY KEY (petition_id, number)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX display_batch_account ON display_batch(petition_id, account_id, number)",
        // How a case stood before a decision: what taking it back restores.
        """
        CREATE TABLE display_step (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            signature_id INTEGER NOT NULL,
            batch INTEGER NOT NULL,
            was_extent TEXT NOT NULL,
            was_waiting INTEGER NOT NULL,
            was_reason TEXT,
            was_batch INTEGER NOT NULL,
            PRIMARY KEY (petition_id, signature_id, batch)
        ) STRICT, WITHOUT ROWID
        """,
        // What the public says of a name; who said it is nowhere.
        """
        CREATE TABLE name_report (
            petition_id INTEGER NOT NULL REFERENCES petition(id),
            signature_id INTEGER NOT NULL,
            number INTEGER NOT NULL,
            reason TEXT NOT NULL,
            words TEXT,
            PRIMARY KEY (petition_id, signature_id, number)
        ) STRICT, WITHOUT ROWID
        """,
    ]
}
