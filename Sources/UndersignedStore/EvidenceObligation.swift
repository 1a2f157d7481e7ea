package import UndersignedDatabase
import UndersignedEvidence

/// What is published of an award beside its actions.
package struct EvidenceObligation: Sendable {
    /// The shown statement of the award as a whole; nil where there is none.
    package let whole: EvidenceRow?
    /// Whether the action is there by which an award begins: modification 0.
    package let hasFirstAction: Bool
}

extension Transaction {
    /// What the published statement of an award as a whole says, and whether its first action is there.
    ///
    /// - Parameter awardID: The award.
    /// - Returns: Two lookups, whatever the number of its records.
    /// - Throws: A fault of the database.
    package func evidenceObligation(ofAward awardID: Int64) throws -> EvidenceObligation {
        let whole = try row(
            """
            SELECT r.*, a.identifier FROM evidence_record r JOIN evidence_award a ON a.id = r.award_id
            WHERE r.award_id = \(awardID) AND r.is_shown = 1 AND r.action = ''
            """
        ).map { try EvidenceRow(columns: $0) }
        let actions = try rows(
            """
            SELECT action FROM evidence_record WHERE award_id = \(awardID) AND is_shown = 1
                AND action >= '0' AND action < '1' ORDER BY action LIMIT \(Self.mostFirst)
            """
        )
        return EvidenceObligation(
            whole: whole.flatMap { $0.record.isWholeAward ? $0 : nil },
            hasFirstAction: try actions.contains { row in
                let number = try row.text("action").prefix { $0 != "\n" }
                return !number.isEmpty && number.allSatisfy { $0 == "0" }
            }
        )
    }

    /// `0` comes before `0001` however a database sorts; what stands behind the line break may not.
    private static var mostFirst: Int { 200 }
}
