package import UndersignedCore
package import UndersignedDatabase

/// A counted signature as a search sees it: sealed.
package struct SearchedSignature: Sendable {
    package let id: Int64
    /// To the minute, or to the day where the petition publishes daily.
    package let decidedAt: Moment
    /// Nil once contact data was deleted.
    package let seal: SealedContact?
}

/// A removal by rule, as far as it has come.
package struct Correction: Hashable, Sendable {
    /// Where it stands.
    package enum State: String, Hashable, Sendable {
        /// Its signatures are being written down; nothing was announced.
        case found
        case running, done, cancelled
    }

    package let id: Int64
    package let rule: String
    package let state: State
    package let found: Int
    package let removed: Int
    /// SHA-256 of the note that announced it, 32 bytes.
    package let documentHash: [UInt8]
}

extension Transaction {
    /// Counted signatures after an id, in the order of ids.
    ///
    /// - Parameters:
    ///   - petitionID: The petition.
    ///   - id: The last one seen; 0 to begin.
    ///   - rule: Its source and hours are looked at here.
    ///   - limit: How many at most.
    /// - Returns: As many as there are, up to the limit.
    /// - Throws: A fault of the database.
    package func searchedSignatures(
        of petitionID: Int64,
        after id: Int64,
        fitting rule: CorrectionRule,
        limit: Int
    ) throws -> [SearchedSignature] {
        try rows(
            """
            SELECT g.id, g.decided_at, s.encapsulation_id, e.content AS encapsulation, s.text_version, s.log_number,
                s.content
            FROM signature g
            LEFT JOIN seal s ON s.petition_id = g.petition_id AND s.signature_id = g.id
            LEFT JOIN encapsulation e ON e.petition_id = s.petition_id AND e.id = s.encapsulation_id
            WHERE \(alongIDs: "g.petition_id", dialect) = \(petitionID) AND g.id > \(id)
                AND g.state IN ('counted', 'recorded', 'held')
                AND (\(rule.source) IS NULL OR g.source = \(rule.source))
                AND (\(rule.from?.seconds) IS NULL OR g.decided_at >= \(rule.from?.seconds))
                AND (\(rule.until?.seconds) IS NULL OR g.decided_at < \(rule.until?.seconds))
            ORDER BY g.id LIMIT \(limit)
            """
        ).map(SearchedSignature.init)
    }

    /// Begins to write a correction down; gives its id.
    ///
    /// - Parameters:
    ///   - petitionID: The petition.
    ///   - rule: Its public name.
    ///   - isAgreed: Whether more than one decision stands behind it.
    ///   - now: The moment.
    /// - Returns: Counts from 1 within the petition.
    /// - Throws: A fault of the database.
    package func insertCorrection(
        of petitionID: Int64,
        rule: String,
        isAgreed: Bool,
        at now: Moment
    ) throws -> Int64 {
        let last = try row("SELECT MAX(id) AS id FROM correction WHERE petition_id = \(petitionID)")?
            .optionalInteger("id")
        let id = (last ?? 0) + 1
        try rows(
            """
            INSERT INTO correction (petition_id, id, rule, document_hash, state, found, removed, began_at, is_agreed)
            VALUES (\(petitionID), \(id), \(rule), \([UInt8]()), 'found', 0, 0, \(now.minute.seconds),
                \(isAgreed ? 1 : 0))
            """
        )
        return id
    }

    /// Adds signatures to a correction that has not begun to run.
    package func addCorrectionItems(_ signatureIDs: [Int64], to id: Int64, of petitionID: Int64) throws {
        for signatureID in signatureIDs {
            try rows(
                """
                INSERT INTO correction_item (petition_id, correction_id, signature_id)
                VALUES (\(petitionID), \(id), \(signatureID))
                """
            )
        }
        try rows(
            """
            UPDATE correction SET found = found + \(signatureIDs.count)
            WHERE petition_id = \(petitionID) AND id = \(id)
            """
        )
    }

    /// A correction, or nil.
    package func correction(_ id: Int64, of petitionID: Int64) throws -> Correction? {
        try row("SELECT * FROM correction WHERE petition_id = \(petitionID) AND id = \(id)").map(Correction.init)
    }

    /// What single decisions have taken out, or are about to, since a moment.
    ///
    /// - Parameters:
    ///   - petitionID: The petition.
    ///   - limit: What began earlier is not counted.
    ///   - id: A correction that is left out.
    /// - Returns: How many, and how many of them are out of the count already.
    /// - Throws: A fault of the database.
    package func correctionSlices(
        of petitionID: Int64,
        since limit: Moment,
        besides id: Int64
    ) throws -> CorrectionSlices {
        let found = try rows(
            """
            SELECT * FROM correction WHERE petition_id = \(petitionID) AND began_at >= \(limit.seconds)
                AND is_agreed = 0 AND id <> \(id)
            """
        ).map(Correction.init)
        return found.reduce(into: CorrectionSlices()) { slices, correction in
            let isOver = correction.state == .done || correction.state == .cancelled
            slices.found += isOver ? correction.removed : correction.found
            slices.removed += correction.removed
        }
    }

    /// All corrections of a petition, oldest first.
    package func corrections(of petitionID: Int64) throws -> [Correction] {
        try rows("SELECT * FROM correction WHERE petition_id = \(petitionID) ORDER BY id").map(Correction.init)
    }

    /// A correction that was announced begins to run.
    package func startCorrection(_ id: Int64, announcedBy hash: [UInt8], of petitionID: Int64) throws {
        try rows(
            """
            UPDATE correction SET state = 'running', document_hash = \(hash)
            WHERE petition_id = \(petitionID) AND id = \(id) AND state = 'found'
            """
        )
    }

    /// The next signatures of a running correction.
    package func correctionItems(of id: Int64, in petitionID: Int64, limit: Int) throws -> [Int64] {
        try rows(
            """
            SELECT signature_id FROM correction_item
            WHERE petition_id = \(petitionID) AND correction_id = \(id) ORDER BY signature_id LIMIT \(limit)
            """
        ).map { try $0.integer("signature_id") }
    }

    /// Strikes signatures off a correction, so many of them taken out of the count now.
    package func strikeCorrectionItems(
        _ signatureIDs: [Int64],
        removed: Int,
        of id: Int64,
        in petitionID: Int64
    ) throws {
        for signatureID in signatureIDs {
            try rows(
                """
                DELETE FROM correction_item
                WHERE petition_id = \(petitionID) AND correction_id = \(id) AND signature_id = \(signatureID)
                """
            )
        }
        try rows(
            """
            UPDATE correction SET removed = removed + \(removed) WHERE petition_id = \(petitionID) AND id = \(id)
            """
        )
    }

    /// Ends a correction and forgets what it had not come to.
    package func endCorrection(_ id: Int64, as state: Correction.State, at now: Moment, of petitionID: Int64) throws {
        try rows("DELETE FROM correction_item WHERE petition_id = \(petitionID) AND correction_id = \(id)")
        try rows(
            """
            UPDATE correction SET state = \(state.rawValue), ended_at = \(now.minute.seconds)
            WHERE petition_id = \(petitionID) AND id = \(id)
            """
        )
    }

    /// Forgets a correction that was never announced.
    package func forgetCorrection(_ id: Int64, of petitionID: Int64) throws {
        // One whose announcement committed although its answer was lost keeps its list, and goes on at the next start.
        guard try correction(id, of: petitionID)?.state == .found else { return }
        try rows("DELETE FROM correction_item WHERE petition_id = \(petitionID) AND correction_id = \(id)")
        try rows("DELETE FROM correction WHERE petition_id = \(petitionID) AND id = \(id)")
    }
}

extension SearchedSignature {
    fileprivate init(_ row: QueryRow) throws {
        id = try row.integer("id")
        decidedAt = Moment(seconds: try row.integer("decided_at"))
        guard let content = try row.optionalBlob("content") else {
            seal = nil
            return
        }
        seal = SealedContact(
            recipient: "custody",
            encapsulationID: try row.integer("encapsulation_id"),
            encapsulation: try row.blob("encapsulation"),
            textVersion: Int(try row.integer("text_version")),
            logNumber: Int(try row.integer("log_number")),
            content: content
        )
    }
}

extension Correction {
    fileprivate init(_ row: QueryRow) throws {
        guard let state = State(rawValue: try row.text("state")) else {
            throw DatabaseFailure.unexpectedShape("correction.state")
        }
        self.init(
            id: try row.integer("id"),
            rule: try row.text("rule"),
            state: state,
            found: Int(try row.integer("found")),
            removed: Int(try row.integer("removed")),
            documentHash: try row.blob("document_hash")
        )
    }
}
