import ArgumentParser
import UndersignedApp

/// Which suppliers are one.
extension EvidenceCommand {
    struct Aliases: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List suppliers whose names are alike, or what was decided about them.",
            discussion: """
                undersigned evidence aliases --data ./data
                undersigned evidence aliases --decided --data ./data

                Only suppliers of published files are compared. Each line has the numbers of two suppliers, how much their
                names are alike (1 is the same), why, and both names. Nothing is joined before somebody accepts it.
                """
        )

        @Flag(help: "Those that were accepted or refused.")
        var decided = false

        @OptionGroup var options: DataOptions

        func run() async throws {
            try await EvidenceStoring.tell(options) { storing in
                guard decided else {
                    return try await storing.aliasing { try await $0.waiting() }.map(AliasLine.text)
                }
                return try await storing.aliasing { try await $0.decisions() }.map { decision in
                    "\(decision.isAccepted ? "one supplier" : "two suppliers")\t\(AliasLine.text(decision.pair))"
                }
            }
        }
    }

    struct Alias: AsyncParsableCommand {
        /// What may be said of two suppliers.
        enum Word: String, ExpressibleByArgument, CaseIterable {
            case accept, refuse, undo
        }

        static let configuration = CommandConfiguration(
            abstract: "Say that two suppliers are one, or are not, or take that back.",
            discussion: """
                undersigned evidence alias accept 12 40 --data ./data
                undersigned evidence alias refuse 12 41 --data ./data
                undersigned evidence alias undo 12 40 --data ./data

                The numbers are those of undersigned evidence aliases, or in the addresses of suppliers' pages. The page of
                each shows the other and what both add up to; their own sums stay as they are.
                """
        )

        @Argument(help: "accept, refuse or undo.")
        var word: Word

        @Argument(help: "The number of a supplier.")
        var one: Int64

        @Argument(help: "The number of another one.")
        var other: Int64

        @OptionGroup var options: DataOptions

        func run() async throws {
            do {
                try await EvidenceStoring.tell(options) { [try await $0.aliasing(decided)] }
            } catch let refusal as SupplierAliasing.Refusal {
                throw stop(2, AliasLine.text(refusal))
            }
        }

        private func decided(_ aliasing: SupplierAliasing) async throws -> String {
            if word == .undo {
                try await aliasing.undo(one, other, by: nil)
                return "nothing is decided about \(one) and \(other) any more"
            }
            let decision = try await aliasing.decide(one, other, accepted: word == .accept, by: nil)
            let (left, right) = (decision.pair.left, decision.pair.right)
            let verb = decision.isAccepted ? "are one supplier" : "are two suppliers"
            return "\(left.name) (\(left.id)) and \(right.name) (\(right.id)) \(verb)"
        }
    }
}

/// How pairs of suppliers are written on a terminal.
enum AliasLine {
    static func text(_ pair: SupplierAliasing.Pair) -> String {
        let parts = ["\(pair.left.id)", "\(pair.right.id)", score(pair.score), reason(pair.reason)]
        return (parts + [name(pair.left), name(pair.right)]).joined(separator: "\t")
    }

    static func text(_ refusal: SupplierAliasing.Refusal) -> String {
        switch refusal {
        case .unknownSupplier(let id):
            "there is no supplier \(id); undersigned evidence aliases lists pairs with their numbers"
        case .oneAndTheSame: "these are one number; give two"
        case .joinedByOthers:
            "other decisions make these two one; undo one of those first (undersigned evidence aliases --decided)"
        case .refusedBefore:
            "this would join suppliers of whom it was said that they are two; undo that first (undersigned evidence aliases "
                + "--decided)"
        case .resold:
            "one of these was said to sell products of the other; undo that first (undersigned evidence resellers --decided)"
        case .undecided: "nothing was decided about these two; --decided lists what was"
        }
    }

    private static func score(_ thousandths: Int) -> String {
        let digits = String(thousandths % 1_000 + 1_000).dropFirst()
        return "\(thousandths / 1_000).\(digits)"
    }

    private static func reason(_ reason: SupplierAliasing.Reason) -> String {
        switch reason.kind {
        case .sameWords: "the same but for legal form, punctuation, order and usual abbreviations"
        case .spelling: "spelled alike: \(reason.words)"
        case .furtherWords: "one has words that the other has not: \(reason.words)"
        case .byHand: "a person knew; no likeness suggested it"
        }
    }

    static func name(_ supplier: SupplierAliasing.Named) -> String {
        supplier.identity.map { "\(supplier.name) (\($0))" } ?? supplier.name
    }
}
