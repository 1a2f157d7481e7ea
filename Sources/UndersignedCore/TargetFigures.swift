/// What public records say of one target over several campaigns: sums and a median, no score and no rank.
package struct TargetFigures: Hashable, Sendable {
    /// In how many campaigns it was asked.
    package let askedCount: Int
    /// Where it stands in how many of them; states that do not occur are left out.
    package let states: [Target.Standing: Int]
    /// In how many it answered, whatever it said.
    package let answeredCount: Int
    /// The lower median of the days to the first answer, so that it is a number of days that some answer took.
    ///
    /// Nil where no answer came after asking.
    package let medianDays: Int?

    /// - Parameter records: One a campaign; those that were not asked are left out.
    package init(_ records: [TargetRecord]) {
        let asked = records.filter { $0.asked != nil }
        askedCount = asked.count
        states = Dictionary(asked.map { ($0.target.standing, 1) }, uniquingKeysWith: +)
        answeredCount = asked.count { $0.target.standing != .noAnswer }
        let days = asked.compactMap(\.daysToFirstAnswer).sorted()
        medianDays = days.isEmpty ? nil : days[(days.count - 1) / 2]
    }
}
