import Foundation
import UndersignedCore

/// What an operator typed to change a text; it becomes a change once the petition as it stands is known.
struct AmendmentOptions: Codable, Sendable {
    /// A translation's file as it was read.
    struct Translation: Codable, Sendable {
        let language: String
        let file: String
        let text: String
    }

    let title: String?
    let letter: String?
    let from: String?
    let to: [String]
    let translations: [Translation]
    let droppedTranslations: [String]
    /// `COUNT=WHAT`.
    let goals: [String]
    let droppedGoals: [Int]
    let correctsGoals: Bool

    /// The change of a petition.
    ///
    /// - Throws: `Declined` for an option that does not read.
    func changes(of sheet: PetitionSheet) throws -> PetitionAmendment {
        var changes = PetitionAmendment()
        changes.title = title
        changes.letter = letter
        changes.from = from
        changes.to = to.isEmpty ? nil : try Self.targets(to, of: sheet)
        for given in translations {
            let known = sheet.translations?[given.language]
            changes.translations[given.language] = try Self.translation(given.text, given.file, known, sheet)
        }
        changes.droppedTranslations = Set(droppedTranslations)
        changes.correctsMilestones = correctsGoals
        if !goals.isEmpty || !droppedGoals.isEmpty { changes.milestones = try milestones(of: sheet) }
        return changes
    }

    private func milestones(of sheet: PetitionSheet) throws -> [PetitionSheet.Milestone] {
        var milestones = sheet.milestones
        for count in droppedGoals {
            guard milestones.contains(where: { $0.count == count }) else {
                throw Declined(code: 2, "--drop-goal: there is no goal of \(count)")
            }
            milestones.removeAll { $0.count == count }
        }
        for given in goals {
            let (number, what) = try Self.pair(given, "--goal", "1000=What happens then")
            guard let count = Int(number) else { throw Declined(code: 2, "--goal: ‘\(number)’ is not a number") }
            milestones.removeAll { $0.count == count }
            milestones.append(PetitionSheet.Milestone(count: count, what: what))
        }
        return milestones
    }

    private static func pair(_ given: String, _ option: String, _ form: String) throws -> (String, String) {
        let parts = given.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { throw Declined(code: 2, "\(option): write \(form)") }
        return (parts[0], parts[1])
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
            throw Declined(code: 2, "--translation: the first line of \(file) must be its title: # Title")
        }
        func values(_ name: String) -> [String] {
            head.filter { $0.hasPrefix("\(name): ") }.map { String($0.dropFirst(name.count + 2)) }
        }
        let (to, from) = (values("To"), values("From"))
        guard to.count + from.count + 1 == head.count, from.count <= 1 else {
            throw Declined(
                code: 2,
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
            guard let id = free.flatMap({ Slug($0) }) else { throw Declined(code: 2, "--to: too many are addressed") }
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
