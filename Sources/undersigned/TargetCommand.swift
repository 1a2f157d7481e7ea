import ArgumentParser
import Foundation
import UndersignedCore

/// `undersigned target list|answer`: where those stand whom a campaign addresses.
struct TargetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "target",
        abstract: "Record what targets answer. Nothing is overwritten: each answer is added to the ones before.",
        subcommands: [List.self, Answer.self]
    )

    /// Prints targets.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List targets: campaign, target, state, since when, name."
        )
        @OptionGroup var options: DataOptions
        @Argument(help: "Of one campaign. Default: all.") var campaign: String?

        func run() async throws {
            try await options.operate(.listTargets(try campaign.map { try slug($0, "campaign") }))
        }
    }

    /// Adds a row to a target's history.
    struct Answer: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record an answer: it enters the log of each opened petition to the target.",
            discussion: """
                undersigned target answer --data ./data libraries council --state declined --date 2026-11-20 \
                --text answer.md --source 2

                Where what was recorded before is wrong, say what with --correction. Both stay on record.
                """
        )

        @OptionGroup var options: DataOptions
        @Argument var campaign: String
        @Argument(help: "Its id, as target list prints it.") var target: String
        @Option(help: "no-answer, evasive, declined, partly-met or met.") var state: String
        @Option(help: "The day of the answer, such as 2026-11-20.") var date: String?
        @Option(help: "A Markdown file: what was answered, in at most 2,000 characters.") var text: String?
        @Option(help: "Its number in the campaign's list of sources.") var source: Int?
        @Option(help: "What was wrong in the last entry, on one line.") var correction: String?

        func run() async throws {
            guard let state = Target.Standing(rawValue: state) else {
                throw stop(2, "--state: use \(Target.Standing.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            let draft = StandingDraft(
                state: state,
                date: date ?? "",
                text: try text.map(words) ?? "",
                source: source,
                correction: correction ?? ""
            )
            let names = (target: try slug(target, "target"), campaign: try slug(campaign, "campaign"))
            try await options.operate(.answer(draft, target: names.target, campaign: names.campaign))
        }

        private func words(_ file: String) throws -> String {
            guard let text = try? String(contentsOfFile: file, encoding: .utf8)  // absent
            else { throw stop(2, "--text: the file \(file) can't be read or is not UTF-8") }
            return text
        }
    }
}

private func slug(_ text: String, _ what: String) throws -> Slug {
    guard let slug = Slug(text) else { throw stop(2, "‘\(text)’ is no \(what)'s name: use 1 to 64 of a-z, 0-9 and -") }
    return slug
}
