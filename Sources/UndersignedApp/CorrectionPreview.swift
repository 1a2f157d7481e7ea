package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// What is shown before anything is ordered.
extension Corrections {
    /// What a rule would take away.
    package struct Preview: Hashable, Sendable {
        package let found: Int
        /// The count before.
        package let total: Int
        /// What single decisions took within a day.
        package let slices: CorrectionSlices
        /// How many in which hour, or day where the petition publishes daily; oldest first.
        package let hours: [Hour]
        /// So many could not be looked at, because their contact data does not open.
        package let unreadable: Int

        package init(
            found: Int,
            total: Int,
            slices: CorrectionSlices = CorrectionSlices(),
            hours: [Hour],
            unreadable: Int = 0
        ) {
            (self.found, self.total, self.slices) = (found, total, slices)
            (self.hours, self.unreadable) = (hours, unreadable)
        }

        /// Whether one decision is not enough.
        package var isLarge: Bool {
            !CorrectionApproval.isSmall(found + slices.found, of: total + slices.removed)
        }

        /// How many fit within one hour, or one day.
        package struct Hour: Hashable, Sendable {
            package let hour: Moment
            package let count: Int

            package init(hour: Moment, count: Int) {
                (self.hour, self.count) = (hour, count)
            }
        }
    }

    /// Shows how many signatures a rule finds, and in which hours; changes nothing.
    ///
    /// - Throws: `Refusal`, or a fault.
    package func preview(_ slug: Slug, _ rule: CorrectionRule, progress: Progress) async throws -> Preview {
        guard !rule.isEmpty else { throw Refusal.emptyRule }
        let (petition, total) = try await petition(slug)
        var hours: [Moment: Int] = [:]
        var found = 0
        let unreadable = try await CorrectionSearch(site: site, petition: petition, rule: rule).run {
            await progress($0, total)
        } found: {
            found += $0.count
            for hit in $0 { hours[hit.hour, default: 0] += 1 }
        }
        let sorted = hours.sorted { $0.key < $1.key }.map { Preview.Hour(hour: $0.key, count: $0.value) }
        let since = site.ambient.now() - CorrectionSlices.span
        let slices = try await site.database.read {
            try $0.correctionSlices(of: petition.id, since: since, besides: 0)
        }
        return Preview(found: found, total: total, slices: slices, hours: sorted, unreadable: unreadable)
    }
}
