package import UndersignedApp
import UndersignedCore

/// Suppliers that may sell products of others: suggested, accepted, refused, said by hand, taken back.
package struct AdminResellerPage: Page {
    package var bar: AdminBar
    package var waiting: [Reselling.Pair]
    package var decisions: [Reselling.Decision]

    /// Why a decision was not taken.
    package var refusal: Reselling.Refusal?
    /// As typed, where it was not.
    package var (reseller, vendor) = ("", "")

    package init(
        bar: AdminBar,
        waiting: [Reselling.Pair],
        decisions: [Reselling.Decision],
        refusal: Reselling.Refusal? = nil
    ) {
        (self.bar, self.waiting, self.decisions, self.refusal) = (bar, waiting, decisions, refusal)
    }

    /// Pairs on the page; the others come when these are decided.
    private static let most = 20

    package var template: String { "admin-reseller" }
    package var isForOrganisers: Bool { true }

    package func title(in words: Words) -> String { words.text("admin.reseller") }

    package func view(in words: Words) -> any Sendable {
        let rest = waiting.count - Self.most
        return View(
            bar: bar,
            problem: refusal.map { words.text(Self.problem($0)) },
            waiting: waiting.prefix(Self.most).map { PairView($0, nil, bar.token, words) },
            rest: rest > 0 ? words.plural("admin.reseller.rest", rest) : nil,
            typedReseller: reseller,
            typedVendor: vendor,
            decided: decisions.prefix(Self.most).map { PairView($0.pair, $0, bar.token, words) }
        )
    }

    private static func problem(_ refusal: Reselling.Refusal) -> String {
        switch refusal {
        case .unknownSupplier, .undecided: "admin.reseller.unknown"
        case .oneAndTheSame: "admin.reseller.same"
        case .saidToBeOne: "admin.reseller.one"
        case .otherWayRound: "admin.reseller.other-way"
        case .saidOtherwise: "admin.reseller.otherwise"
        }
    }

    private struct View: Sendable {
        let bar: AdminBar
        let problem: String?
        let waiting: [PairView]
        let rest: String?
        let typedReseller: String
        let typedVendor: String
        let decided: [PairView]
    }

    private struct PairView: Sendable {
        let formToken: String
        let reseller: SupplierLink
        let vendor: SupplierLink
        /// Between the two names.
        let relation: String
        let why: String
        let awards: [DossierLinkView]
        let state: String?

        init(_ pair: Reselling.Pair, _ decision: Reselling.Decision?, _ token: String, _ words: Words) {
            formToken = token
            (reseller, vendor) = (SupplierLink(pair.reseller), SupplierLink(pair.vendor))
            let isAccepted = decision?.isAccepted
            relation = words.text("admin.reseller.\(isAccepted.map { $0 ? "sells" : "sells-not" } ?? "may-sell")")
            why = words.reason(pair.reason)
            awards = pair.reason.awardIDs.enumerated().map { place, id in
                let text = words.text("admin.reseller.award", ["number": words.number(place + 1)])
                return DossierLinkView(address: "/evidence/awards/\(id)", text: text)
            }
            state = decision.map { decision in
                let key = decision.isAccepted ? "admin.reseller.accepted" : "admin.reseller.refused"
                return words.text(key, ["day": words.day(decision.decidedAt)])
            }
        }
    }
}
