package import UndersignedCore

/// A petition's count over time, for a picture and a table.
package struct SeriesItem: Sendable {
    /// Oldest first; of hours, or of days.
    package var hours: [CountSeries.Hour]
    package var marksDays: Bool
    /// Now, or the day the petition closed.
    package var end: Moment

    package init(hours: [CountSeries.Hour], marksDays: Bool, end: Moment) {
        self.hours = hours
        self.marksDays = marksDays
        self.end = end
    }

    /// At most so many steps in the picture, and rows in the table.
    static let stepLimit = 120
    static let rowLimit = 60

    /// A picture of less than this would say nothing: two days, and ten signatures at one time.
    static let fewestSignatures = 10

    var isTelling: Bool {
        guard let first = hours.first, let last = hours.last else { return false }
        guard max(end, last.start).day > first.start.day else { return false }
        var (total, peak) = (0, 0)
        for hour in hours {
            total += hour.added - hour.removed
            peak = max(peak, total)
        }
        return peak >= Self.fewestSignatures
    }

    var plotted: CountSeries {
        CountSeries(hours, until: end, smallest: marksDays ? .days(1) : .hours(1), limit: Self.stepLimit)
    }

    var tabulated: CountSeries {
        CountSeries(hours, until: end, smallest: .days(1), limit: Self.rowLimit)
    }
}

/// The picture and the table as the template reads them.
struct SeriesView: Sendable {
    let plotHTML: String
    let about: String
    let rows: [Row]
    let stretch: String
    let table: String

    struct Row: Sendable {
        let day: String
        let added: String
        let removed: String
        let total: String
    }

    /// Nil where there is too little to show.
    init?(_ item: SeriesItem, goals: [Int], slug: String, _ words: Words) {
        guard item.isTelling else { return nil }
        let plot = SeriesPlot(item.plotted, until: item.end, goals: goals)
        let series = item.tabulated
        let total = series.steps.last?.total ?? 0
        about = words.plural(
            "series.about",
            total,
            [
                "start": words.day(plot.start), "end": words.day(plot.end), "peak": words.number(plot.peak),
                "total": words.number(total),
            ]
        )
        plotHTML = plot.svg(in: words, title: words.text("series.heading"), text: about)
        rows = series.steps.reversed().map { step in
            Row(
                day: words.day(step.start),
                added: words.number(step.added),
                removed: words.number(step.removed),
                total: words.number(step.total)
            )
        }
        stretch = words.plural("series.stretch", Int(series.unit.seconds / 86_400))
        table = "/petitions/\(slug)/history.csv"
    }
}
