import UndersignedDatabase

/// What the eleventh version of the tables adds: totals, counts and indexes by which contract records are listed and filtered.
///
/// docs/evidence-data.md says what each table is for.
enum SchemaEleventh {
    static let statements: [Query] = totals + facets + records

    private static let totals: [Query] = [
        // What a supplier, an agency, the two together, and all there is add up to over all years; 0 stands for all.
        """
        CREATE TABLE evidence_total (
            supplier_id INTEGER NOT NULL,
            agency_id INTEGER NOT NULL,
            currency TEXT NOT NULL,
            class TEXT NOT NULL,
            side TEXT NOT NULL,
            name TEXT NOT NULL,
            award_count INTEGER NOT NULL,
            record_count INTEGER NOT NULL,
            obligated INTEGER NOT NULL,
            obligated_count INTEGER NOT NULL,
            current_value INTEGER NOT NULL,
            current_count INTEGER NOT NULL,
            potential_value INTEGER NOT NULL,
            potential_count INTEGER NOT NULL,
            PRIMARY KEY (supplier_id, agency_id, currency, class)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX evidence_total_name ON evidence_total(side, name, supplier_id, agency_id, currency, class)",
        "CREATE INDEX evidence_total_largest ON evidence_total(side, currency, class, obligated, supplier_id, agency_id)",
        """
        CREATE INDEX evidence_total_supplier
            ON evidence_total(side, supplier_id, currency, class, obligated, agency_id)
        """,
        """
        CREATE INDEX evidence_total_agency ON evidence_total(side, agency_id, currency, class, obligated, supplier_id)
        """,
        "CREATE INDEX evidence_total_empty ON evidence_total(side) WHERE record_count = 0 AND award_count = 0",
    ]

    private static let facets: [Query] = [
        // How many records or awards there are of one year, class, currency and sign; 0 stands for all.
        """
        CREATE TABLE evidence_facet (
            list TEXT NOT NULL,
            supplier_id INTEGER NOT NULL,
            agency_id INTEGER NOT NULL,
            year INTEGER NOT NULL,
            class TEXT NOT NULL,
            currency TEXT NOT NULL,
            sign TEXT NOT NULL,
            row_count INTEGER NOT NULL,
            PRIMARY KEY (list, supplier_id, agency_id, year, class, currency, sign)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX evidence_facet_empty ON evidence_facet(list) WHERE row_count = 0",
    ]

    private static let records: [Query] = [
        // The year of its latest record, and its currency where it has one.
        "ALTER TABLE evidence_award ADD COLUMN year INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE evidence_award ADD COLUMN listed_currency TEXT NOT NULL DEFAULT ''",
        """
        CREATE INDEX evidence_award_listed ON evidence_award(year, class, listed_currency, obligated, id)
            WHERE record_count > 0
        """,
        """
        CREATE INDEX evidence_award_listed_supplier
            ON evidence_award(supplier_id, year, class, listed_currency, obligated, id) WHERE record_count > 0
        """,
        """
        CREATE INDEX evidence_award_listed_agency
            ON evidence_award(agency_id, year, class, listed_currency, obligated, id) WHERE record_count > 0
        """,
        """
        CREATE INDEX evidence_award_listed_pair
            ON evidence_award(supplier_id, agency_id, year, class, listed_currency, obligated, id)
            WHERE record_count > 0
        """,
        // The obligation where it counts.
        "ALTER TABLE evidence_record ADD COLUMN counted_obligated INTEGER",
        "DROP INDEX evidence_record_supplier",
        "DROP INDEX evidence_record_agency",
        """
        CREATE INDEX evidence_record_listed ON evidence_record(year, class, currency, counted_obligated, id)
            WHERE counts > 0
        """,
        """
        CREATE INDEX evidence_record_listed_supplier
            ON evidence_record(supplier_id, year, class, currency, counted_obligated, id) WHERE counts > 0
        """,
        """
        CREATE INDEX evidence_record_listed_agency
            ON evidence_record(agency_id, year, class, currency, counted_obligated, id) WHERE counts > 0
        """,
        """
        CREATE INDEX evidence_record_listed_pair
            ON evidence_record(supplier_id, agency_id, year, class, currency, counted_obligated, id) WHERE counts > 0
        """,
    ]
}

extension Transaction {
    /// Fills what the eleventh and the thirteenth version add, of records that were there before: everything is settled anew.
    ///
    /// - Parameter found: The version that the tables had.
    /// - Throws: A fault of the database.
    func fillListings(from found: Int64) throws {
        if found < 11 { try makeEvidenceSearch() }
        guard try row("SELECT id FROM evidence_award LIMIT 1") != nil else { return }
        try lockEvidence()
        try rows("UPDATE evidence_record SET counts = 0, counted_obligated = NULL WHERE counts > 0")
        for table: Query in [
            "DELETE FROM evidence_figure", "DELETE FROM evidence_total", "DELETE FROM evidence_facet",
        ] { try rows(table) }
        try rows("UPDATE evidence_award SET is_touched = 1, record_count = 0 WHERE record_count > 0")
        var settling = try EvidenceSettling(self)
        try settling.run()
    }
}
