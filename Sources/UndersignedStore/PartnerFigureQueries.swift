package import UndersignedCore
package import UndersignedDatabase

extension Transaction {
    /// The numbers of one value of a dimension, oldest first.
    ///
    /// - Parameters:
    ///   - dimension: Which figure.
    ///   - value: Of a partner: its short name.
    ///   - petitionID: The petition.
    /// - Returns: A row for each day with news of the value.
    /// - Throws: A fault of the database.
    package func figures(
        _ dimension: FigureDimension,
        for value: String,
        of petitionID: Int64
    ) throws -> [FigureRow] {
        try rows(
            """
            SELECT start, value, added, removed FROM figure
            WHERE petition_id = \(petitionID) AND dimension = \(dimension.rawValue) AND value = \(value)
            ORDER BY start
            """
        ).map(FigureRow.init)
    }
}
