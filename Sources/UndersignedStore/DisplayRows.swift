import UndersignedCore
import UndersignedDatabase

extension DisplayCase {
    init(_ row: QueryRow) throws {
        guard let extent = DisplayExtent(rawValue: try row.text("extent")) else {
            throw DatabaseFailure.unexpectedShape("display_case.extent")
        }
        self.init(
            signatureID: try row.integer("signature_id"),
            place: PublicNameHandle(
                day: Moment(seconds: try row.integer("day")),
                shuffle: try row.integer("shuffle")
            ),
            name: try row.text("name"),
            comment: try row.optionalText("comment"),
            extent: extent,
            isWaiting: try row.integer("is_waiting") == 1,
            rule: try row.optionalText("rule").flatMap(DisplayHold.init(rawValue:)),
            reason: try row.optionalText("reason").flatMap(DisplayReason.init(rawValue:)),
            reports: Int(try row.integer("reports")),
            since: Moment(seconds: try row.integer("since")),
            batch: try row.integer("batch")
        )
    }
}

extension DisplayBatch {
    init(_ row: QueryRow) throws {
        let reason = try row.optionalText("reason").flatMap(DisplayReason.init(rawValue:))
        guard let act = DisplayVerdict.Act(rawValue: try row.text("act")) else {
            throw DatabaseFailure.unexpectedShape("display_batch.act")
        }
        let verdict: DisplayVerdict
        do throws(DisplayVerdict.Refusal) {
            verdict = try DisplayVerdict(act, because: reason)
        } catch {
            throw DatabaseFailure.unexpectedShape("display_batch.reason")
        }
        self.init(
            number: try row.integer("number"),
            accountID: try row.integer("account_id"),
            verdict: verdict,
            decidedAt: Moment(seconds: try row.integer("decided_at"))
        )
    }
}

extension PublicName {
    /// Nil where the row was damaged.
    init?(reading row: QueryRow) throws {
        do {
            let day = Moment(seconds: try row.integer("day"))
            self.init(
                name: try row.text("name"),
                comment: try row.optionalText("comment"),
                place: PublicNameHandle(day: day, shuffle: try row.integer("shuffle"))
            )
        } catch DatabaseFailure.unexpectedShape {
            return nil
        }
    }
}
