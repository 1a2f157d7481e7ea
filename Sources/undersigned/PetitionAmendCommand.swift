import ArgumentParser
import Foundation
import UndersignedApp
import UndersignedCore

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
            let assembly = try await Assembly(try await options.configuration(), logger: .quiet, mayBeNew: false)
            guard let slug = Slug(slug), let snapshot = try await assembly.board.snapshot(slug) else {
                throw stop(1, "there is no petition ‘\(slug)’; see undersigned petition list")
            }
            let changes = try changes(of: snapshot.petition.sheet)
            let amendment = TextAmendment(site: assembly.site)
            do {
                let result =
                    try await dryRun
                    ? amendment.preview(slug, changes, reason: reason)
                    : amendment.amend(slug, changes, reason: reason)
                print(result.difference.plainText)
                print(
                    dryRun
                        ? "Nothing was changed. Without --dry-run this becomes version \(result.version) of \(slug)."
                        : "\(slug) now has version \(result.version) of its text. Earlier signatories are told by mail."
                )
            } catch let refusal as TextAmendment.Refusal {
                throw stop(refusal.exitCode, "\(slug): \(refusal.words)")
            }
            try await assembly.close()
        }

        private func changes(of sheet: PetitionSheet) throws -> PetitionAmendment {
            var changes = PetitionAmendment()
            changes.title = title
            changes.letter = try text.map { try Self.read($0, "--text") }
            changes.from = from
            changes.to = to.isEmpty ? nil : try Self.targets(to, of: sheet)
            for given in translation {
                let (language, file) = try Self.pair(given, "--translation", "de=FILE.md")
                let content = try Self.read(file, "--translation")
                let known = sheet.translations?[language]
                changes.translations[language] = try Self.translation(content, file, known, sheet)
            }
            changes.droppedTranslations = Set(dropTranslation)
            changes.correctsMilestones = correctGoals
            if !goal.isEmpty || !dropGoal.isEmpty { changes.milestones = try milestones(of: sheet) }
            return changes
        }

        private func milestones(of sheet: PetitionSheet) throws -> [PetitionSheet.Milestone] {
            var milestones = sheet.milestones
            for count in dropGoal {
                guard milestones.contains(where: { $0.count == count }) else {
                    throw stop(2, "--drop-goal: there is no goal of \(count)")
                }
                milestones.removeAll { $0.count == count }
            }
            for given in goal {
                let (number, what) = try Self.pair(given, "--goal", "1000=What happens then")
                guard let count = Int(number) else { throw stop(2, "--goal: ‘\(number)’ is not a number") }
                milestones.removeAll { $0.count == count }
                milestones.append(PetitionSheet.Milestone(count: count, what: what))
            }
            return milestones
        }
    }
}

extension PetitionCommand.Amend {
    private static func pair(_ given: String, _ option: String, _ form: String) throws -> (String, String) {
        let parts = given.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { throw stop(2, "\(option): write \(form)") }
        return (parts[0], parts[1])
    }

    private static func read(_ file: String, _ option: String) throws -> String {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8), !text.isEmpty  // absent
        else { throw stop(2, "\(option): the file \(file) can't be read, is empty or is not UTF-8") }
        return text
    }

    /// The title, then lines `To: …` and `From: …` where they are translated, an empty line, and the letter.
    private static func translation(
        _ text: String,
        _ file: String,
        _ known: PetitionSheet.Translation?,
        _ sheet: PetitionSheet
    ) throws -> PetitionSheet.Translation {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let head = lines.prefix { !$0.allSatisfy(\.isWhitespace) }
        guard let first = head.first, first.hasPrefix("# ") else {
            throw stop(2, "--translation: the first line of \(file) must be its title: # Title")
        }
        func values(_ name: String) -> [String] {
            head.filter { $0.hasPrefix("\(name): ") }.map { String($0.dropFirst(name.count + 2)) }
        }
        let (to, from) = (values("To"), values("From"))
        guard to.count + from.count + 1 == head.count, from.count <= 1 else {
            throw stop(
                2,
                "--translation: between title and letter of \(file) write To: … and From: …, then an empty line"
            )
        }
        return PetitionSheet.Translation(
            title: String(first.dropFirst(2)),
            letter: lines[head.count...].joined(separator: "\n").trimmingCharacters(in: .newlines),
            to: to.isEmpty ? known?.to : to,
            from: from.first ?? known?.from ?? sheet.from
        )
    }

    /// Somebody addressed before keeps role, organisation and standing.
    private static func targets(_ names: [String], of sheet: PetitionSheet) throws -> [Target] {
        var targets: [Target] = []
        for name in names {
            if let known = sheet.to.first(where: { $0.name == name }) {
                targets.append(known)
                continue
            }
            let taken = Set((sheet.to + targets).map(\.id.text))
            let free = (1...taken.count + 1).map { "target-\($0)" }.first { !taken.contains($0) }
            guard let id = free.flatMap({ Slug($0) }) else { throw stop(2, "--to: too many are addressed") }
            targets.append(
                Target(id: id, name: name, role: nil, organisation: nil, standing: .noAnswer, answer: nil)
            )
        }
        return targets
    }
}

extension PetitionDifference {
    /// For a terminal: `[-removed-]`, `{+added+}`.
    var plainText: String {
        sections.map { section in
            let text = section.difference.pieces.map { piece in
                switch piece.change {
                case .kept: piece.text
                case .removed: "[-\(piece.text)-]"
                case .added: "{+\(piece.text)+}"
                }
            }
            return "--- \(section.part.rawValue) (\(section.language))\n\(text.joined())\n"
        }.joined(separator: "\n")
    }
}
