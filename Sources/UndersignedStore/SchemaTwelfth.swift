import UndersignedDatabase

/// What the twelfth version of the tables adds: what people decided about suppliers' names.
enum SchemaTwelfth {
    static let statements: [Query] = [
        // The smaller number stands left. `kind` and `words` say why the two were suggested.
        """
        CREATE TABLE evidence_alias (
            left_id INTEGER NOT NULL REFERENCES evidence_supplier(id),
            right_id INTEGER NOT NULL REFERENCES evidence_supplier(id),
            is_accepted INTEGER NOT NULL,
            score INTEGER NOT NULL,
            kind TEXT NOT NULL,
            words TEXT NOT NULL,
            decided_at INTEGER NOT NULL,
            PRIMARY KEY (left_id, right_id),
            CHECK (left_id < right_id)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX evidence_alias_right ON evidence_alias(right_id)",
    ]
}
