import Testing
import UndersignedCore

/// An invented council, and the day on which it was asked.
enum StandingSamples {
    /// The moment 2018-06-20T12:00:00Z.
    static let noon = Moment(seconds: 1_529_496_000)

    static let source = Source(title: "Minutes", publisher: "The council", date: "2018-06-20", url: nil)

    static func target(
        _ id: String = "council",
        standing: Target.Standing = .noAnswer,
        answer: Target.Answer? = nil
    ) throws -> Target {
        Target(
            id: try #require(Slug(id)),
            name: "The \(id)",
            role: nil,
            organisation: nil,
            standing: standing,
            answer: answer
        )
    }

    /// One who spoke on the day it was asked.
    static func mayor() throws -> Target {
        let answer = Target.Answer(date: "2018-06-20", text: "It is **too early** to say.", source: 1)
        return try target("mayor", standing: .evasive, answer: answer)
    }
}
