/// Which number of `03/04/2018` is the day; one file writes all its dates alike.
package enum DateOrder: Sendable {
    case dayFirst, monthFirst
}

/// A date as a file writes it; a time of day behind it is passed over.
///
/// `2018-06-20`, `2018-06-20 00:00:00`, `2018-06-20T00:00:00Z`, `20/06/2018 0:00`, `6/20/18`, `20.06.2018`, `20180620`.
package struct WrittenDay: Sendable {
    /// Three numbers in the order they are written in.
    private let numbers: (Int, Int, Int)
    private let shape: Shape

    private enum Shape {
        case yearFirst
        /// Between slashes or hyphens: the order is the file's.
        case open
        /// Between dots: the day comes first wherever dates are written so.
        case dotted
    }

    /// - Returns: nil for what has not the form of a date.
    package init?(_ text: String) {
        var numbers: [Int] = []
        var lengths: [Int] = []
        var separator: UInt8?
        var isInNumber = false
        for byte in text.utf8 {
            if (0x30...0x39).contains(byte) {
                if !isInNumber {
                    guard numbers.count < 3 else { return nil }
                    numbers.append(0)
                    lengths.append(0)
                }
                isInNumber = true
                guard lengths[lengths.count - 1] < 8 else { return nil }
                numbers[numbers.count - 1] = numbers[numbers.count - 1] * 10 + Int(byte - 0x30)
                lengths[lengths.count - 1] += 1
            } else {
                // Behind the third number, or eight digits, comes the time of day.
                let isWhole = numbers.count == 3 || lengths == [8]
                if isWhole, isInNumber, [UInt8(ascii: " "), UInt8(ascii: "T"), UInt8(ascii: "+")].contains(byte) {
                    break
                }
                guard isInNumber, "/-.".utf8.contains(byte), separator == nil || separator == byte else { return nil }
                separator = byte
                isInNumber = false
            }
        }
        self.init(numbers, lengths, separator)
    }

    private init?(_ numbers: [Int], _ lengths: [Int], _ separator: UInt8?) {
        if lengths == [8] {
            self.numbers = (numbers[0] / 10_000, numbers[0] / 100 % 100, numbers[0] % 100)
            shape = .yearFirst
            return
        }
        guard numbers.count == 3 else { return nil }
        let century = lengths[2] == 2 && lengths[0] != 4 ? (numbers[2] < 70 ? 2_000 : 1_900) : 0
        self.numbers = (numbers[0], numbers[1], numbers[2] + century)
        if lengths[0] == 4, lengths[1] <= 2, lengths[2] <= 2 {
            shape = .yearFirst
        } else if lengths[0] <= 2, lengths[1] <= 2, lengths[2] == 4 || lengths[2] == 2 {
            shape = separator == UInt8(ascii: ".") ? .dotted : .open
        } else {
            return nil
        }
    }

    /// What this date says about the file's order; nil where it could be either.
    package var order: DateOrder? {
        guard case .open = shape else { return nil }
        if numbers.0 > 12, numbers.1 <= 12 { return .dayFirst }
        return numbers.1 > 12 && numbers.0 <= 12 ? .monthFirst : nil
    }

    /// Whether the file's order matters to it.
    package var isOpen: Bool {
        if case .open = shape { true } else { false }
    }

    /// - Returns: The day; nil where it does not exist in that order.
    package func day(in order: DateOrder) -> CalendarDay? {
        switch shape {
        case .yearFirst: CalendarDay(year: numbers.0, month: numbers.1, day: numbers.2)
        case .dotted: CalendarDay(year: numbers.2, month: numbers.1, day: numbers.0)
        case .open where order == .dayFirst: CalendarDay(year: numbers.2, month: numbers.1, day: numbers.0)
        case .open: CalendarDay(year: numbers.2, month: numbers.0, day: numbers.1)
        }
    }
}
