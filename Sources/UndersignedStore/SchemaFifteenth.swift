import UndersignedDatabase

/// What the fifteenth version of the tables adds: files that are on their way to be seen, or not to be seen any more.
enum SchemaFifteenth {
    static let statements: [Query] = [
        // Awards up to `last_award` are as `is_published` says; a file without a row is so as a whole.
        """
        CREATE TABLE evidence_work (
            file_id INTEGER PRIMARY KEY REFERENCES evidence_file(id),
            last_award INTEGER NOT NULL,
            done_count INTEGER NOT NULL,
            record_count INTEGER NOT NULL
        ) STRICT
        """,
        // Sums of which nothing is left go with the part that leaves them so.
        "CREATE INDEX evidence_figure_empty ON evidence_figure(supplier_id) WHERE record_count = 0",
    ]
}
