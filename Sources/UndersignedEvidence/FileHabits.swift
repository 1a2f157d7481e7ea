/// How one file writes dates and amounts, found from its own values.
///
/// The first date with a number above 12 in it decides the order for the whole file, the first amount that can be read in
/// one way only decides the decimal sign. A value that contradicts this later is a bad row. Where nothing decides within the
/// first ``patience`` rows, dates are read month first and amounts with a decimal point, as the records of the United States
/// are written; between semicolons day first and with a decimal comma.
package struct FileHabits: Sendable {
    /// Rows that wait for a value that decides.
    package static let patience = 2_000

    package private(set) var dateOrder: DateOrder?
    package private(set) var decimalMark: DecimalMark?
    /// The line that decided the order.
    package private(set) var dateLine: Int?
    private var hasPlainDates = false
    private var hasOpenDates = false
    private var hasOpenAmounts = false
    private var wasAssumed = false

    package init() {}

    /// A source that writes dates by ISO 8601 and numbers with a point.
    static let exact: FileHabits = {
        var habits = FileHabits()
        habits.dateOrder = .monthFirst
        habits.decimalMark = .point
        return habits
    }()

    package var isSettled: Bool { (dateOrder != nil || hasPlainDates) && decimalMark != nil }

    static let dates: [RecordField] = [.actionDate, .latestDate, .baseDate, .periodStart, .periodEnd]
    static let amounts: [RecordField] = [.obligation, .totalObligation, .currentValue, .potentialValue]

    mutating func observe(_ fields: RecordFields) {
        for field in Self.dates where dateOrder == nil {
            guard let day = fields[field].flatMap(WrittenDay.init) else { continue }
            if day.isOpen { hasOpenDates = true } else { hasPlainDates = true }
            if let order = day.order { (dateOrder, dateLine) = (order, fields.line) }
        }
        if hasOpenDates, dateOrder == nil { hasPlainDates = false }
        for field in Self.amounts where decimalMark == nil {
            guard let text = fields[field] else { continue }
            decimalMark = WrittenAmount.mark(in: text)
            if decimalMark == nil, text.contains(".") || text.contains(",") { hasOpenAmounts = true }
        }
    }

    mutating func assume(separator: UInt8) {
        let isContinental = separator == UInt8(ascii: ";")
        wasAssumed = true
        if dateOrder == nil { dateOrder = isContinental ? .dayFirst : .monthFirst }
        if decimalMark == nil { decimalMark = isContinental ? .comma : .point }
    }

    /// What was decided about dates and amounts that could be read in two ways, in sentences; none where all was plain.
    package var notes: [String] {
        var notes: [String] = []
        if let dateOrder, let dateLine {
            notes.append("dates are read \(Self.words(dateOrder)), as the date in line \(dateLine) must be")
        } else if hasOpenDates, let dateOrder {
            notes.append("no date shows whether day or month comes first; they are read \(Self.words(dateOrder))")
        }
        if wasAssumed, hasOpenAmounts, let decimalMark {
            notes.append(
                "no amount shows its decimal sign; it is taken to be the \(decimalMark == .point ? "point" : "comma")"
            )
        }
        return notes
    }

    static func words(_ order: DateOrder) -> String { order == .dayFirst ? "day first" : "month first" }
}
