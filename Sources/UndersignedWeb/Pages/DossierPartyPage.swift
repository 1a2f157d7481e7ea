package import UndersignedApp
import UndersignedCore
import UndersignedEvidence

/// One who sells or buys: obligations by year, all sums as a table, the largest awards.
package struct DossierPartyPage: Page {
    package var party: Dossier.Party
    package var side: Dossier.Side
    package var citation: DossierCitation

    package init(party: Dossier.Party, side: Dossier.Side, citation: DossierCitation) {
        (self.party, self.side, self.citation) = (party, side, citation)
    }

    package var template: String { "dossier-party" }
    package var isIndexed: Bool { true }

    package static let mostAwards = 10

    private var other: Dossier.Side { side == .suppliers ? .agencies : .suppliers }

    private var filter: RecordFilter {
        side == .suppliers ? RecordFilter(supplierID: party.name.id) : RecordFilter(agencyID: party.name.id)
    }

    private var uncounted: String {
        var uncounted = filter
        uncounted.sign = .uncounted
        return EvidenceAddress(.records, uncounted).path()
    }

    private var address: String { "/evidence/\(side.rawValue)/\(party.name.id)" }

    package func title(in words: Words) -> String {
        DossierNameView(party.name, side, words)?.name ?? ""
    }

    package func view(in words: Words) -> any Sendable {
        View(
            name: title(in: words),
            role: words.text("evidence.role.\(side.rawValue)"),
            identity: party.identity.map { words.text("evidence.identity", ["identifier": $0]) },
            sums: DossierSumsView(party, at: address, words),
            hasWholes: citation.files.contains { $0.kind.statesWholeAwards },
            toldTwice: party.isToldTwice ? uncounted : nil,
            parents: party.parents.map { DossierParentView($0, words) },
            totals: party.totals.map { DossierTotalView($0, naming: side, words) },
            group: party.group.map { DossierGroupView($0, words) },
            resells: DossierResellerView(selling: party.resells, words),
            resellers: DossierResellerView(sellersOf: party.resellers, words),
            hasPartners: !party.partners.isEmpty,
            partnersTitle: words.text("evidence.partners.\(other.rawValue)"),
            partnerPlots: DossierPlotView.partners(party, side, words),
            partners: party.partners.map { DossierTotalView($0, naming: other, words) },
            largest: DossierPlotView.awards(party.awards, words),
            allAwards: EvidenceAddress(.awards, filter).path(),
            allRecords: EvidenceAddress(.records, filter).path(),
            awards: party.awards.map { DossierAwardView($0, words) },
            csv: address + ".csv",
            json: address + ".json",
            citation: DossierCitationView(citation, title: title(in: words), words)
        )
    }

    private struct View: Sendable {
        let name: String
        let role: String
        let identity: String?
        let sums: DossierSumsView
        let hasWholes: Bool
        /// Where the statements are listed that are in no sum.
        let toldTwice: String?
        let parents: [DossierParentView]
        let totals: [DossierTotalView]
        let group: DossierGroupView?
        let resells: DossierResellerView?
        let resellers: DossierResellerView?
        let hasPartners: Bool
        let partnersTitle: String
        let partnerPlots: [DossierPlotView]
        let partners: [DossierTotalView]
        let largest: DossierPlotView?
        let allAwards: String
        let allRecords: String
        let awards: [DossierAwardView]
        let csv: String
        let json: String
        let citation: DossierCitationView
    }
}
