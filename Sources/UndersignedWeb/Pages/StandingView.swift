import UndersignedCore

/// One row of a target's history as the template reads it.
struct StandingView: Sendable {
    let state: String
    /// Beside the words, never instead of them.
    let stateClass: String
    let answerHTML: String?
    /// When, and after how many days.
    let when: String
    let datetime: String?
    let day: String?
    let source: SourceLink?
    let document: String?
    let correction: String?
    let isCorrected: Bool

    struct SourceLink: Sendable {
        let address: String
        let label: String
    }

    /// - Parameters:
    ///   - index: Of the row.
    ///   - record: The target's.
    ///   - page: The address of the page that lists the campaign's sources; empty on that page itself.
    ///   - now: Until when is waited.
    ///   - words: The language.
    init(_ index: Int, of record: TargetRecord, sourcesOn page: String, now: Moment, _ words: Words) {
        let row = record.rows[index]
        let standing = row.standing
        state = words.text("target.state.\(standing.state.rawValue)")
        stateClass = standing.state.rawValue
        answerHTML = standing.answer.map { AnswerMarkup.html($0.text) }
        when = Self.when(index, record, now, words)
        let date = standing.answer.flatMap { CalendarDate($0.date) } ?? record.asked.map(CalendarDate.init)
        datetime = date?.dayText
        day = date.map { words.day($0.moment) }
        source = standing.answer?.source.map { number in
            let label = words.text("source.reference", ["number": words.number(number)])
            return SourceLink(address: "\(page)#source-\(number)", label: label)
        }
        document = row.petition.flatMap { slug in
            row.hash.map { "/petitions/\(slug)/documents/\(Hexadecimal.encode($0))" }
        }
        correction = standing.correction.map { words.text("record.correction", ["what": $0]) }
        isCorrected = record.isCorrected(index)
    }

    private static func when(_ index: Int, _ record: TargetRecord, _ now: Moment, _ words: Words) -> String {
        let standing = record.rows[index].standing
        if let answer = standing.answer {
            let values = ["day": words.day(written: answer.date)]
            guard let days = record.days(to: standing) else {
                return words.text(record.asked == nil ? "target.answered" : "record.said-before", values)
            }
            return days == 0
                ? words.text("record.answered-at-once", values) : words.plural("record.answered", days, values)
        }
        guard let asked = record.asked else { return words.text("record.unasked") }
        let values = ["day": words.day(asked)]
        // Only the last row waits until today; one before it is over.
        guard index == record.rows.count - 1, let days = record.days(until: now), days > 0 else {
            return words.text("record.asked", values)
        }
        return words.plural("record.waiting", days, values)
    }
}

/// An answer's Markdown, its headings below those of any page that shows it.
enum AnswerMarkup {
    static func html(_ text: String) -> String { Markdown(text, topHeading: 3).html }
}
