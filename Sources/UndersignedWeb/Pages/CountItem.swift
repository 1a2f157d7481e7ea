package import UndersignedCore

/// The number in the log, and when it was read.
package struct CountItem: Sendable {
    package var count: Int
    package var asOf: Moment

    package init(count: Int, asOf: Moment) {
        self.count = count
        self.asOf = asOf
    }
}

/// A count as the template reads it.
struct CountView: Sendable {
    let number: String
    let label: String
    let asOf: String
    let datetime: String

    init(_ item: CountItem, label key: String = "count.label", _ words: Words) {
        number = words.number(item.count)
        label = words.plural(key, item.count)
        asOf = words.text("count.as-of", ["time": words.clock(item.asOf), "day": words.day(item.asOf)])
        datetime = CalendarDate(item.asOf).minuteText
    }
}
