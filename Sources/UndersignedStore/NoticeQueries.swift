package import UndersignedCore
package import UndersignedDatabase

/// How far the mails about a changed text have come.
package struct TextNotice: Hashable, Sendable {
    package var petitionID: Int64
    /// The version that is told about.
    package var version: Int
    /// Rows up to this id have been told, or need not be.
    package var doneThrough: Int64
    /// The newest row when the text changed.
    package var lastID: Int64

    package init(petitionID: Int64, version: Int, doneThrough: Int64, lastID: Int64) {
        self.petitionID = petitionID
        self.version = version
        self.doneThrough = doneThrough
        self.lastID = lastID
    }
}

extension Transaction {
    /// Notes down that everybody who has signed by now is to be told about a version of the text.
    package func beginTextNotice(_ version: Int, of petitionID: Int64) throws {
        try rows(
            """
            INSERT INTO text_notice (petition_id, version, done_through, last_id)
            SELECT \(petitionID), \(version), 0, COALESCE(MAX(id), 0) FROM signature WHERE petition_id = \(petitionID)
            """
        )
    }

    /// Where somebody may still be to be told, the oldest version of a petition first.
    package func openTextNotices() throws -> [TextNotice] {
        try rows(
            """
            SELECT petition_id, version, done_through, last_id FROM text_notice WHERE done_through < last_id
            ORDER BY petition_id, version
            """
        ).map { row in
            TextNotice(
                petitionID: try row.integer("petition_id"),
                version: Int(try row.integer("version")),
                doneThrough: try row.integer("done_through"),
                lastID: try row.integer("last_id")
            )
        }
    }

    /// The next rows to be told: signed under an earlier version, and not taken back.
    ///
    /// - Parameters:
    ///   - notice: Where it stands.
    ///   - limit: How many at most.
    /// - Returns: Ids in ascending order; fewer than `limit` where no more follow.
    /// - Throws: A fault of the database.
    package func signatories(toldBy notice: TextNotice, limit: Int) throws -> [Int64] {
        try rows(
            """
            SELECT id FROM signature
            WHERE \(alongIDs: "petition_id", dialect) = \(notice.petitionID) AND id > \(notice.doneThrough)
                AND id <= \(notice.lastID)
                AND state IN ('counted', 'recorded', 'held') AND text_version < \(notice.version)
                AND undeliverable_at IS NULL
            ORDER BY id LIMIT \(limit)
            """
        ).map { try $0.integer("id") }
    }

    /// Moves a notice on by compare-and-swap; false when somebody else moved it: then nobody may be told.
    package func advance(_ notice: TextNotice, through id: Int64) throws -> Bool {
        try row(
            """
            UPDATE text_notice SET done_through = \(id) WHERE petition_id = \(notice.petitionID)
                AND version = \(notice.version) AND done_through = \(notice.doneThrough) RETURNING version
            """
        ) != nil
    }

    /// Gives a row that still stands a fresh management link; false where it was taken back or told about a newer text.
    ///
    /// Mails to the address are limited because strangers can cause them; this one nobody can, so it is not counted.
    package func setManagementHash(_ hash: [UInt8], of id: Int64, toldBy notice: TextNotice) throws -> Bool {
        try row(
            """
            UPDATE signature SET management_hash = \(hash)
            WHERE petition_id = \(notice.petitionID) AND id = \(id) AND state IN ('counted', 'recorded', 'held')
                AND text_version < \(notice.version) RETURNING id
            """
        ) != nil
    }

    /// How many mails are due and not sent yet, but for updates, which wait for all others.
    package func dueMailCount(at now: Moment) throws -> Int {
        let row = try row(
            """
            SELECT COUNT(*) AS n FROM outbox WHERE state = 'waiting' AND kind <> 'update' AND due_at <= \(now.seconds)
            """
        )
        return Int(try row?.integer("n") ?? 0)
    }
}
