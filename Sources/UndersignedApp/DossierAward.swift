import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore

/// An award with a page of its records, all of one moment.
package struct DossierAward: Hashable, Sendable {
    package let award: Dossier.Award
    /// By modification; none behind the last page.
    package let records: [Dossier.Record]
    package let obligation: Dossier.Obligation
    /// What each modification added to what is obligated; none for an award of very many records, or of several currencies.
    package let timeline: [Dossier.Step]
}

extension DossierReading {
    /// Beyond this many records no timeline is drawn.
    package static let mostSteps = 400

    /// An award and its published records; nil where none is published.
    ///
    /// - Parameters:
    ///   - id: Its number.
    ///   - skipped: The records of the pages before.
    ///   - limit: The most records.
    /// - Returns: An award with no records behind its last page.
    /// - Throws: A fault of the database.
    package func award(_ id: Int64, skipping skipped: Int, limit: Int) async throws -> DossierAward? {
        try await site.database.read { transaction in
            guard let found = try transaction.evidenceAward(id), found.recordCount > 0 else { return nil }
            let rows = try transaction.evidenceRecords(ofAward: id, skipping: skipped, limit: limit)
            var names = DossierNames(transaction)
            let award = try Self.award(found, &names)
            return DossierAward(
                award: award,
                records: try Self.records(rows, &names),
                obligation: try Self.obligation(of: award, transaction),
                timeline: try Self.timeline(of: award, transaction)
            )
        }
    }

    private static func timeline(of award: Dossier.Award, _ transaction: any Transaction) throws -> [Dossier.Step] {
        guard award.amounts != nil, award.recordCount <= mostSteps else { return [] }
        var total: Int64 = 0
        return try transaction.evidenceSteps(ofAward: award.id, limit: mostSteps).map { step in
            total += step.cents
            return Dossier.Step(day: step.day, modification: step.modification, cents: step.cents, total: total)
        }
    }

    /// What of an award counts as obligated, and what its publisher states of it as a whole.
    private static func obligation(
        of award: Dossier.Award,
        _ transaction: any Transaction
    ) throws -> Dossier.Obligation {
        let found = try transaction.evidenceObligation(ofAward: award.id)
        return Dossier.Obligation(
            actionCount: award.recordCount - (found.whole == nil ? 0 : 1),
            hasFirstAction: found.hasFirstAction,
            whole: found.whole?.record.amounts.obligated,
            currency: found.whole?.record.amounts.currency ?? award.amounts?.currency ?? .none,
            isWhole: found.whole?.counted.contains(.obligated) ?? false
        )
    }
}
