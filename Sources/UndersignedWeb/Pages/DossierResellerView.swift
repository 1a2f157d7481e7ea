import UndersignedApp
import UndersignedCore
import UndersignedEvidence

/// Whose products a supplier sells, or who sells its own, as people said it: who, since when and why.
struct DossierResellerView: Sendable {
    let mark: String
    let title: String
    let note: String
    let others: [Other]

    /// nil where it sells nobody's that people know of.
    init?(selling decisions: [Reselling.Decision], _ words: Words) {
        self.init("resells", decisions.map { Other($0, $0.pair.vendor, words) }, words)
    }

    /// nil where nobody is known to sell its products.
    init?(sellersOf decisions: [Reselling.Decision], _ words: Words) {
        self.init("resellers", decisions.map { Other($0, $0.pair.reseller, words) }, words)
    }

    private init?(_ mark: String, _ others: [Other], _ words: Words) {
        guard !others.isEmpty else { return nil }
        (self.mark, self.others) = (mark, others)
        (title, note) = (words.text("evidence.\(mark)"), words.text("evidence.\(mark).note"))
    }

    struct Other: Sendable {
        let address: String
        let called: String
        let identity: String?
        let since: String
        /// What names the vendor, whoever sold it; nil where nothing was found to.
        let search: DossierLinkView?
        let recordsAddress: String
        let recordsText: String

        init(_ decision: Reselling.Decision, _ other: SupplierAliasing.Named, _ words: Words) {
            let (reseller, reason) = (decision.pair.reseller, decision.pair.reason)
            address = "/evidence/suppliers/\(other.id)"
            (called, identity) = (other.name, other.identity)
            let values = ["day": words.day(decision.decidedAt), "why": words.reason(reason)]
            since = words.text("evidence.resells.since", values)
            search =
                reason.words.isEmpty
                ? nil
                : DossierLinkView(
                    address: "/evidence/search?q=\(DossierPartiesPage.escaped(reason.words))",
                    text: words.text("evidence.resellers.search", ["words": reason.words])
                )
            recordsAddress = EvidenceAddress(.records, RecordFilter(supplierID: reseller.id)).path()
            recordsText = words.text("evidence.resellers.all", ["name": reseller.name])
        }
    }
}

/// Where something is, and what it is called.
struct DossierLinkView: Sendable {
    let address: String
    let text: String
}

extension Words {
    /// Why a supplier may sell another's products.
    func reason(_ reason: Reselling.Reason) -> String {
        switch reason.kind {
        case .named: plural("evidence.reseller.named", reason.recordCount, ["words": reason.words])
        case .byHand: text("evidence.reseller.by-hand")
        }
    }
}
