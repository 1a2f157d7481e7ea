import UndersignedApp
import UndersignedCore

/// A figure as the template reads it: a picture, what it shows in a sentence, and the numbers behind it.
struct FigureView: Sendable {
    let figureID: String
    let figureHeading: String
    let plotHTML: String?
    let about: String
    let hasLegend: Bool
    let legend: [LegendItem]
    let columns: [String]
    let rows: [Row]

    /// What a part of the bars stands for.
    struct LegendItem: Sendable {
        let partClass: String
        let partLabel: String
    }

    struct Row: Sendable {
        let rowHead: String
        let cells: [String]
    }

    /// - Parameters:
    ///   - id: No other figure of the page has it.
    ///   - heading: Its name.
    ///   - about: What it shows, also for those who do not see the picture.
    ///   - plot: Nil where there is nothing to draw.
    ///   - parts: What the parts of a bar are, from the foot up; empty where there is one.
    ///   - columns: The heads of the table, that of the rows first.
    ///   - rows: Newest first.
    init(
        _ id: String,
        _ heading: String,
        about: String,
        plot: String?,
        parts: [String] = [],
        columns: [String],
        rows: [Row]
    ) {
        (figureID, figureHeading, self.about) = (id, heading, about)
        plotHTML = rows.isEmpty ? nil : plot
        hasLegend = !parts.isEmpty
        legend = parts.enumerated().map { LegendItem(partClass: "part-\($0 + 1)", partLabel: $1) }
        (self.columns, self.rows) = (columns, rows)
    }
}

/// A breakdown as the template reads it: a table whose rows have bars.
struct PartsView: Sendable {
    let partsID: String
    let partsHeading: String
    let partsNote: String
    let partsColumn: String
    let isEmpty: Bool
    let parts: [Part]

    struct Part: Sendable {
        let partName: String
        let isPlain: Bool
        let partCount: String
        let partShare: String
        /// Of the longest bar, in hundredths.
        let partWidth: Int
    }

    /// - Parameters:
    ///   - id: No other figure of the page has it.
    ///   - words: Of the page; `admin.figures.<id>` names it, `.note` says what is in it, `.column` what a row is.
    ///   - parts: Names as they are shown, with their numbers.
    ///   - isPlain: Whether names are written from left to right in every language.
    ///   - hidesSmall: Whether small numbers are hidden, as in every breakdown that the log does not show.
    init(
        _ id: String,
        _ words: Words,
        _ parts: [PetitionFigures.Part],
        isPlain: Bool = false,
        hidesSmall: Bool = false
    ) {
        partsID = id
        partsHeading = words.text("admin.figures.\(id)")
        partsNote = words.text("admin.figures.\(id).note")
        partsColumn = words.text("admin.figures.\(id).column")
        isEmpty = parts.isEmpty
        let total = max(1, parts.reduce(0) { $0 + $1.count })
        let most = max(1, parts.map(\.count).max() ?? 0)
        let cells = hidesSmall ? SmallCell.hide(parts.map(\.count)) : parts.map { .shown($0.count) }
        self.parts = zip(parts, cells).map { part, cell in
            switch cell {
            case .shown(let count):
                Part(
                    partName: part.name,
                    isPlain: isPlain,
                    partCount: words.number(count),
                    partShare: words.text("admin.figures.share", ["share": words.number(count * 100 / total)]),
                    partWidth: count * 100 / most
                )
            case .below(let bound):
                Part(
                    partName: part.name,
                    isPlain: isPlain,
                    partCount: words.text("admin.figures.below", ["bound": words.number(bound)]),
                    partShare: "",
                    partWidth: 0
                )
            }
        }
    }
}
