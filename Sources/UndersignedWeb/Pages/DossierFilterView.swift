import UndersignedApp
import UndersignedEvidence

/// The form that narrows a list: only what the list has is offered.
struct DossierFilterView: Sendable {
    let action: String
    let kept: [Kept]
    let choices: [Choice]
    let summary: String
    let json: String
    let csv: String

    /// A field that stays as it is.
    struct Kept: Sendable {
        let field: String
        let value: String
    }

    struct Choice: Sendable {
        let field: String
        let label: String
        let options: [Option]
    }

    struct Option: Sendable {
        let value: String
        let words: String
        let isChosen: Bool
    }

    init(_ address: EvidenceAddress, count: Int, kinds: [DossierKind], _ words: Words) {
        let filter = address.filter
        action = "/evidence/\(address.list.rawValue)"
        kept = [("supplier", filter.supplierID), ("agency", filter.agencyID)].compactMap { field, id in
            id.map { Kept(field: field, value: String($0)) }
        }
        choices = Self.choices(filter, kinds, words)
        summary = words.plural("evidence.\(address.list.rawValue)", count)
        let whole = EvidenceAddress(address.list, filter)
        (json, csv) = (whole.path(".json"), whole.path(".csv"))
    }

    private static func choices(_ filter: RecordFilter, _ kinds: [DossierKind], _ words: Words) -> [Choice] {
        let years = Set(kinds.map(\.year)).sorted(by: >)
        let classes = AwardClass.allCases.filter { one in kinds.contains { $0.awardClass == one } }
        let currencies = Set(kinds.compactMap(\.currency)).sorted()
        let signs = AmountSign.allCases.filter { one in kinds.contains { $0.sign == one } }
        return [
            choice(
                "year",
                words.text("evidence.year"),
                years.prefix(mostYears).map { (String($0), words.year($0), $0 == filter.year) },
                words
            ),
            choice(
                "class",
                words.text("evidence.class"),
                classes.map { ($0.rawValue, words.name(of: $0), $0 == filter.awardClass) },
                words
            ),
            choice(
                "currency",
                words.text("evidence.currency"),
                currencies.map { one in
                    (one.text, words.text("evidence.currency.code", ["currency": one.text]), one == filter.currency)
                },
                words
            ),
            choice(
                "sign",
                words.text("evidence.sign"),
                signs.map { ($0.rawValue, words.text("evidence.sign.\($0.rawValue)"), $0 == filter.sign) },
                words
            ),
        ].compactMap { $0 }
    }

    /// What a page can hold.
    private static let mostYears = 120

    private static func choice(
        _ field: String,
        _ label: String,
        _ options: [(value: String, words: String, isChosen: Bool)],
        _ words: Words
    ) -> Choice? {
        // One that is chosen already can be given up again.
        guard options.count > 1 || options.contains(where: \.isChosen) else { return nil }
        let all = Option(value: "", words: words.text("evidence.all"), isChosen: false)
        return Choice(
            field: field,
            label: label,
            options: [all] + options.map { Option(value: $0.value, words: $0.words, isChosen: $0.isChosen) }
        )
    }
}
