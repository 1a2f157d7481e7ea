package import UndersignedCore
package import UndersignedDatabase

/// What a signature's row says about the log.
package struct PlacedSignature: Hashable, Sendable {
    package var id: Int64
    package var state: SignatureState
    package var position: UInt64?
    package var number: Int?
    package var textVersion: Int?
    package var removedPosition: UInt64?
}

extension Transaction {
    /// How many rows of signatures are in each state, and how many of them name a place in the log.
    ///
    /// - Throws: `DatabaseFailure.unexpectedShape` for a state that does not exist.
    package func signatureCounts(of petitionID: Int64) throws -> [SignatureState: (rows: Int, placed: Int)] {
        // One pass: SQLite would sort all rows in memory to group them.
        let row = try row(
            """
            SELECT COUNT(*) AS n,
                COUNT(*) FILTER (WHERE state = 'pending') AS pending,
                COUNT(position) FILTER (WHERE state = 'pending') AS pending_placed,
                COUNT(*) FILTER (WHERE state = 'held') AS held,
                COUNT(position) FILTER (WHERE state = 'held') AS held_placed,
                COUNT(*) FILTER (WHERE state = 'recorded') AS recorded,
                COUNT(position) FILTER (WHERE state = 'recorded') AS recorded_placed,
                COUNT(*) FILTER (WHERE state = 'counted') AS counted,
                COUNT(position) FILTER (WHERE state = 'counted') AS counted_placed,
                COUNT(*) FILTER (WHERE state = 'withdrawn') AS withdrawn,
                COUNT(position) FILTER (WHERE state = 'withdrawn') AS withdrawn_placed,
                COUNT(*) FILTER (WHERE state = 'removed') AS removed,
                COUNT(position) FILTER (WHERE state = 'removed') AS removed_placed,
                COUNT(*) FILTER (WHERE state = 'expired') AS expired,
                COUNT(position) FILTER (WHERE state = 'expired') AS expired_placed,
                COUNT(*) FILTER (WHERE state = 'disowned') AS disowned,
                COUNT(position) FILTER (WHERE state = 'disowned') AS disowned_placed
            FROM signature WHERE petition_id = \(petitionID)
            """
        )
        guard let row else { return [:] }
        var counts: [SignatureState: (rows: Int, placed: Int)] = [:]
        for state in SignatureState.allCases {
            let rows = Int(try row.integer(state.rawValue))
            if rows > 0 { counts[state] = (rows, Int(try row.integer("\(state.rawValue)_placed"))) }
        }
        guard try counts.values.reduce(0, { $0 + $1.rows }) == row.integer("n") else {
            throw DatabaseFailure.unexpectedShape("signature.state")
        }
        return counts
    }

    /// How many were taken back after they had been handed over: their entries still count.
    package func keptCount(of petitionID: Int64) throws -> Int {
        let row = try row(
            """
            SELECT COUNT(*) AS n FROM signature WHERE petition_id = \(petitionID) AND state = 'withdrawn'
                AND position IS NOT NULL AND removed_position IS NULL
            """
        )
        return Int(try row?.integer("n") ?? 0)
    }

    /// The largest id of a petition's signatures; 0 where it has none.
    package func lastSignatureID(of petitionID: Int64) throws -> Int64 {
        try row("SELECT MAX(id) AS last FROM signature WHERE petition_id = \(petitionID)")?
            .optionalInteger("last") ?? 0
    }

    /// The next stretch of ids that begins with a row of the petition.
    ///
    /// Who reads all rows goes from stretch to stretch: the numbers of members' rows are drawn by chance, and millions of
    /// millions lie between two of them.
    ///
    /// - Parameters:
    ///   - ids: Begins within these.
    ///   - count: Of the ids in the stretch; it may end beyond `ids`.
    ///   - petitionID: Whose.
    /// - Returns: Nil where no row is left.
    /// - Throws: A fault of the database.
    package func signatureStretch(
        in ids: ClosedRange<Int64>,
        count: Int64,
        of petitionID: Int64
    ) throws -> ClosedRange<Int64>? {
        try row(
            """
            SELECT id FROM signature
            WHERE \(alongIDs: "petition_id", dialect) = \(petitionID) AND id BETWEEN \(ids.lowerBound) AND \(ids.upperBound)
            ORDER BY id LIMIT 1
            """
        ).map { try $0.integer("id") }.map { $0...($0 + count - 1) }
    }

    /// The rows that were counted once, whatever became of them, in the order of their ids.
    ///
    /// - Parameters:
    ///   - ids: Rows with these.
    ///   - petitionID: Whose.
    /// - Returns: Empty where there are none.
    /// - Throws: A fault of the database, or of a row.
    package func placedSignatures(_ ids: ClosedRange<Int64>, of petitionID: Int64) throws -> [PlacedSignature] {
        try rows(
            """
            SELECT id, state, position, number, text_version, removed_position FROM signature
            WHERE \(alongIDs: "petition_id", dialect) = \(petitionID) AND id BETWEEN \(ids.lowerBound) AND \(ids.upperBound)
                AND (position IS NOT NULL OR removed_position IS NOT NULL OR state = 'counted')
            ORDER BY id
            """
        ).map { row in
            guard let state = SignatureState(rawValue: try row.text("state")) else {
                throw DatabaseFailure.unexpectedShape("signature.state")
            }
            return PlacedSignature(
                id: try row.integer("id"),
                state: state,
                position: try row.optionalInteger("position").flatMap(UInt64.init(exactly:)),
                number: try row.optionalInteger("number").map(Int.init),
                textVersion: try row.optionalInteger("text_version").map(Int.init),
                removedPosition: try row.optionalInteger("removed_position").flatMap(UInt64.init(exactly:))
            )
        }
    }

    /// Whether all times of a petition's tallies are whole hours, as the log's marks are.
    package func talliesAreOfHours(_ petitionID: Int64) throws -> Bool {
        try row("SELECT hour FROM tally WHERE petition_id = \(petitionID) AND hour % 3600 <> 0 LIMIT 1") == nil
    }
}
