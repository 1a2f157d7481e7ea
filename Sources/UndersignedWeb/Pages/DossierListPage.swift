package import UndersignedApp
import UndersignedCore
import UndersignedEvidence

/// Records or awards that fit a filter.
package struct DossierListPage: Page {
    /// What is listed.
    package enum Listing: Sendable {
        case records(DossierListing<Dossier.Record>)
        case awards(DossierListing<Dossier.Award>)
    }

    package var address: EvidenceAddress
    package var scope: DossierScope
    package var listing: Listing
    package var citation: DossierCitation

    package init(
        address: EvidenceAddress,
        scope: DossierScope,
        listing: Listing,
        citation: DossierCitation
    ) {
        (self.address, self.scope) = (address, scope)
        (self.listing, self.citation) = (listing, citation)
    }

    package static let perPage = 25

    package var template: String { "dossier-records" }

    package func title(in words: Words) -> String {
        let whose = [
            DossierNameView(scope.supplier, .suppliers, words)?.name,
            DossierNameView(scope.agency, .agencies, words)?.name,
        ].compactMap { $0 }
        let values = [
            "name": whose.joined(separator: ", "), "year": address.filter.year.map { words.year($0) } ?? "",
        ]
        let key = "evidence.title.\(address.list.rawValue)"
        switch (whose.isEmpty, address.filter.year) {
        case (true, nil): return words.text("\(key).all")
        case (true, _): return words.text("\(key).year", values)
        case (false, nil): return words.text("\(key).of", values)
        case (false, _): return words.text("\(key).of-year", values)
        }
    }

    package func view(in words: Words) -> any Sendable {
        let (count, kinds, last) = facts
        return View(
            title: title(in: words),
            parties: [
                DossierNameView(scope.supplier, .suppliers, words), DossierNameView(scope.agency, .agencies, words),
            ].compactMap { $0 },
            note: words.text("evidence.\(address.list.rawValue).note"),
            filter: DossierFilterView(address, count: count, kinds: kinds, words),
            recordList: records.map { items in
                RecordsView(records: items.map { DossierRecordView($0, isOfSum: true, words) })
            },
            awardList: awards.map { items in AwardsView(awards: items.map { DossierAwardView($0, words) }) },
            isEmpty: count == 0,
            after: address.going(on: last)?.path(),
            citation: DossierCitationView(citation, title: title(in: words), words)
        )
    }

    private var records: [Dossier.Record]? {
        if case .records(let listing) = listing { listing.items } else { nil }
    }

    private var awards: [Dossier.Award]? {
        if case .awards(let listing) = listing { listing.items } else { nil }
    }

    private var facts: (count: Int, kinds: [DossierKind], last: String?) {
        switch listing {
        case .records(let listing): (listing.count, listing.kinds, listing.last)
        case .awards(let listing): (listing.count, listing.kinds, listing.last)
        }
    }

    private struct View: Sendable {
        let title: String
        let parties: [DossierNameView]
        let note: String
        let filter: DossierFilterView
        let recordList: RecordsView?
        let awardList: AwardsView?
        let isEmpty: Bool
        let after: String?
        let citation: DossierCitationView
    }

    private struct RecordsView: Sendable {
        let records: [DossierRecordView]
    }

    private struct AwardsView: Sendable {
        let awards: [DossierAwardView]
    }
}
