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
        // When records of a file were last written while it goes in; NULL once it is whole.
        "ALTER TABLE evidence_file ADD COLUMN written_at INTEGER",
    ]
}
