package import UndersignedCore
package import UndersignedDatabase

/// A held signature, ready for a decision.
package struct HeldSignature: Sendable {
    package let id: Int64
    package let entry: [UInt8]
    package let textVersion: Int
    package let logNumber: Int
    package let source: String?
}

extension Transaction {
    /// The rules that hold signatures to come, oldest first.
    package func holdRules(of petitionID: Int64) throws -> [HoldRule] {
        try rows(
            """
            SELECT id, domain, per_hour, began_at FROM hold_rule
            WHERE petition_id = \(petitionID) AND ended_at IS NULL ORDER BY id
            """
        ).map { row in
            let scope: HoldRule.Scope
            if let domain = try row.optionalText("domain") {
                scope = .domain(domain)
            } else {
                scope = .over(perHour: Int(try row.integer("per_hour")))
            }
            return HoldRule(
                id: try row.integer("id"),
                scope: scope,
                beganAt: Moment(seconds: try row.integer("began_at"))
            )
        }
    }

    /// Begins to hold; a rule that is there already stays the only one of its kind.
    ///
    /// - Returns: Whether it is new.
    package func beginHold(_ scope: HoldRule.Scope, of petitionID: Int64, at now: Moment) throws -> Bool {
        guard try !holdRules(of: petitionID).contains(where: { $0.scope == scope }) else { return false }
        let (domain, perHour): (String?, Int?) =
            switch scope {
            case .domain(let domain): (domain, nil)
            case .over(let perHour): (nil, perHour)
            }
        let last = try row("SELECT MAX(id) AS id FROM hold_rule WHERE petition_id = \(petitionID)")?
            .optionalInteger("id")
        try rows(
            """
            INSERT INTO hold_rule (petition_id, id, domain, per_hour, began_at)
            VALUES (\(petitionID), \((last ?? 0) + 1), \(domain), \(perHour), \(now.minute.seconds))
            """
        )
        return true
    }

    /// Ends a rule; false where none of this number holds.
    package func endHold(_ id: Int64, of petitionID: Int64, at now: Moment) throws -> Bool {
        try row(
            """
            UPDATE hold_rule SET ended_at = \(now.minute.seconds)
            WHERE petition_id = \(petitionID) AND id = \(id) AND ended_at IS NULL RETURNING id
            """
        ) != nil
    }

    /// How many wait for a decision, told exactly up to a limit.
    package func heldCount(of petitionID: Int64, limit: Int) throws -> Int {
        let row = try row(
            """
            SELECT COUNT(*) AS n FROM (
                SELECT id FROM signature WHERE petition_id = \(petitionID) AND state = 'held' LIMIT \(limit)
            ) AS held
            """
        )
        return Int(try row?.integer("n") ?? 0)
    }

    /// Those that have waited longest.
    package func heldSignatures(of petitionID: Int64, limit: Int) throws -> [HeldSignature] {
        try rows(
            """
            SELECT id, commitment, text_version, log_number, source FROM signature
            WHERE petition_id = \(petitionID) AND state = 'held' ORDER BY id LIMIT \(limit)
            """
        ).map { row in
            HeldSignature(
                id: try row.integer("id"),
                entry: try row.blob("commitment"),
                textVersion: Int(try row.integer("text_version")),
                logNumber: Int(try row.integer("log_number")),
                source: try row.optionalText("source")
            )
        }
    }

    /// Counts a held row; false when it is not held any more.
    package func release(_ id: Int64, in petitionID: Int64, as placement: Placement, at now: Moment) throws -> Bool {
        try row(
            """
            UPDATE signature SET state = 'counted', position = \(Int64(placement.position)),
                number = \(placement.number), commitment = NULL, decided_at = \(now.minute.seconds)
            WHERE petition_id = \(petitionID) AND id = \(id) AND state || '' = 'held' RETURNING id
            """
        ) != nil
    }

    /// Gives a held row to the next daily publication; false when it is not held any more.
    package func releaseToday(_ id: Int64, in petitionID: Int64, at now: Moment) throws -> Bool {
        try row(
            """
            UPDATE signature SET state = 'recorded', decided_at = \(now.day.seconds)
            WHERE petition_id = \(petitionID) AND id = \(id) AND state || '' = 'held' RETURNING id
            """
        ) != nil
    }

    /// Lets a held row be confirmed anew, under the text that stands now: its seals are made again then.
    package func askAgain(_ id: Int64, in petitionID: Int64, at now: Moment) throws {
        try rows(
            """
            UPDATE signature SET state = 'pending', commitment = NULL, text_version = NULL, decided_at = NULL,
                asked_at = \(now.minute.seconds)
            WHERE petition_id = \(petitionID) AND id = \(id) AND state || '' = 'held'
            """
        )
        try rows("DELETE FROM seal WHERE petition_id = \(petitionID) AND signature_id = \(id)")
        try endConsents(of: id, in: petitionID)
        try rows("DELETE FROM held_name WHERE petition_id = \(petitionID) AND signature_id = \(id)")
    }

    /// Keeps what a held signature is to be shown with.
    package func saveHeldDisplay(
        _ display: ChosenDisplay,
        of signatureID: Int64,
        shuffle: Int64,
        in petitionID: Int64
    ) throws {
        try execute(
            """
            INSERT INTO held_name (petition_id, signature_id, shuffle, name, comment, extent, rule)
            VALUES (\(petitionID), \(signatureID), \(shuffle), \(display.name), \(display.comment),
                \(display.extent.rawValue), \(display.rule?.rawValue))
            """
        )
    }

    /// Takes what a held signature is to be shown with; nil for nothing.
    package func takeHeldDisplay(
        of signatureID: Int64,
        in petitionID: Int64
    ) throws -> (display: ChosenDisplay, shuffle: Int64)? {
        try row(
            """
            DELETE FROM held_name WHERE petition_id = \(petitionID) AND signature_id = \(signatureID)
            RETURNING name, comment, extent, rule, shuffle
            """
        ).map { row in
            guard let extent = DisplayExtent(rawValue: try row.text("extent")) else {
                throw DatabaseFailure.unexpectedShape("held_name.extent")
            }
            let display = ChosenDisplay(
                name: try row.text("name"),
                comment: try row.optionalText("comment"),
                extent: extent,
                rule: try row.optionalText("rule").flatMap(DisplayHold.init)
            )
            return (display, try row.integer("shuffle"))
        }
    }
}
