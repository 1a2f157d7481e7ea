/// A moment as the proleptic Gregorian calendar writes it, in UTC.
package struct CalendarDate: Hashable, Sendable {
    package var year: Int
    package var month: Int
    package var day: Int
    package var hour: Int
    package var minute: Int
    package var second: Int

    /// Source: Howard Hinnant, "chrono-compatible low-level date algorithms", civil_from_days.
    package init(_ moment: Moment) {
        let days = moment.day.seconds / 86_400
        let rest = Int(moment.seconds - moment.day.seconds)
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        month = Int(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9)
        year = Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0)
        day = Int(dayOfYear - (153 * shiftedMonth + 2) / 5) + 1
        hour = rest / 3_600
        minute = rest / 60 % 60
        second = rest % 60
    }

    /// Reads `2018-06-20`, `2018-06-20T14Z`, `2018-06-20T14:05Z` or `2018-06-20T14:05:09Z`; nil for anything else.
    package init?(_ text: some StringProtocol) {
        let fields = Self.fields(of: Array(text.utf8))
        guard let fields else { return nil }
        (year, month, day, hour, minute, second) = fields
        // A date that does not exist (30 February) comes back as another one.
        guard CalendarDate(moment) == self else { return nil }
    }

    /// Source: the same, days_from_civil.
    package var moment: Moment {
        let shiftedYear = Int64(month <= 2 ? year - 1 : year)
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let shiftedMonth = Int64(month > 2 ? month - 3 : month + 9)
        let dayOfYear = (153 * shiftedMonth + 2) / 5 + Int64(day) - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = era * 146_097 + dayOfEra - 719_468
        return Moment(seconds: days * 86_400 + Int64(hour * 3_600 + minute * 60 + second))
    }

    /// As in `2018-06-20`.
    package var dayText: String { "\(Self.padded(year, 4))-\(Self.padded(month))-\(Self.padded(day))" }

    /// `2018-06-20T14Z`, as a clock mark of the log writes it.
    package var hourText: String { "\(dayText)T\(Self.padded(hour))Z" }

    /// As in `2018-06-20T14:05Z`.
    package var minuteText: String { "\(dayText)T\(clockText)Z" }

    /// As in `2018-06-20T14:05:09Z` (RFC 3339).
    package var secondText: String { "\(dayText)T\(clockText):\(Self.padded(second))Z" }

    /// As in `14:05`.
    package var clockText: String { "\(Self.padded(hour)):\(Self.padded(minute))" }

    private static func padded(_ number: Int, _ width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func fields(of bytes: [UInt8]) -> (Int, Int, Int, Int, Int, Int)? {
        let shape = bytes.map { (0x30...0x39).contains($0) ? UInt8(ascii: "0") : $0 }
        let shapes = ["0000-00-00", "0000-00-00T00Z", "0000-00-00T00:00Z", "0000-00-00T00:00:00Z"]
        guard shapes.contains(where: { Array($0.utf8) == shape }) else { return nil }
        func number(_ start: Int, _ length: Int) -> Int {
            guard bytes.count >= start + length else { return 0 }
            return bytes[start..<start + length].reduce(0) { $0 * 10 + Int($1) - 0x30 }
        }
        return (
            number(0, 4), number(5, 2), number(8, 2), bytes.count > 11 ? number(11, 2) : 0,
            bytes.count > 15 ? number(14, 2) : 0, bytes.count > 18 ? number(17, 2) : 0
        )
    }
}
