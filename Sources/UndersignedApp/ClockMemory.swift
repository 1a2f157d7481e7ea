package import UndersignedCore
package import UndersignedDatabase
import UndersignedStore

/// What a site knows of the time from before this start.
///
/// A running process tells a jump by the steady clock; one that starts has nothing to compare the calendar with but what
/// is stored: the last moment at which the clock was taken as right, written once an hour.
package struct ClockMemory: Hashable, Sendable {
    /// When the clock was last taken as right; nil on a site without anything dated.
    package let known: Moment?
    /// For how long processes ran since then under a clock that stands far ahead of it.
    package let doubtedSeconds: Int64

    /// - Parameters:
    ///   - known: When the clock was last taken as right.
    ///   - doubtedSeconds: For how long it was doubted since.
    package init(known: Moment?, doubtedSeconds: Int64 = 0) {
        (self.known, self.doubtedSeconds) = (known, doubtedSeconds)
    }

    /// As it is stored; where nothing is, the logs' newest change stands for it.
    ///
    /// - Throws: A fault of the database.
    package init(reading transaction: any Transaction) throws {
        if let stored = try Self.stored(in: transaction) {
            self = stored
        } else {
            let heads = try transaction.petitions().compactMap { try transaction.head($0.id) }
            self.init(known: heads.map { max($0.lastMark ?? $0.advancedAt, $0.advancedAt) }.max())
        }
    }

    static func stored(in transaction: any Transaction) throws -> ClockMemory? {
        guard let known = try transaction.metaValue("clock_known") else { return nil }
        return ClockMemory(
            known: Moment(seconds: known),
            doubtedSeconds: try transaction.metaValue("clock_doubted") ?? 0
        )
    }

    /// Stores it.
    ///
    /// - Throws: A fault of the database.
    package func save(_ transaction: any Transaction) throws {
        guard let known else { return }
        try transaction.setMetaValue("clock_known", known.seconds)
        try transaction.setMetaValue("clock_doubted", doubtedSeconds)
    }

    /// Whether it differs so much from what is stored that it is worth a write.
    func isWorthSaving(over stored: ClockMemory?) -> Bool {
        guard let known, let old = stored?.known else { return known != nil }
        let step = Moment.Span.hours(1)
        let doubted = doubtedSeconds - (stored?.doubtedSeconds ?? 0)
        return known - old >= step || old - known >= step || doubted >= step.seconds || doubted < 0
    }
}
