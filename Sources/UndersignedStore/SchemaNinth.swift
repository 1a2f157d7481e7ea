import UndersignedDatabase

/// What the ninth version of the tables adds: public contract records, and what they add up to.
///
/// They belong to the site. Amounts are hundredths of the currency's unit; docs/evidence-data.md says what each table is for.
enum SchemaNinth {
    static let statements: [Query] = names + records

    private static let names: [Query] = [
        """
        CREATE TABLE evidence_file (
            id INTEGER PRIMARY KEY,
            hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
            name TEXT NOT NULL,
            kind TEXT NOT NULL,
            imported_at INTEGER NOT NULL,
            report TEXT NOT NULL,
            is_published INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE evidence_supplier (
            id INTEGER PRIMARY KEY,
            identity TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE evidence_agency (
            id INTEGER PRIMARY KEY,
            agency TEXT NOT NULL,
            sub_agency TEXT NOT NULL
        ) STRICT
        """,
        "CREATE UNIQUE INDEX evidence_agency_names ON evidence_agency(agency, sub_agency)",
        // With what its records in published files add up to; no sums where they are in several currencies.
        """
        CREATE TABLE evidence_award (
            id INTEGER PRIMARY KEY,
            identifier TEXT NOT NULL UNIQUE,
            class TEXT NOT NULL,
            supplier_id INTEGER REFERENCES evidence_supplier(id),
            agency_id INTEGER NOT NULL REFERENCES evidence_agency(id),
            currency TEXT,
            obligated INTEGER,
            current_value INTEGER,
            potential_value INTEGER,
            record_count INTEGER NOT NULL,
            is_touched INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE INDEX evidence_award_supplier ON evidence_award(supplier_id, obligated, id)",
        "CREATE INDEX evidence_award_agency ON evidence_award(agency_id, obligated, id)",
        "CREATE INDEX evidence_award_currency ON evidence_award(currency, obligated, id)",
        // Awards of which a record was changed by what is under way.
        "CREATE INDEX evidence_award_touched ON evidence_award(id) WHERE is_touched = 1",
    ]

    private static let records: [Query] = [
        // What a record adds to sums is in `counts`: 1 for obligations, 2 for the current value, 4 for the potential one.
        """
        CREATE TABLE evidence_record (
            id INTEGER PRIMARY KEY,
            award_id INTEGER NOT NULL REFERENCES evidence_award(id),
            action TEXT NOT NULL,
            source TEXT NOT NULL,
            class TEXT NOT NULL,
            supplier_id INTEGER REFERENCES evidence_supplier(id),
            agency_id INTEGER NOT NULL REFERENCES evidence_agency(id),
            day TEXT,
            year INTEGER NOT NULL,
            currency TEXT NOT NULL,
            obligated INTEGER,
            current_value INTEGER,
            potential_value INTEGER,
            counts INTEGER NOT NULL,
            file_id INTEGER NOT NULL REFERENCES evidence_file(id),
            line INTEGER NOT NULL,
            content TEXT NOT NULL
        ) STRICT
        """,
        // One row a record, by award and modification and never by an amount.
        "CREATE UNIQUE INDEX evidence_record_key ON evidence_record(award_id, action)",
        "CREATE INDEX evidence_record_file ON evidence_record(file_id, award_id)",
        // Those behind the sums.
        "CREATE INDEX evidence_record_supplier ON evidence_record(supplier_id, year, id) WHERE counts > 0",
        "CREATE INDEX evidence_record_agency ON evidence_record(agency_id, year, id) WHERE counts > 0",
        // The sums over all suppliers stand under the number 0.
        """
        CREATE TABLE evidence_figure (
            supplier_id INTEGER NOT NULL,
            agency_id INTEGER NOT NULL,
            year INTEGER NOT NULL,
            currency TEXT NOT NULL,
            class TEXT NOT NULL,
            kind TEXT NOT NULL,
            cents INTEGER NOT NULL,
            record_count INTEGER NOT NULL,
            PRIMARY KEY (supplier_id, agency_id, year, currency, class, kind)
        ) STRICT, WITHOUT ROWID
        """,
    ]
}
