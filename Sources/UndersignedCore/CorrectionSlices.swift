/// What removals by rule with a single decision behind them took out within a day.
///
/// It is measured together with the next one, so that nobody takes in slices what needs two people (S-16).
package struct CorrectionSlices: Hashable, Sendable {
    package static let span = Moment.Span.hours(24)

    /// How many signatures, those included whose turn has not come yet.
    package var found: Int
    /// How many of them are out of the count.
    package var removed: Int

    package init(found: Int = 0, removed: Int = 0) {
        self.found = found
        self.removed = removed
    }
}
