package import UndersignedCore

/// The sentences of one language, with numbers and times as that language writes them.
package struct Words: Sendable {
    package let catalogue: Catalogue

    package init(_ catalogue: Catalogue) {
        self.catalogue = catalogue
    }

    package var language: LanguageTag { catalogue.language }

    package func text(_ key: String, _ values: [String: String] = [:]) -> String {
        catalogue.text(key, values)
    }

    package func plural(_ key: String, _ count: Int, _ values: [String: String] = [:]) -> String {
        catalogue.plural(key, count, values)
    }

    /// A count with the digits and the grouping of the language: `12,345`, `12.345`, `١٢٬٣٤٥`.
    package func number(_ count: Int) -> String {
        NumberText.grouped(count, in: language)
    }

    /// A day: `20 June 2018`.
    package func day(_ moment: Moment) -> String {
        NumberText.dayText(moment, in: language)
    }

    /// The same from `2018-06-20`; what is no such date is shown as it was written.
    package func day(written text: String) -> String {
        CalendarDate(text).map { day($0.moment) } ?? text
    }

    /// A time of day: `14:05 UTC`.
    package func clock(_ moment: Moment) -> String {
        text("time.clock", ["time": CalendarDate(moment).clockText])
    }

    /// A moment to the minute: `20 June 2018 at 14:05 UTC`.
    package func minute(_ moment: Moment) -> String {
        text("time.minute", ["day": day(moment), "time": CalendarDate(moment).clockText])
    }
}
