package import UndersignedCore
package import UndersignedDatabase

/// One number of organisers' figures.
package struct FigureRow: Hashable, Sendable {
    /// A day; an hour where the figure is by hour.
    package let start: Moment
    /// The start of what is kept without a time.
    package static let allTime = Moment(seconds: 0)
    package let value: String
    package let added: Int
    package let removed: Int

    package init(start: Moment, value: String, added: Int, removed: Int = 0) {
        self.start = start
        self.value = value
        self.added = added
        self.removed = removed
    }
}

extension Transaction {
    /// Adds to a figure.
    package func addFigure(_ dimension: FigureDimension, _ row: FigureRow, of petitionID: Int64) throws {
        try execute(
            """
            INSERT INTO figure (petition_id, dimension, start, value, added, removed)
            VALUES (\(petitionID), \(dimension.rawValue), \(row.start.seconds), \(row.value), \(row.added), \(row.removed))
            ON CONFLICT (petition_id, dimension, start, value) DO UPDATE SET
                added = figure.added + excluded.added, removed = figure.removed + excluded.removed
            """
        )
    }

    /// The numbers of one dimension, oldest first.
    ///
    /// - Parameters:
    ///   - dimension: Which figure.
    ///   - petitionID: The petition.
    ///   - start: From this day or hour on.
    /// - Returns: As many rows as there were days, or hours, with news of a value; none per signature.
    /// - Throws: A fault of the database.
    package func figures(
        _ dimension: FigureDimension,
        of petitionID: Int64,
        from start: Moment = Moment(seconds: .min)
    ) throws -> [FigureRow] {
        try rows(
            """
            SELECT start, value, added, removed FROM figure
            WHERE petition_id = \(petitionID) AND dimension = \(dimension.rawValue) AND start >= \(start.seconds)
            ORDER BY start, value
            """
        ).map(FigureRow.init)
    }

    /// The sum of one dimension by value, over all times.
    package func figureTotals(_ dimension: FigureDimension, of petitionID: Int64) throws -> [String: Int] {
        let found = try rows(
            """
            SELECT value, SUM(added) AS added, SUM(removed) AS removed FROM figure
            WHERE petition_id = \(petitionID) AND dimension = \(dimension.rawValue) GROUP BY value
            """
        )
        return try found.reduce(into: [:]) { totals, row in
            totals[try row.text("value")] = Int(try row.integer("added") - row.integer("removed"))
        }
    }

    /// How many were counted within an hour so far, over all classes.
    package func hourCount(_ hour: Moment, of petitionID: Int64) throws -> Int {
        let row = try row(
            "SELECT SUM(added) AS n FROM tally WHERE petition_id = \(petitionID) AND hour = \(hour.seconds)"
        )
        return Int(try row?.optionalInteger("n") ?? 0)
    }
}

extension FigureRow {
    init(_ row: QueryRow) throws {
        self.init(
            start: Moment(seconds: try row.integer("start")),
            value: try row.text("value"),
            added: Int(try row.integer("added")),
            removed: Int(try row.integer("removed"))
        )
    }
}
