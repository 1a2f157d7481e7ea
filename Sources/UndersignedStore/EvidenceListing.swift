package import UndersignedDatabase
package import UndersignedEvidence

/// A file that was imported.
package struct EvidenceFileRow: Hashable, Sendable {
    package let id: Int64
    /// SHA-256, 32 bytes.
    package let hash: [UInt8]
    package let name: String
    package let kind: EvidenceKind
    /// Seconds since 1970.
    package let importedAt: Int64
    /// What became of its rows, as JSON.
    package let report: String
    /// Whether anyone may see it.
    package let isPublished: Bool
    /// How far it is on its way there; nil once it is there.
    package let work: EvidenceWork?

    /// Whether anyone sees records of it.
    package var isSeen: Bool { isPublished || work != nil }

    init(_ row: QueryRow, _ work: [EvidenceWork] = []) throws {
        guard let kind = EvidenceKind(rawValue: try row.text("kind")) else {
            throw DatabaseFailure.unexpectedShape("kind of an evidence_file")
        }
        id = try row.integer("id")
        hash = try row.blob("hash")
        name = try row.text("name")
        self.kind = kind
        importedAt = try row.integer("imported_at")
        report = try row.text("report")
        isPublished = try row.integer("is_published") == 1
        self.work = work.first { [id] in $0.fileID == id }
    }
}

/// An agency's obligations in one currency, of one class of award.
package struct EvidenceAgencySum: Hashable, Sendable {
    package let agencyID: Int64
    package let buyer: Buyer
    package let sum: EvidenceSum
}

/// Lists and names for pages.
extension Transaction {
    /// All files that are whole, the newest first.
    package func evidenceFiles() throws -> [EvidenceFileRow] {
        let work = try evidenceWork()
        return try rows("SELECT * FROM evidence_file WHERE written_at IS NULL ORDER BY id DESC").map {
            try EvidenceFileRow($0, work)
        }
    }

    /// A page of these.
    ///
    /// - Parameters:
    ///   - last: The last one of the page before; nil for the newest.
    ///   - limit: The most.
    /// - Returns: The newest first.
    /// - Throws: A fault of the database.
    package func evidenceFiles(before last: Int64?, limit: Int) throws -> [EvidenceFileRow] {
        let work = try evidenceWork()
        return try rows(
            """
            SELECT * FROM evidence_file WHERE id < \(last ?? .max) AND written_at IS NULL ORDER BY id DESC LIMIT \(limit)
            """
        ).map { try EvidenceFileRow($0, work) }
    }

    /// Whether anyone may see any of it; a site has few files.
    package func hasPublishedEvidence() throws -> Bool {
        try row("SELECT id FROM evidence_file WHERE is_published = 1 LIMIT 1") != nil
            || row("SELECT file_id FROM evidence_work LIMIT 1") != nil
    }

    /// An organisation's name and what it is known by, as in `UEI ABCDEF123456`; nil where there is none.
    package func evidenceSupplier(_ id: Int64) throws -> (identity: String, name: String)? {
        try row("SELECT identity, name FROM evidence_supplier WHERE id = \(id)").map { row in
            (try row.text("identity"), try row.text("name"))
        }
    }

    /// Who buys, by its number; nil where there is none.
    package func evidenceAgency(_ id: Int64) throws -> Buyer? {
        try row("SELECT agency, sub_agency FROM evidence_agency WHERE id = \(id)").map { try buyer($0) }
    }

    /// What each agency obligated over all years, by name.
    package func evidenceAgencySums() throws -> [EvidenceAgencySum] {
        try rows(
            """
            SELECT g.agency_id, b.agency, b.sub_agency, g.currency, g.class, g.cents, g.record_count,
                CAST(0 AS BIGINT) AS year, 'obligated' AS kind
            FROM (
                SELECT agency_id, currency, class, CAST(SUM(cents) AS BIGINT) AS cents,
                    CAST(SUM(record_count) AS BIGINT) AS record_count
                FROM evidence_figure WHERE supplier_id = 0 AND kind = 'obligated' GROUP BY agency_id, currency, class
            ) g JOIN evidence_agency b ON b.id = g.agency_id
            ORDER BY b.agency, b.sub_agency, g.agency_id, g.currency, g.class
            """
        ).map { row in
            EvidenceAgencySum(
                agencyID: try row.integer("agency_id"),
                buyer: try buyer(row),
                sum: try EvidenceSum(row)
            )
        }
    }

    private func buyer(_ row: QueryRow) throws -> Buyer {
        Buyer(agency: try row.text("agency").nilIfEmpty, subAgency: try row.text("sub_agency").nilIfEmpty)
    }

    /// What each counted obligation of an award added, in the order of time; those without a day first.
    ///
    /// - Parameters:
    ///   - awardID: The award.
    ///   - limit: The most.
    /// - Returns: The day, the modification and the amount.
    /// - Throws: A fault of the database.
    package func evidenceSteps(
        ofAward awardID: Int64,
        limit: Int
    ) throws -> [(day: CalendarDay?, modification: String?, cents: Int64)] {
        try rows(
            """
            SELECT action, day, counted_obligated FROM evidence_record
            WHERE award_id = \(awardID) AND counted_obligated IS NOT NULL
            ORDER BY COALESCE(day, ''), action LIMIT \(limit)
            """
        ).map { row in
            let parts = try row.text("action").split(separator: "\n", omittingEmptySubsequences: false)
            return (
                try row.optionalText("day").flatMap { CalendarDay(text: $0) },
                parts.first.flatMap { String($0).nilIfEmpty },
                try row.integer("counted_obligated")
            )
        }
    }

    /// A supplier by what it is known by, as in `UEI ABCDEF123456`; nil where none is, or where nothing of it is published.
    package func evidenceSupplierID(identity: String) throws -> Int64? {
        guard let id = try row("SELECT id FROM evidence_supplier WHERE identity = \(identity)")?.integer("id"),
            try row("SELECT class FROM evidence_total WHERE supplier_id = \(id) AND agency_id = 0 LIMIT 1") != nil
        else { return nil }
        return id
    }

    /// The awards of an agency that have obligations in one currency, the largest first.
    package func evidenceAwards(ofAgency agencyID: Int64, limit: Int) throws -> [EvidenceAward] {
        try rows(
            """
            SELECT * FROM evidence_award WHERE agency_id = \(agencyID) AND obligated IS NOT NULL
            ORDER BY obligated DESC, id DESC LIMIT \(limit)
            """
        ).map { try EvidenceAward($0) }
    }

    /// The awards with the largest obligations in a currency.
    package func evidenceAwards(in currency: String, limit: Int) throws -> [EvidenceAward] {
        try rows(
            """
            SELECT * FROM evidence_award WHERE currency = \(currency) AND obligated IS NOT NULL
            ORDER BY obligated DESC, id DESC LIMIT \(limit)
            """
        ).map { try EvidenceAward($0) }
    }
}
