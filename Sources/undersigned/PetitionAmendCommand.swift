import ArgumentParser
import Foundation

extension PetitionCommand {
    /// Publishes the next version of an open petition's text.
    struct Amend: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change the text of an open petition in public.",
            discussion: """
                undersigned petition amend --data ./data save-the-library --text letter.md \
                --translation de=brief.md --reason "The council moved the date." --dry-run

                Signatures given before stay with the version they were given to, and everybody who gave one is told \
                once. A translation is a Markdown file whose first line is its title: # Titel.
                """
        )

        @OptionGroup var options: DataOptions
        @Argument var slug: String
        @Option(help: "One line, for the public: why the text changes.") var reason: String
        @Option(help: "A Markdown file: the letter's body.") var text: String?
        @Option(help: "One line.") var title: String?
        @Option(help: "How the sender's line reads.") var from: String?
        @Option(parsing: .upToNextOption, help: "Whom the letter addresses, all of them.") var to: [String] = []
        @Option(help: "LANGUAGE=FILE.md: a translation of the text as it will be. May be repeated.")
        var translation: [String] = []
        @Option(help: "LANGUAGE: a translation that is given up. May be repeated.") var dropTranslation: [String] = []
        @Option(help: "COUNT=WHAT: a goal that is new, or says something else. May be repeated.")
        var goal: [String] = []
        @Option(help: "COUNT: a goal that is taken out; needs --correct-goals.") var dropGoal: [Int] = []
        @Flag(help: "Goals were published by mistake: any of them may change.") var correctGoals = false
        @Flag(help: "Print what would change, and change nothing.") var dryRun = false

        func run() async throws {
            let options = AmendmentOptions(
                title: title,
                letter: try text.map { try Self.read($0, "--text") },
                from: from,
                to: to,
                translations: try translation.map(Self.translation),
                droppedTranslations: dropTranslation,
                goals: goal,
                droppedGoals: dropGoal,
                correctsGoals: correctGoals
            )
            let operation = Operation.amend(try named(slug), options, reason: reason, isTrial: dryRun)
            try await self.options.operate(operation)
        }

        private static func read(_ file: String, _ option: String) throws -> String {
            guard let text = try? String(contentsOfFile: file, encoding: .utf8), !text.isEmpty  // absent
            else { throw stop(2, "\(option): the file \(file) can't be read, is empty or is not UTF-8") }
            return text
        }

        private static func translation(_ given: String) throws -> AmendmentOptions.Translation {
            let parts = given.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw stop(2, "--translation: write de=FILE.md") }
            return AmendmentOptions.Translation(
                language: parts[0],
                file: parts[1],
                text: try read(parts[1], "--translation")
            )
        }
    }
}
