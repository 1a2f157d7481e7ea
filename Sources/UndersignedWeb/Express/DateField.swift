import Synchronization
import UndersignedCore

/// The `Date` of an answer (RFC 9110, 5.6.7), made once a second.
final class DateField: Sendable {
    private let ambient: Ambient
    private let made: Mutex<(moment: Moment, text: String)>

    init(ambient: Ambient) {
        self.ambient = ambient
        let now = ambient.now()
        made = Mutex((now, Self.text(now)))
    }

    var text: String {
        let now = ambient.now()
        return made.withLock { made in
            if made.moment != now { made = (now, Self.text(now)) }
            return made.text
        }
    }

    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// As in `Wed, 20 Jun 2018 14:05:09 GMT`.
    static func text(_ moment: Moment) -> String {
        let date = CalendarDate(moment)
        // 1970-01-01 was a Thursday.
        let weekday = days[Int(((moment.day.seconds / 86_400) % 7 + 7) % 7)]
        let clock = date.secondText.suffix(9).dropLast()
        return "\(weekday), \(date.dayText.suffix(2)) \(months[date.month - 1]) \(date.dayText.prefix(4)) \(clock) GMT"
    }
}
