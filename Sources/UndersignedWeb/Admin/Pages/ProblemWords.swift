import UndersignedCore

/// What is wrong with what an organiser wrote, in words, by field.
struct ProblemWords {
    private let messages: [String: String]

    init(_ problems: [WritingProblem], _ words: Words) {
        messages = Dictionary(problems.map { ($0.field, Self.message($0, words)) }) { "\($0) · \($1)" }
    }

    subscript(field: String) -> String? { messages[field] }

    private static func message(_ problem: WritingProblem, _ words: Words) -> String {
        let what =
            switch problem.reason {
            case .empty: words.text("error.writing.empty")
            case .tooLong(let limit): words.plural("error.writing.long", limit)
            case .tooLarge(let limit): words.text("error.writing.large", ["limit": words.number(limit)])
            case .characters: words.text("error.writing.characters")
            case .address: words.text("error.writing.address")
            case .mailbox: words.text("error.writing.mailbox")
            case .date: words.text("error.writing.date")
            case .number: words.text("error.writing.number")
            case .parts: words.text("error.writing.parts")
            case .shortName: words.text("error.writing.short-name")
            case .key: words.text("error.writing.key")
            case .keyOfServer: words.text("error.writing.key-of-server")
            case .choice: words.text("error.writing.choice")
            case .taken: words.text("error.writing.taken")
            case .fixed: words.text("error.writing.fixed")
            case .tag: words.text("error.writing.tag")
            case .language: words.text("error.writing.language")
            case .lines(let count): words.plural("error.writing.lines", count)
            case .sharedDomain: words.text("error.writing.shared-domain")
            case .members(let problem): words.members(problem)
            case .claim(let problem): words.claim(problem)
            }
        guard let line = problem.line else { return what }
        return words.text("error.writing.line", ["line": words.number(line), "what": what])
    }
}
