import UndersignedApp
import UndersignedCore
import UndersignedEvidence

/// The sums of one who sells or buys: pictures of obligations, and all of them as a table.
struct DossierSumsView: Sendable {
    let plots: [PlotView]
    let rows: [Row]
    /// That there are more rows; nil where these are all.
    let rest: String?

    struct PlotView: Sendable {
        let plotHTML: String
        let about: String
    }

    /// One year, currency and class.
    struct Row: Sendable {
        let year: String
        let address: String
        let awardClass: String
        let obligated: String
        let currentValue: String
        let potentialValue: String
    }

    /// What a page can hold.
    private static let mostPlots = 2
    private static let mostRows = 30

    init(_ party: Dossier.Party, at address: String, _ words: Words) {
        let groups = Dictionary(grouping: party.sums) { Group($0) }
        plots = groups.sorted { $0.key < $1.key }.compactMap { group, sums in
            ObligationPlot(sums).map { ($0, group) }
        }.prefix(Self.mostPlots).enumerated().map { number, item in
            let values = ["class": words.name(of: item.1.awardClass), "currency": item.1.currency.text]
            let title = words.text("evidence.plot", values)
            let about = words.text("evidence.plot.about", ["title": title])
            let svg = item.0.svg(in: words, id: "obligations-\(number + 1)", title: title, text: about)
            return PlotView(plotHTML: svg, about: about)
        }
        let keys = Dictionary(grouping: party.sums) { RowKey($0) }.sorted { $0.key < $1.key }
        rows = keys.prefix(Self.mostRows).map { key, sums in
            func cell(_ kind: AmountKind) -> String {
                sums.first { $0.kind == kind }.map { words.amount($0.cents, $0.currency) }
                    ?? words.text("evidence.empty")
            }
            return Row(
                year: words.year(key.year),
                address: "\(address)/records?year=\(key.year)",
                awardClass: words.name(of: key.group.awardClass),
                obligated: cell(.obligated),
                currentValue: cell(.currentValue),
                potentialValue: cell(.potentialValue)
            )
        }
        rest = keys.count > Self.mostRows ? words.plural("evidence.rest", keys.count - Self.mostRows) : nil
    }

    private struct Group: Hashable, Comparable {
        let currency: CurrencyCode
        let awardClass: AwardClass

        init(_ sum: Dossier.Sum) {
            (currency, awardClass) = (sum.currency, sum.awardClass)
        }

        static func < (left: Group, right: Group) -> Bool {
            (left.currency, left.awardClass.rawValue) < (right.currency, right.awardClass.rawValue)
        }
    }

    private struct RowKey: Hashable, Comparable {
        let year: Int
        let group: Group

        init(_ sum: Dossier.Sum) {
            (year, group) = (sum.year, Group(sum))
        }

        /// The newest year first.
        static func < (left: RowKey, right: RowKey) -> Bool {
            left.year == right.year ? left.group < right.group : left.year > right.year
        }
    }
}
