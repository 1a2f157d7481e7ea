/// A day of the Gregorian calendar, without a time of day.
package struct CalendarDay: Hashable, Sendable, Comparable {
    package let year: Int16
    package let month: Int8
    package let day: Int8

    /// A day that exists, from the year 1 to 9999; nil for 30 February.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9_999).contains(year), (1...12).contains(month),
            (1...Self.length(of: month, in: year)).contains(day)
        else { return nil }
        self.year = Int16(year)
        self.month = Int8(month)
        self.day = Int8(day)
    }

    package static func < (left: CalendarDay, right: CalendarDay) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    /// The years in which contracts that are published were signed, or will end.
    package static let years = 1_950...2_100

    package var isOfContracts: Bool { Self.years.contains(Int(year)) }

    /// As in `2018-06-20`.
    package var text: String {
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
        }
        return "\(padded(Int(year), 4))-\(padded(Int(month), 2))-\(padded(Int(day), 2))"
    }

    private static func length(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
