import UndersignedApp
import UndersignedCore
import UndersignedEvidence

/// Under which other names a supplier is published, who said so and why, and what all of them add up to.
struct DossierGroupView: Sendable {
    let members: [Member]
    let sums: [Sum]
    let decisions: [String]

    init(_ group: SupplierGroup, _ words: Words) {
        members = group.members.dropFirst().map { member in
            Member(
                address: "/evidence/suppliers/\(member.supplier.id)",
                called: member.supplier.name,
                identity: member.supplier.identity
            )
        }
        sums = (group.sums ?? []).map { sum in
            Sum(
                awardClass: words.name(of: sum.awardClass),
                kind: words.name(of: sum.kind),
                amount: words.amount(sum.cents, sum.currency),
                count: words.plural("evidence.records", sum.recordCount)
            )
        }
        decisions = group.decisions.map { decision in
            words.text(
                "evidence.alias.since",
                [
                    "one": decision.pair.left.name, "other": decision.pair.right.name,
                    "day": words.day(decision.decidedAt), "why": words.reason(decision.pair),
                ]
            )
        }
    }

    struct Member: Sendable {
        let address: String
        let called: String
        let identity: String?
    }

    struct Sum: Sendable {
        let awardClass: String
        let kind: String
        let amount: String
        let count: String
    }
}
