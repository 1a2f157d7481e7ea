import UndersignedApp
import UndersignedCore

/// The pictures of a petition's figures.
struct FigurePlots {
    /// Hours that are drawn one by one.
    private static let hourCount = 72
    /// Bars of days, or of some days each.
    private static let dayCount = 90

    let figures: PetitionFigures
    let isDaily: Bool
    let words: Words

    /// In the page's order.
    var all: [FigureView] {
        (isDaily ? [] : [hourly]) + [daily, cumulative, asked].compactMap(\.self)
    }

    /// The last three days, hour by hour.
    private var hourly: FigureView {
        let last = figures.readAt.hour
        let first = last - .hours(Int64(Self.hourCount - 1))
        let found = Dictionary(figures.hours.map { ($0.start, $0) }) { $1 }
        let hours = (0..<Self.hourCount).map { number -> CountSeries.Hour in
            let start = first + .hours(Int64(number))
            return found[start] ?? CountSeries.Hour(start: start, added: 0, removed: 0)
        }
        let about = words.plural(
            "admin.figures.hourly.about",
            hours.reduce(0) { $0 + $1.added },
            [
                "most": words.number(hours.map(\.added).max() ?? 0)
            ]
        )
        return figure(
            "hourly",
            about: about,
            bars: BarPlot(hours.map { [$0.added] }, from: words.day(first), to: words.day(last)),
            rows: hours.reversed().map { row(words.minute($0.start), [$0.added, $0.removed]) },
            columns: ["hour", "added", "removed"]
        )
    }

    /// From the first day to this one.
    private var daily: FigureView {
        let series = CountSeries(figures.hours, until: figures.readAt, smallest: .days(1), limit: Self.dayCount)
        let origin = series.steps.first?.start ?? figures.readAt.day
        let found = Dictionary(series.steps.map { ($0.start, $0) }) { $1 }
        let count = Int((figures.readAt - origin).seconds / series.unit.seconds) + 1
        let bars = (0..<max(1, count)).map { number in
            [found[origin + .seconds(series.unit.seconds * Int64(number))]?.added ?? 0]
        }
        let days = Int(series.unit.seconds / 86_400)
        let about = words.plural(
            "admin.figures.daily.about",
            days,
            [
                "most": words.number(bars.map { $0[0] }.max() ?? 0),
                "first": words.day(origin),
            ]
        )
        return figure(
            "daily",
            about: about,
            bars: BarPlot(bars, from: words.day(origin), to: words.day(figures.readAt)),
            rows: series.steps.reversed().map { row(words.day($0.start), [$0.added, $0.removed, $0.total]) },
            columns: ["day", "added", "removed", "total"]
        )
    }

    /// The count itself; nil where the curve would say nothing.
    private var cumulative: FigureView? {
        let item = SeriesItem(hours: figures.hours, marksDays: isDaily, end: figures.readAt)
        guard item.isTelling else { return nil }
        let plot = SeriesPlot(item.plotted, until: item.end, goals: [])
        let heading = words.text("admin.figures.cumulative")
        let about = words.plural(
            "admin.figures.cumulative.about",
            figures.counts.total,
            [
                "removed": words.number(figures.counts.removed)
            ]
        )
        return FigureView(
            "cumulative",
            heading,
            about: about,
            plot: plot.svg(in: words, id: "cumulative", title: heading, text: about),
            columns: columns(["day", "total"]),
            rows: item.tabulated.steps.reversed().map { row(words.day($0.start), [$0.total]) }
        )
    }

    /// Who asked on a day, and what became of it.
    private var asked: FigureView {
        let days = figures.asked
        let count = days.last.map { Int(($0.day - (days.first?.day ?? $0.day)).seconds / 86_400) + 1 } ?? 0
        let found = Dictionary(days.map { ($0.day, $0) }) { $1 }
        let bars = (0..<count).map { number -> [Int] in
            guard let day = days.first.flatMap({ found[$0.day + .days(Int64(number))] }) else { return [] }
            return [day.confirmed, day.pending, day.lapsed + day.returned]
        }
        let (asked, confirmed) = days.reduce((0, 0)) { ($0.0 + $1.asked, $0.1 + $1.confirmed) }
        let about = words.plural(
            "admin.figures.asked.about",
            asked,
            [
                "confirmed": words.number(confirmed), "share": share(confirmed, of: asked),
                "pending": words.number(figures.pending),
            ]
        )
        return figure(
            "asked",
            about: about,
            bars: BarPlot(
                bars.isEmpty ? [[]] : bars,
                from: words.day(days.first?.day ?? figures.readAt),
                to: words.day(days.last?.day ?? figures.readAt)
            ),
            rows: days.reversed().map { day in
                FigureView.Row(
                    rowHead: words.day(day.day),
                    cells: [day.asked, day.confirmed, day.pending, day.lapsed, day.returned].map(words.number)
                        + [share(day.confirmed, of: day.asked)]
                )
            },
            columns: ["day", "all", "confirmed", "pending", "lapsed", "returned", "conversion"],
            parts: ["confirmed", "pending", "gone"]
        )
    }

    private func figure(
        _ id: String,
        about: String,
        bars: BarPlot,
        rows: [FigureView.Row],
        columns: [String],
        parts: [String] = []
    ) -> FigureView {
        let heading = words.text("admin.figures.\(id)")
        return FigureView(
            id,
            heading,
            about: about,
            plot: bars.svg(in: words, id: id, title: heading, text: about),
            parts: parts.map { words.text("admin.figures.column.\($0)") },
            columns: self.columns(columns),
            rows: rows
        )
    }

    private func columns(_ names: [String]) -> [String] { names.map { words.text("admin.figures.column.\($0)") } }

    private func row(_ head: String, _ numbers: [Int]) -> FigureView.Row {
        FigureView.Row(rowHead: head, cells: numbers.map(words.number))
    }

    private func share(_ part: Int, of whole: Int) -> String {
        words.text("admin.figures.share", ["share": words.number(whole > 0 ? part * 100 / whole : 0)])
    }
}
