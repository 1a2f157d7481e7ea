import ArgumentParser
import UndersignedApp

/// Who sells whose products.
extension EvidenceCommand {
    struct Resellers: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List suppliers whose records name another one, or what was decided about them.",
            discussion: """
                undersigned evidence resellers --data ./data
                undersigned evidence resellers --decided --data ./data

                Only records of published files are looked at. Each line has the numbers of who may sell and of whose
                products, why, and both names. Nothing is said on a page before somebody accepts it.
                """
        )

        @Flag(help: "Those that were accepted or refused.")
        var decided = false

        @OptionGroup var options: DataOptions

        func run() async throws {
            try await EvidenceStoring.tell(options) { storing in
                guard decided else {
                    return try await storing.reselling { try await $0.waiting() }.map(ResellerLine.text)
                }
                return try await storing.reselling { try await $0.decisions() }.map { decision in
                    "\(decision.isAccepted ? "sells" : "does not sell")\t\(ResellerLine.text(decision.pair))"
                }
            }
        }
    }

    struct Reseller: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that a supplier sells another's products, or does not, or take that back.",
            discussion: """
                undersigned evidence reseller accept 12 40 --data ./data
                undersigned evidence reseller refuse 12 41 --data ./data
                undersigned evidence reseller undo 12 40 --data ./data

                Supplier 12 sells products or services of supplier 40. The numbers are those of undersigned evidence
                resellers, or in the addresses of suppliers' pages. The page of each says so; no sum is changed.
                """
        )

        @Argument(help: "accept, refuse or undo.")
        var word: Alias.Word

        @Argument(help: "The number of the supplier that sells.")
        var reseller: Int64

        @Argument(help: "The number of the supplier whose products it sells.")
        var vendor: Int64

        @OptionGroup var options: DataOptions

        func run() async throws {
            do {
                try await EvidenceStoring.tell(options) { [try await $0.reselling(decided)] }
            } catch let refusal as Reselling.Refusal {
                throw stop(2, ResellerLine.text(refusal))
            }
        }

        private func decided(_ reselling: Reselling) async throws -> String {
            if word == .undo {
                try await reselling.undo(reseller, sells: vendor, by: nil)
                return "nothing is decided about \(reseller) and \(vendor) any more"
            }
            let decision = try await reselling.decide(reseller, sells: vendor, accepted: word == .accept, by: nil)
            let verb = decision.isAccepted ? "sells products of" : "does not sell products of"
            let (one, other) = (decision.pair.reseller, decision.pair.vendor)
            return "\(one.name) (\(one.id)) \(verb) \(other.name) (\(other.id))"
        }
    }
}

/// How who sells whose products is written on a terminal.
enum ResellerLine {
    static func text(_ pair: Reselling.Pair) -> String {
        [
            "\(pair.reseller.id)", "\(pair.vendor.id)", reason(pair.reason), AliasLine.name(pair.reseller),
            AliasLine.name(pair.vendor),
        ].joined(separator: "\t")
    }

    static func text(_ refusal: Reselling.Refusal) -> String {
        switch refusal {
        case .unknownSupplier(let id):
            "there is no supplier \(id); undersigned evidence resellers lists pairs with their numbers"
        case .oneAndTheSame: "these are one number; give two"
        case .saidToBeOne:
            "these two were said to be one supplier; undo that first (undersigned evidence aliases --decided)"
        case .otherWayRound:
            "the second was said to sell products of the first; undo that first (undersigned evidence resellers --decided)"
        case .saidOtherwise:
            "the opposite was said of other names of these two; undo that first (undersigned evidence resellers --decided)"
        case .undecided: "nothing was decided about these two in this order; --decided lists what was"
        }
    }

    private static func reason(_ reason: Reselling.Reason) -> String {
        switch reason.kind {
        case .named:
            reason.recordCount == 1
                ? "1 record was found to name it as \(reason.words)"
                : "\(reason.recordCount) records were found to name it as \(reason.words)"
        case .byHand: "a person knew; no record was found to name it"
        }
    }
}
