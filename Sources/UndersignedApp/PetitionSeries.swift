package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// A petition's count over time and the milestones it passed, as its page shows them.
package struct PetitionSeries: Sendable {
    /// A milestone that was reached, or fell out of reach again.
    package struct Crossing: Hashable, Sendable {
        package let goal: Int
        package let hour: Moment
        package let isReached: Bool

        package init(goal: Int, hour: Moment, isReached: Bool) {
            self.goal = goal
            self.hour = hour
            self.isReached = isReached
        }
    }

    /// Oldest first; of hours, or of days where the petition publishes daily.
    package let hours: [CountSeries.Hour]
    /// Oldest first.
    package let crossings: [Crossing]

    /// The hours up to a newer count: what the series has not read yet was counted, or taken out, just now.
    ///
    /// - Parameter snapshot: The petition at the moment it is shown; an older one changes nothing.
    /// - Returns: Hours whose sum is the snapshot's count.
    package func hours(upTo snapshot: PetitionSnapshot) -> [CountSeries.Hour] {
        var hours = hours
        let counts = snapshot.counts
        let added = counts.total + counts.removed - hours.reduce(0) { $0 + $1.added }
        let removed = counts.removed - hours.reduce(0) { $0 + $1.removed }
        guard added >= 0, removed >= 0, added + removed > 0 else { return hours }
        let isDaily = snapshot.petition.sheet.publication == .daily
        let now = isDaily ? snapshot.readAt.day : snapshot.readAt.hour
        if let last = hours.last, last.start >= now {
            hours[hours.count - 1].added += added
            hours[hours.count - 1].removed += removed
        } else {
            hours.append(CountSeries.Hour(start: now, added: added, removed: removed))
        }
        return hours
    }
}

/// The series of the petitions that people look at; each is read once, and from then on only its last hours.
package final class SeriesBoard: Sendable {
    private let site: Site
    private let series: PacedCache<PetitionSeries>

    /// - Parameters:
    ///   - site: Where petitions are read.
    ///   - pause: Between two readings of one petition.
    package init(site: Site, pause: Duration) {
        self.site = site
        series = PacedCache(pause: pause, limit: 500)
    }

    /// A petition's series, no older than the pause.
    ///
    /// - Throws: A fault of the database.
    package func series(of snapshot: PetitionSnapshot) async throws -> PetitionSeries {
        let petitionID = snapshot.petition.id
        return try await series.value("\(petitionID)", version: "\(snapshot.size)") { [site] old in
            try await site.database.read { transaction in
                // The last hour may have grown; those before it are over.
                let start = old?.hours.last?.start
                let tail = try transaction.hourTotals(of: petitionID, from: start)
                return PetitionSeries(
                    hours: Array(old?.hours.dropLast() ?? []) + tail,
                    crossings: try transaction.crossings(of: petitionID).map {
                        PetitionSeries.Crossing(goal: $0.goal, hour: $0.hour, isReached: $0.isReached)
                    }
                )
            }
        }
    }

    /// All hours or days of a petition by class, oldest first, for the table; not kept.
    ///
    /// - Throws: A fault of the database.
    package func intervals(of petition: Petition) async throws -> [Recount.Interval] {
        let unit: ClockMark.Unit = petition.sheet.publication == .daily ? .day : .hour
        return try await site.database.read { try $0.intervals(of: petition.id, unit: unit) }
    }
}
