import UndersignedDatabase

/// What the thirteenth version of the tables adds: each file's own statements of contract records.
///
/// Before it a later statement took the place of an earlier one; what was replaced then is not there any more.
enum SchemaThirteenth {
    static let statements: [Query] = [
        // Whether it is what anyone sees of its record: of published files' statements, the one that holds.
        "ALTER TABLE evidence_record ADD COLUMN is_shown INTEGER NOT NULL DEFAULT 0",
        """
        UPDATE evidence_record SET is_shown = 1
        WHERE file_id IN (SELECT id FROM evidence_file WHERE is_published = 1)
        """,
        "DROP INDEX evidence_record_key",
        // One row a record and file.
        "CREATE UNIQUE INDEX evidence_record_stated ON evidence_record(award_id, action, file_id)",
        "CREATE UNIQUE INDEX evidence_record_shown ON evidence_record(award_id, action) WHERE is_shown = 1",
        // Which files a page rests on.
        "CREATE INDEX evidence_record_source_supplier ON evidence_record(supplier_id, is_shown, file_id)",
        "CREATE INDEX evidence_record_source_agency ON evidence_record(agency_id, is_shown, file_id)",
        // What states no obligation, and what states one that is in no sum: the lists of the two are apart.
        """
        CREATE INDEX evidence_record_unstated ON evidence_record(year, class, currency, id)
            WHERE counts > 0 AND obligated IS NULL
        """,
        """
        CREATE INDEX evidence_record_unstated_supplier ON evidence_record(supplier_id, year, class, currency, id)
            WHERE counts > 0 AND obligated IS NULL
        """,
        """
        CREATE INDEX evidence_record_unstated_agency ON evidence_record(agency_id, year, class, currency, id)
            WHERE counts > 0 AND obligated IS NULL
        """,
        """
        CREATE INDEX evidence_record_unstated_pair ON evidence_record(supplier_id, agency_id, year, class, currency, id)
            WHERE counts > 0 AND obligated IS NULL
        """,
        """
        CREATE INDEX evidence_record_uncounted ON evidence_record(year, class, currency, id)
            WHERE counts > 0 AND counts % 2 = 0 AND obligated IS NOT NULL
        """,
        """
        CREATE INDEX evidence_record_uncounted_supplier ON evidence_record(supplier_id, year, class, currency, id)
            WHERE counts > 0 AND counts % 2 = 0 AND obligated IS NOT NULL
        """,
        """
        CREATE INDEX evidence_record_uncounted_agency ON evidence_record(agency_id, year, class, currency, id)
            WHERE counts > 0 AND counts % 2 = 0 AND obligated IS NOT NULL
        """,
        """
        CREATE INDEX evidence_record_uncounted_pair ON evidence_record(supplier_id, agency_id, year, class, currency, id)
            WHERE counts > 0 AND counts % 2 = 0 AND obligated IS NOT NULL
        """,
        // When records of a file were last written while it goes in; NULL once it is whole.
        "ALTER TABLE evidence_file ADD COLUMN written_at INTEGER",
    ]
}
