import UndersignedDatabase

/// What the fourteenth version of the tables adds: what people decided about who sells whose products.
enum SchemaFourteenth {
    static let statements: [Query] = [
        // `kind` and `words` say why it was suggested, `record_count` how many records spoke for it then.
        """
        CREATE TABLE evidence_reseller (
            reseller_id INTEGER NOT NULL REFERENCES evidence_supplier(id),
            vendor_id INTEGER NOT NULL REFERENCES evidence_supplier(id),
            is_accepted INTEGER NOT NULL,
            kind TEXT NOT NULL,
            words TEXT NOT NULL,
            record_count INTEGER NOT NULL,
            decided_at INTEGER NOT NULL,
            PRIMARY KEY (reseller_id, vendor_id),
            CHECK (reseller_id <> vendor_id)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX evidence_reseller_vendor ON evidence_reseller(vendor_id)",
    ]
}
