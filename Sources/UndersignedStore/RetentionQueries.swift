package import UndersignedCore
package import UndersignedDatabase

/// Of which signatures of a petition the day of deletion has come.
package enum ContactScope: Hashable, Sendable {
    /// Of all: so many months have passed since it closed.
    case everything
    /// Of those in the first so many entries of its log: they were handed over so long ago.
    case delivered(UInt64)

    /// The smallest position in the log that is not concerned.
    var end: Int64 {
        switch self {
        case .everything: .max
        case .delivered(let size): Int64(size)
        }
    }

    /// What a signature without a place in the log is taken for.
    fileprivate var unplaced: Int64 { self == .everything ? 0 : .max }
}

/// Contact data whose day has come. What somebody agreed to be written to with stays until the consent is taken back:
/// `custody` with a consent to `updates`, a partner's with a consent to that partner.
extension Transaction {
    /// How many entries of each petition's log were handed over before a moment; no row for a petition with none.
    package func sizesDelivered(before limit: Moment) throws -> [Int64: UInt64] {
        let rows = try rows(
            """
            SELECT petition_id, MAX(size) AS size FROM delivery WHERE delivered_at <= \(limit.seconds)
            GROUP BY petition_id
            """
        )
        return try rows.reduce(into: [:]) { sizes, row in
            sizes[try row.integer("petition_id")] = UInt64(try row.integer("size"))
        }
    }

    /// Signatures that still have contact data to delete, by the index of what is sealed.
    ///
    /// - Parameters:
    ///   - scope: Whose day has come.
    ///   - petitionID: The petition.
    ///   - id: Only rows behind this one.
    ///   - limit: How many at most.
    /// - Returns: Ids in ascending order; none when nothing is left.
    /// - Throws: A fault of the database.
    package func dueContacts(
        _ scope: ContactScope,
        of petitionID: Int64,
        after id: Int64 = 0,
        limit: Int
    ) throws -> [Int64] {
        try rows(
            """
            SELECT s.signature_id FROM seal s
            JOIN signature g ON g.id = s.signature_id AND g.petition_id = s.petition_id
            LEFT JOIN consent c ON c.petition_id = s.petition_id AND c.recipient = 'updates'
                AND c.signature_id = s.signature_id
            WHERE s.petition_id = \(petitionID) AND s.signature_id > \(id)
                AND COALESCE(g.position, \(scope.unplaced)) < \(scope.end)
                AND (g.box IS NOT NULL OR c.signature_id IS NULL)
            ORDER BY s.signature_id LIMIT \(limit)
            """
        ).map { try $0.integer("signature_id") }
    }

    /// Deletes contact data of signatures: the box, and what is sealed to somebody whom no consent lets write.
    ///
    /// - Parameters:
    ///   - ids: From the first to the last of those that `dueContacts` found; a long write would keep others waiting.
    ///   - scope: Whose day has come.
    ///   - petitionID: The petition.
    /// - Throws: A fault of the database.
    package func deleteContacts(_ ids: ClosedRange<Int64>, _ scope: ContactScope, of petitionID: Int64) throws {
        try rows(
            """
            UPDATE signature SET box = NULL, request_key = NULL
            WHERE \(alongIDs: "petition_id", dialect) = \(petitionID) AND id BETWEEN \(ids.lowerBound) AND \(ids.upperBound)
                AND box IS NOT NULL AND COALESCE(position, \(scope.unplaced)) < \(scope.end)
            """
        )
        try rows(
            """
            DELETE FROM seal WHERE petition_id = \(petitionID)
                AND signature_id BETWEEN \(ids.lowerBound) AND \(ids.upperBound)
                AND EXISTS (
                    SELECT 1 FROM signature g WHERE g.id = seal.signature_id AND g.petition_id = seal.petition_id
                        AND COALESCE(g.position, \(scope.unplaced)) < \(scope.end)
                ) AND NOT EXISTS (
                    SELECT 1 FROM consent c
                    WHERE c.petition_id = seal.petition_id AND c.recipient = 'updates'
                        AND c.signature_id = seal.signature_id
                )
            """
        )
    }

    /// What is sealed of signatures whose day has come: of those who get updates, once the others' is deleted.
    ///
    /// - Parameters:
    ///   - scope: Whose day has come.
    ///   - petitionID: The petition.
    ///   - id: Only rows behind this one.
    ///   - limit: How many at most.
    /// - Returns: In ascending order of signatures; none when nothing is left.
    /// - Throws: A fault of the database.
    package func keptSeals(
        _ scope: ContactScope,
        of petitionID: Int64,
        after id: Int64,
        limit: Int
    ) throws -> [(signatureID: Int64, seal: SealedContact)] {
        try rows(
            """
            SELECT s.signature_id, e.recipient, s.encapsulation_id, e.content AS encapsulation, s.text_version,
                s.log_number, s.content
            FROM seal s JOIN encapsulation e ON e.petition_id = s.petition_id AND e.id = s.encapsulation_id
            JOIN signature g ON g.id = s.signature_id AND g.petition_id = s.petition_id
            WHERE s.petition_id = \(petitionID) AND s.signature_id > \(id)
                AND COALESCE(g.position, \(scope.unplaced)) < \(scope.end)
            ORDER BY s.signature_id LIMIT \(limit)
            """
        ).map { row in
            let (content, encapsulation) = (try row.blob("content"), try row.blob("encapsulation"))
            return (
                try row.integer("signature_id"),
                try SealedContact(row, content: content, encapsulation: encapsulation)
            )
        }
    }

    /// Deletes the address that was kept for updates alone: the answers have gone on time before.
    func deleteContactKeptForUpdates(_ signatureID: Int64, in petitionID: Int64) throws {
        try rows(
            """
            DELETE FROM seal WHERE petition_id = \(petitionID) AND signature_id = \(signatureID)
                AND EXISTS (
                    SELECT 1 FROM signature g WHERE g.petition_id = \(petitionID) AND g.id = \(signatureID)
                        AND g.box IS NULL
                )
            """
        )
    }

    /// When the first packet was handed over that reaches over a position of the log; nil where none does.
    package func deliveredAt(position: UInt64, of petitionID: Int64) throws -> Moment? {
        try row(
            """
            SELECT MIN(delivered_at) AS at FROM delivery
            WHERE petition_id = \(petitionID) AND size > \(Int64(position))
            """
        )?.optionalInteger("at").map(Moment.init(seconds:))
    }
}
