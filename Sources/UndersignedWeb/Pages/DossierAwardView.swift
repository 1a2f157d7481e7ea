import UndersignedApp
import UndersignedCore
import UndersignedEvidence

/// A name and the page of its sums.
struct DossierNameView: Sendable {
    let name: String
    let address: String

    /// - Returns: nil for nobody.
    init?(_ name: Dossier.Name?, _ side: Dossier.Side, _ words: Words) {
        guard let name else { return nil }
        self.name = name.name.isEmpty ? words.text("evidence.unnamed") : String(name.name.prefix(Self.longest))
        address = "/evidence/\(side.rawValue)/\(name.id)"
    }

    /// In characters: longer names are whole in the files for programs.
    private static let longest = 120
}

/// An amount that is named.
struct NamedAmountView: Sendable {
    let kind: String
    let amount: String

    /// Those that are stated.
    ///
    /// - Parameters:
    ///   - amounts: The amounts.
    ///   - isLeftOut: The obligation is in no sum, and is named so.
    ///   - words: The language.
    /// - Returns: None where no amounts are given.
    static func all(_ amounts: Amounts?, isLeftOut: Bool = false, _ words: Words) -> [NamedAmountView] {
        guard let amounts else { return [] }
        return AmountKind.allCases.compactMap { kind in
            amounts[kind].map {
                let isInNoSum = isLeftOut && kind == .obligated
                let name = isInNoSum ? words.text("evidence.kind.uncounted") : words.name(of: kind)
                return NamedAmountView(kind: name, amount: words.amount($0.cents, amounts.currency))
            }
        }
    }
}

/// An award in a list.
struct DossierAwardView: Sendable {
    let identifier: String
    let address: String
    let awardClass: String
    let supplier: DossierNameView?
    let agency: DossierNameView?
    let amounts: [NamedAmountView]
    /// nil where there are amounts, else why there are none.
    let note: String?

    init(_ award: Dossier.Award, _ words: Words) {
        identifier = String(award.identifier.text.prefix(Self.longest))
        address = "/evidence/awards/\(award.id)"
        awardClass = words.name(of: award.awardClass)
        supplier = DossierNameView(award.supplier, .suppliers, words)
        agency = DossierNameView(award.agency, .agencies, words)
        amounts = NamedAmountView.all(award.amounts, words)
        note = award.amounts == nil ? words.text("evidence.no-amounts") : nil
    }

    private static let longest = 120
}
