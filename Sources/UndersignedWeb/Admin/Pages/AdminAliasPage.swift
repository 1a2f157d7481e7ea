package import UndersignedApp
import UndersignedCore

/// Suppliers that may be one: suggested, accepted, refused, taken back.
package struct AdminAliasPage: Page {
    package var bar: AdminBar
    package var waiting: [SupplierAliasing.Pair]
    package var decisions: [SupplierAliasing.Decision]

    /// Why a decision was not taken.
    package var refusal: SupplierAliasing.Refusal?

    package init(
        bar: AdminBar,
        waiting: [SupplierAliasing.Pair],
        decisions: [SupplierAliasing.Decision],
        refusal: SupplierAliasing.Refusal? = nil
    ) {
        self.bar = bar
        self.waiting = waiting
        self.decisions = decisions
        self.refusal = refusal
    }

    /// Pairs on the page; the others come when these are decided.
    private static let most = 50

    package var template: String { "admin-alias" }
    package var isForOrganisers: Bool { true }

    package func title(in words: Words) -> String { words.text("admin.alias") }

    package func view(in words: Words) -> any Sendable {
        let rest = waiting.count - Self.most
        return View(
            bar: bar,
            problem: refusal.map { words.text(Self.problem($0)) },
            waiting: waiting.prefix(Self.most).map { PairView($0, nil, bar.token, words) },
            rest: rest > 0 ? words.plural("admin.alias.rest", rest) : nil,
            decided: decisions.prefix(4 * Self.most).map { PairView($0.pair, $0, bar.token, words) }
        )
    }

    private static func problem(_ refusal: SupplierAliasing.Refusal) -> String {
        switch refusal {
        case .joinedByOthers: "admin.alias.joined"
        case .resold: "admin.alias.resold"
        default: "admin.alias.contrary"
        }
    }

    private struct View: Sendable {
        let bar: AdminBar
        let problem: String?
        let waiting: [PairView]
        let rest: String?
        let decided: [PairView]
    }

    private struct PairView: Sendable {
        let formToken: String
        let left: SupplierLink
        let right: SupplierLink
        let why: String
        /// nil where no likeness suggested it.
        let score: String?
        let state: String?

        init(
            _ pair: SupplierAliasing.Pair,
            _ decision: SupplierAliasing.Decision?,
            _ token: String,
            _ words: Words
        ) {
            formToken = token
            (left, right) = (SupplierLink(pair.left), SupplierLink(pair.right))
            why = words.reason(pair)
            score =
                pair.score > 0 ? words.text("admin.alias.score", ["score": Self.text(thousandths: pair.score)]) : nil
            state = decision.map { decision in
                let key = decision.isAccepted ? "admin.alias.accepted" : "admin.alias.refused"
                return words.text(key, ["day": words.day(decision.decidedAt)])
            }
        }

        /// As in `0.970`, which the command prints.
        private static func text(thousandths: Int) -> String {
            "\(thousandths / 1_000).\(String(thousandths % 1_000 + 1_000).dropFirst())"
        }
    }
}

/// A supplier at the desk.
struct SupplierLink: Sendable {
    let id: Int64
    let supplierName: String
    let identity: String?

    init(_ supplier: SupplierAliasing.Named) {
        (id, supplierName, identity) = (supplier.id, supplier.name, supplier.identity)
    }
}

extension Words {
    /// Why two suppliers may be one.
    func reason(_ pair: SupplierAliasing.Pair) -> String {
        text("evidence.alias.\(pair.reason.kind.rawValue)", ["words": pair.reason.words])
    }
}
