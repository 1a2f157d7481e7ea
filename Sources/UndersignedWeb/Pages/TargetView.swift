import UndersignedCore

/// A target as the template reads it.
struct TargetView: Sendable {
    let name: String
    let post: String?
    let state: String
    let stateClass: String
    let answered: String?
    let answerHTML: String?
    let source: SourceLink?

    struct SourceLink: Sendable {
        let number: Int
        let label: String
    }

    init(_ target: Target, _ words: Words) {
        name = target.name
        post = target.post
        state = words.text("target.state.\(target.standing.rawValue)")
        stateClass = target.standing.rawValue
        answered = target.answer.map { words.text("target.answered", ["day": words.day(written: $0.date)]) }
        answerHTML = target.answer.map { AnswerMarkup.html($0.text) }
        source = target.answer?.source.map { number in
            SourceLink(number: number, label: words.text("source.reference", ["number": words.number(number)]))
        }
    }
}
