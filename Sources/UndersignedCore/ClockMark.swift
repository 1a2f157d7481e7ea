/// The hour or day that the entries after it belong to: the public time series, in the log itself.
package struct ClockMark: Hashable, Sendable {
    /// A log marks hours or days, never both.
    package enum Unit: Hashable, Sendable {
        case hour
        case day
    }

    package let unit: Unit
    /// The first second of the hour or day.
    package let start: Moment

    /// Cuts a moment down to the unit it lies in.
    package init(_ moment: Moment, unit: Unit) {
        self.unit = unit
        start = unit == .hour ? moment.hour : moment.day
    }

    /// As an entry writes it: `2018-06-20T14Z` or `2018-06-20`.
    package var text: String {
        let date = CalendarDate(start)
        return unit == .hour ? date.hourText : date.dayText
    }
}
