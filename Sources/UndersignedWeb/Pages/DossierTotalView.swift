import UndersignedApp
import UndersignedEvidence

/// What one who sells or buys adds up to, in one currency and class.
struct DossierTotalView: Sendable {
    let party: DossierNameView?
    /// nil where the heading names it.
    let awardClass: String?
    let awardCount: String
    let awardsAddress: String
    let obligated: String
    let currentValue: String
    let potentialValue: String
    let recordsAddress: String

    /// - Parameters:
    ///   - total: The total.
    ///   - side: Whose name is shown; the other one is in the page's title, or nobody.
    ///   - isOfOneClass: The heading names the class.
    ///   - words: The language.
    init(_ total: DossierTotal, naming side: Dossier.Side, isOfOneClass: Bool = false, _ words: Words) {
        party = DossierNameView(side == .suppliers ? total.supplier : total.agency, side, words)
        awardClass = isOfOneClass ? nil : words.name(of: total.awardClass)
        awardCount = words.number(total.awardCount)
        let filter = RecordFilter(
            supplierID: total.supplier?.id,
            agencyID: total.agency?.id,
            awardClass: total.awardClass,
            currency: total.currency
        )
        awardsAddress = EvidenceAddress(.awards, filter).path()
        recordsAddress = EvidenceAddress(.records, filter).path()
        func cell(_ kind: AmountKind) -> String {
            guard let currency = total.currency, let cents = total.cents[kind] else {
                return words.text("evidence.empty")
            }
            return words.amount(cents, currency)
        }
        (obligated, currentValue, potentialValue) = (cell(.obligated), cell(.currentValue), cell(.potentialValue))
    }
}
