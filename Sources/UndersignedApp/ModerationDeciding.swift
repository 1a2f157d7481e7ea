package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

extension Moderation {
    /// What became of some decisions.
    package struct Outcome: Hashable, Sendable {
        /// About so many cases it was decided.
        package let count: Int
        /// So many were gone, or somebody else decided about them meanwhile.
        package let skipped: Int
    }

    /// Decides about some cases, all at once; a line of the trail says how many, and names nobody.
    ///
    /// Whoever loses something that was shown, or does not get it shown, is told by mail after `grace`, once for all.
    ///
    /// - Parameters:
    ///   - cases: As the moderator saw them, at most `pageCount`.
    ///   - verdict: The same for all.
    ///   - petition: The petition.
    ///   - accountID: Who decides.
    /// - Returns: How many it was decided about.
    /// - Throws: `DisplayVerdict.Refusal.nothing`, or a fault of the database; then nothing is decided.
    package func decide(
        _ cases: [Seen],
        _ verdict: DisplayVerdict,
        of petition: Petition,
        by accountID: Int64
    ) async throws -> Outcome {
        guard !cases.isEmpty, cases.count <= Self.pageCount else { throw DisplayVerdict.Refusal.nothing }
        let now = site.ambient.now()
        return try await site.database.write { transaction in
            // Two who decide at once do it one after the other.
            _ = try transaction.lockedPetition(id: petition.id)
            let standing = try Set(cases).compactMap { seen in
                try transaction.displayCase(at: seen.place, in: petition.id).flatMap {
                    $0.batch == seen.batch ? $0 : nil
                }
            }
            // A batch that decides nothing would cost the way back from the one before.
            guard !standing.isEmpty else { return Outcome(count: 0, skipped: cases.count) }
            let batch = try transaction.beginDisplayBatch(verdict, by: accountID, in: petition.id, at: now)
            let count = try standing.count { held in
                try transaction.decide(
                    held.signatureID,
                    seen: held.batch,
                    verdict,
                    batch: batch,
                    in: petition.id,
                    tellAt: now + Self.grace
                )
            }
            let what = [verdict.act.rawValue, verdict.reason?.rawValue, String(count)].compactMap(\.self)
            try transaction.addToTrail(
                TrailEvent(.displayDecided, about: petition, by: accountID, at: now, what.joined(separator: " "))
            )
            return Outcome(count: count, skipped: cases.count - count)
        }
    }

    /// Takes the decisions of a batch back, as far as they still stand.
    ///
    /// - Parameters:
    ///   - batch: Its number.
    ///   - place: Of the only case that is meant; nil for all.
    ///   - petition: The petition.
    ///   - accountID: Who takes them back.
    /// - Returns: How many.
    /// - Throws: A fault of the database; then nothing is taken back.
    package func reverse(
        _ batch: Int64,
        of place: PublicNameHandle?,
        in petition: Petition,
        by accountID: Int64
    ) async throws -> Int {
        let now = site.ambient.now()
        return try await site.database.write { transaction in
            let ids: [Int64] =
                if let place {
                    try transaction.displayCase(at: place, in: petition.id).map { [$0.signatureID] } ?? []
                } else {
                    try transaction.cases(ofBatch: batch, in: petition.id, limit: Self.pageCount)
                }
            let count = try ids.count { try transaction.reverse($0, batch: batch, in: petition.id) }
            guard count > 0 else { return 0 }
            try transaction.addToTrail(
                TrailEvent(.displayReversed, about: petition, by: accountID, at: now, String(count))
            )
            return count
        }
    }

    /// Somebody else set the rules meanwhile.
    package struct RulesChanged: Error {
        package let current: PetitionSheet.Display?
    }

    /// What a form of rules showed: it goes with the form, so that nobody overwrites what he or she has not seen.
    package static func mark(of rules: PetitionSheet.Display?) -> String {
        let form = DisplayForm(rules)
        return FormFingerprint.text([form.way, form.words, form.comments])
    }

    /// Sets how names and comments are shown from now on; what is shown or held already stays as it is.
    ///
    /// - Parameters:
    ///   - form: As filled in.
    ///   - mark: Of the rules that the form was filled with.
    ///   - petition: A petition that is no draft: a draft's rules are part of its text.
    ///   - accountID: Who sets them.
    /// - Throws: `WritingProblems`, `RulesChanged`, or a fault of the database.
    package func setRules(
        _ form: DisplayForm,
        over mark: String,
        of petition: Petition,
        by accountID: Int64
    ) async throws {
        let chosen = try form.display()
        let now = site.ambient.now()
        try await site.database.write { transaction in
            // A new version of the text may have come meanwhile.
            guard let current = try transaction.lockedPetition(id: petition.id), current.state != .draft else { return }
            guard Self.mark(of: current.sheet.display) == mark else {
                throw RulesChanged(current: current.sheet.display)
            }
            var display = chosen ?? PetitionSheet.Display()
            // Whoever gave a comment was told then whether it is shown.
            if !current.sheet.showsComments { display.showsComments = false }
            try transaction.setDisplay(display == PetitionSheet.Display() ? nil : display, of: current)
            let what = display.way.rawValue
            try transaction.addToTrail(TrailEvent(.displayRulesSet, about: petition, by: accountID, at: now, what))
        }
    }
}
