import UndersignedApp
import UndersignedCore
import UndersignedEvidence

/// A picture with what it shows in words.
struct DossierPlotView: Sendable {
    let plotHTML: String
    let about: String

    /// With whom one deals most, a picture for each currency and class.
    static func partners(_ party: Dossier.Party, _ side: Dossier.Side, _ words: Words) -> [DossierPlotView] {
        let other: Dossier.Side = side == .suppliers ? .agencies : .suppliers
        let groups = Dictionary(grouping: party.partners, by: \.group).sorted { $0.key < $1.key }
        return groups.enumerated().compactMap { number, item in
            guard let currency = item.key.currency, item.value.count > 1 else { return nil }
            let bars = item.value.compactMap { total -> RankPlot.Bar? in
                guard let cents = total.cents[.obligated] else { return nil }
                let name = DossierNameView(other == .suppliers ? total.supplier : total.agency, other, words)?.name
                return RankPlot.Bar(name: name ?? "", amount: words.amount(cents, currency), cents: cents)
            }
            let values = ["class": words.name(of: item.key.awardClass), "currency": currency.text]
            let title = words.text("evidence.plot.\(other.rawValue)", values)
            let about = words.text("evidence.plot.rank.about", ["title": title])
            let id = "partners-\(number + 1)"
            return DossierPlotView(
                plotHTML: RankPlot(bars: bars).svg(in: words, id: id, title: title, text: about),
                about: about
            )
        }
    }

    /// The largest awards of the first one's currency.
    static func awards(_ awards: [Dossier.Award], _ words: Words) -> DossierPlotView? {
        let currency = awards.lazy.compactMap { $0.amounts?.currency }.first
        let bars = awards.compactMap { award -> RankPlot.Bar? in
            guard let amounts = award.amounts, amounts.currency == currency, let cents = amounts.obligated?.cents else {
                return nil
            }
            let name = award.identifier.piid ?? award.identifier.text
            return RankPlot.Bar(name: name, amount: words.amount(cents, amounts.currency), cents: cents)
        }
        guard bars.count > 1, let currency else { return nil }
        let title = words.text("evidence.plot.awards", ["currency": currency.text])
        let about = words.text("evidence.plot.rank.about", ["title": title])
        let svg = RankPlot(bars: Array(bars.prefix(10))).svg(in: words, id: "largest", title: title, text: about)
        return DossierPlotView(plotHTML: svg, about: about)
    }

    /// An award's modifications, each a step.
    static func timeline(_ steps: [Dossier.Step], _ currency: CurrencyCode?, _ words: Words) -> DossierPlotView? {
        guard let currency, let plot = StepPlot(steps, currency) else { return nil }
        let title = words.text("evidence.timeline")
        let values = [
            "title": title, "count": words.number(steps.count),
            "falls": words.number(steps.count { $0.cents < 0 }),
            "total": words.amount(steps.last?.total ?? 0, currency),
        ]
        let about = words.text("evidence.timeline.about", values)
        return DossierPlotView(plotHTML: plot.svg(in: words, id: "timeline", title: title, text: about), about: about)
    }
}

/// A step of an award's timeline.
struct DossierStepView: Sendable {
    let day: String
    let modification: String
    let amount: String
    let total: String

    init(_ step: Dossier.Step, _ currency: CurrencyCode, _ words: Words) {
        day = step.day.map { words.day(written: $0.text) } ?? words.text("evidence.no-year")
        modification =
            step.modification.map { words.text("evidence.modification", ["number": String($0.prefix(40))]) }
            ?? words.text("evidence.whole")
        (amount, total) = (words.amount(step.cents, currency), words.amount(step.total, currency))
    }
}

/// Who bought most from whom: the picture, and its amounts as a table.
struct DossierFlowView: Sendable {
    let id: String
    let heading: String
    let plotHTML: String
    let about: String
    let cut: String?
    let rows: [Row]

    struct Row: Sendable {
        let agency: DossierNameView?
        let supplier: DossierNameView?
        let obligated: String
        let address: String?
    }

    /// What a page can hold.
    private static let mostRows = 16

    init(_ flow: DossierFlow, number: Int, _ words: Words) {
        id = "flow-\(number)"
        let values = ["class": words.name(of: flow.awardClass), "currency": flow.currency.text]
        heading = words.text("evidence.flow", values)
        about = words.text("evidence.flow.about")
        cut = flow.isCut ? words.text("evidence.flow.cut") : nil
        plotHTML = FlowPlot(flow: flow).svg(in: words, id: "\(id)-plot", title: heading, text: about)
        var cells: [(agency: Int, supplier: Int, cents: Int64)] = []
        for (agency, row) in flow.amounts.enumerated() {
            for (supplier, cents) in row.enumerated() where cents > 0 { cells.append((agency, supplier, cents)) }
        }
        rows = cells.sorted { $0.cents > $1.cents }.prefix(Self.mostRows).map { cell in
            let (agency, supplier) = (flow.agencies[cell.agency], flow.suppliers[cell.supplier])
            let filter = RecordFilter(
                supplierID: supplier?.id,
                agencyID: agency?.id,
                awardClass: flow.awardClass,
                currency: flow.currency
            )
            let isNamed = agency != nil && supplier != nil
            return Row(
                agency: DossierNameView(agency, .agencies, words),
                supplier: DossierNameView(supplier, .suppliers, words),
                obligated: words.amount(cell.cents, flow.currency),
                address: isNamed ? EvidenceAddress(.records, filter).path() : nil
            )
        }
    }
}

/// Whom records state as a supplier's parent.
struct DossierParentView: Sendable {
    let stated: String
    let parent: DossierNameView?

    init(_ parent: Dossier.Parent, _ words: Words) {
        let values = [
            "name": String(parent.name.prefix(120)),
            "identifier": String(parent.identities.joined(separator: ", ").prefix(120)),
        ]
        stated = words.text("evidence.parent", values)
        self.parent = DossierNameView(parent.supplier, .suppliers, words)
    }
}
