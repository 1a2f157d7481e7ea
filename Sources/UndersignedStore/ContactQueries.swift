package import UndersignedCore
package import UndersignedDatabase

/// A signature of a petition with its sealed contact data, for the petition's own export.
package struct SealedSignature: Hashable, Sendable {
    package var id: Int64
    package var state: SignatureState
    /// To the minute, or the day where the petition publishes daily.
    package var decidedAt: Moment?
    /// Nil where it was deleted on time.
    package var seal: SealedContact?
    package var wantsUpdates: Bool
}

extension Transaction {
    /// Confirmed signatures in the order of their ids.
    ///
    /// - Parameters:
    ///   - ids: Rows with these.
    ///   - petitionID: The petition.
    /// - Returns: As many as there are; none where all of them were withdrawn.
    /// - Throws: A fault of the database.
    package func sealedSignatures(_ ids: ClosedRange<Int64>, of petitionID: Int64) throws -> [SealedSignature] {
        try rows(
            """
            SELECT g.id, g.state, g.decided_at, s.encapsulation_id, e.content AS encapsulation, s.text_version,
                s.log_number, s.content, c.signature_id AS updates
            FROM signature g
            LEFT JOIN seal s ON s.petition_id = g.petition_id AND s.signature_id = g.id
            LEFT JOIN encapsulation e ON e.petition_id = s.petition_id AND e.id = s.encapsulation_id
            LEFT JOIN consent c ON c.petition_id = g.petition_id AND c.recipient = 'updates' AND c.signature_id = g.id
            WHERE \(alongIDs: "g.petition_id", dialect) = \(petitionID) AND g.id BETWEEN \(ids.lowerBound) AND \(ids.upperBound)
                AND g.state IN ('counted', 'recorded', 'held')
            ORDER BY g.id
            """
        ).map(SealedSignature.init)
    }

    /// How many of a petition's signatures have sealed contact data.
    package func contactCount(of petitionID: Int64) throws -> Int {
        let row = try row(
            """
            SELECT COUNT(*) AS n FROM signature
            WHERE petition_id = \(petitionID) AND state IN ('counted', 'recorded', 'held')
            """
        )
        return Int(try row?.integer("n") ?? 0)
    }
}

extension SealedSignature {
    fileprivate init(_ row: QueryRow) throws {
        guard let state = SignatureState(rawValue: try row.text("state")) else {
            throw DatabaseFailure.unexpectedShape("signature.state")
        }
        id = try row.integer("id")
        self.state = state
        decidedAt = try row.optionalInteger("decided_at").map(Moment.init(seconds:))
        wantsUpdates = try row.optionalInteger("updates") != nil
        guard let content = try row.optionalBlob("content"), let key = try row.optionalBlob("encapsulation") else {
            seal = nil
            return
        }
        seal = SealedContact(
            recipient: "custody",
            encapsulationID: try row.integer("encapsulation_id"),
            encapsulation: key,
            textVersion: Int(try row.integer("text_version")),
            logNumber: Int(try row.integer("log_number")),
            content: content
        )
    }
}
