package import UndersignedCore
package import UndersignedDatabase

/// A scanned sheet of paper as the database knows it.
package struct PaperSheet: Hashable, Sendable {
    /// SHA-256 of the scanned file, 32 bytes; stands in the log.
    package var hash: [UInt8]
    /// How many signatures it holds.
    package var lines: Int
    /// Index of its entry.
    package var position: UInt64
    /// Index of the entry that took it out again.
    package var removedPosition: UInt64?
    package var enteredAt: Moment
    /// The scan, sealed to the custody key; nil where it was not kept, or was deleted.
    package var scan: [UInt8]?

    package init(
        hash: [UInt8],
        lines: Int,
        position: UInt64,
        removedPosition: UInt64?,
        enteredAt: Moment,
        scan: [UInt8]?
    ) {
        self.hash = hash
        self.lines = lines
        self.position = position
        self.removedPosition = removedPosition
        self.enteredAt = enteredAt
        self.scan = scan
    }
}

extension Transaction {
    /// Stores a sheet; its hash must be new.
    package func savePaperSheet(_ sheet: PaperSheet, of petitionID: Int64) throws {
        try rows(
            """
            INSERT INTO paper_sheet (petition_id, hash, lines, position, entered_at, scan)
            VALUES (\(petitionID), \(sheet.hash), \(sheet.lines), \(Int64(sheet.position)),
                \(sheet.enteredAt.minute.seconds), \(sheet.scan))
            """
        )
    }

    /// The sheet of a hash, or nil.
    package func paperSheet(_ hash: [UInt8], of petitionID: Int64) throws -> PaperSheet? {
        try row("SELECT * FROM paper_sheet WHERE petition_id = \(petitionID) AND hash = \(hash)")
            .map(PaperSheet.init)
    }

    /// All sheets of a petition in the order of the log, without their scans.
    package func paperSheets(of petitionID: Int64) throws -> [PaperSheet] {
        try rows(
            """
            SELECT hash, lines, position, removed_position, entered_at, NULL AS scan FROM paper_sheet
            WHERE petition_id = \(petitionID) ORDER BY position
            """
        ).map(PaperSheet.init)
    }

    /// Marks a sheet as taken out, and deletes its scan.
    package func removePaperSheet(_ hash: [UInt8], at position: UInt64, of petitionID: Int64) throws {
        try rows(
            """
            UPDATE paper_sheet SET removed_position = \(Int64(position)), scan = NULL
            WHERE petition_id = \(petitionID) AND hash = \(hash)
            """
        )
    }

    /// Whether a scan is kept whose day of deletion has come.
    package func hasPaperScans(_ scope: ContactScope, of petitionID: Int64) throws -> Bool {
        try row(
            """
            SELECT 1 AS found FROM paper_sheet
            WHERE petition_id = \(petitionID) AND scan IS NOT NULL AND position < \(scope.end) LIMIT 1
            """
        ) != nil
    }

    /// Deletes the scans whose day of deletion has come; gives how many.
    package func deletePaperScans(_ scope: ContactScope, of petitionID: Int64) throws -> Int {
        try rows(
            """
            UPDATE paper_sheet SET scan = NULL
            WHERE petition_id = \(petitionID) AND scan IS NOT NULL AND position < \(scope.end) RETURNING lines
            """
        ).count
    }
}

extension PaperSheet {
    fileprivate init(_ row: QueryRow) throws {
        self.init(
            hash: try row.blob("hash"),
            lines: Int(try row.integer("lines")),
            position: UInt64(try row.integer("position")),
            removedPosition: try row.optionalInteger("removed_position").map(UInt64.init),
            enteredAt: Moment(seconds: try row.integer("entered_at")),
            scan: try row.optionalBlob("scan")
        )
    }
}
