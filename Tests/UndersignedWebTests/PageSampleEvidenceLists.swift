import UndersignedApp
import UndersignedCore
import UndersignedEvidence
import UndersignedWeb

/// Lists of contract records, filtered and found.
extension PageSamples {
    var evidenceLists: [Sample] {
        let filter = RecordFilter(supplierID: 1, agencyID: 2, year: 2_025, awardClass: .order, sign: .taken)
        let scope = DossierScope(supplier: name(1, "ACME SYSTEMS LLC"), agency: name(2, "Parks"))
        return [
            Sample("evidence-records", records(EvidenceAddress(.records, filter, after: "9"), scope, last: place)),
            Sample("evidence-records-year", records(EvidenceAddress(.records, RecordFilter(year: 0)), last: nil)),
            Sample("evidence-records-all", records(EvidenceAddress(.records), last: place)),
            Sample(
                "evidence-records-supplier",
                records(EvidenceAddress(.records, RecordFilter(supplierID: 1)), DossierScope(supplier: scope.supplier))
            ),
            Sample("evidence-records-none", records(EvidenceAddress(.records), count: 0)),
            Sample("evidence-awards", awards(EvidenceAddress(.awards, filter), scope)),
            Sample("evidence-awards-year", awards(EvidenceAddress(.awards, RecordFilter(year: 2_025)))),
            Sample("evidence-awards-all", awards(EvidenceAddress(.awards))),
            Sample(
                "evidence-awards-agency",
                awards(EvidenceAddress(.awards, RecordFilter(agencyID: 2)), DossierScope(agency: scope.agency))
            ),
            Sample("evidence-suppliers", parties(.suppliers, .name(from: ""), count: 50)),
            Sample("evidence-suppliers-from", parties(.suppliers, .name(from: word("m")), count: 2)),
            Sample("evidence-agencies", parties(.agencies, .obligated(groups[1]), count: 3)),
            Sample("evidence-agencies-none", parties(.agencies, .obligated(groups[0]), count: 0)),
            Sample("evidence-search", DossierSearchPage(query: "", found: nil)),
            Sample("evidence-search-found", search(parties: 50, awards: 20, page: 2)),
            Sample("evidence-search-many", search(parties: 1_000, awards: 1_000, page: 1)),
            Sample("evidence-search-none", search(parties: 0, awards: 0, page: 1)),
        ]
    }

    func citation(files: Int, of kind: EvidenceKind = .usaspendingTransactions) -> DossierCitation {
        DossierCitation(
            siteName: word("Undersigned"),
            address: "https://example.org/evidence/awards/1",
            readAt: now,
            files: (0..<files).map { dossierFile($0, kind) }
        )
    }

    private var groups: [DossierGroup] {
        [DossierGroup(currency: nil, awardClass: .vehicle), DossierGroup(currency: .dollars, awardClass: .award)]
    }

    private var kinds: [DossierKind] {
        (0..<60).map { number in
            DossierKind(
                year: number == 59 ? 0 : 2_025 - number,
                awardClass: AwardClass.allCases[number % 3],
                currency: number % 7 == 6 ? CurrencyCode("EUR") : .dollars,
                sign: AmountSign.allCases[number % 5]
            )
        }
    }

    /// Where a list goes on.
    private var place: String { "2025.order.USD.added.7712.77" }

    private func records(
        _ address: EvidenceAddress,
        _ scope: DossierScope = DossierScope(),
        last: String? = nil,
        count: Int = 25
    ) -> DossierListPage {
        let items = (0..<count).map { dossierRecord($0) }
        let kinds = count == 0 ? Array(self.kinds.prefix(1)) : self.kinds
        let listing = DossierListing(items: items, count: count == 25 ? 12_345 : count, last: last, kinds: kinds)
        return DossierListPage(address: address, scope: scope, listing: .records(listing), citation: citation(files: 2))
    }

    private func awards(_ address: EvidenceAddress, _ scope: DossierScope = DossierScope()) -> DossierListPage {
        let items = (0..<25).map { dossierAward(Int64($0 + 1)) }
        let listing = DossierListing(items: items, count: 1, last: place, kinds: kinds)
        return DossierListPage(address: address, scope: scope, listing: .awards(listing), citation: citation(files: 1))
    }

    func dossierTotal(_ number: Int) -> DossierTotal {
        DossierTotal(
            supplier: name(Int64(number + 1), "ACME SYSTEMS LLC"),
            agency: number % 2 == 0 ? nil : name(2, "Department of Parks, Rivers"),
            currency: number == 2 ? nil : .dollars,
            awardClass: AwardClass.allCases[number % 3],
            awardCount: 7 * number,
            recordCount: 9 * number,
            cents: number == 1
                ? [:] : [.obligated: 8_109_869_032 - 3_000_000_000 * Int64(number % 4), .currentValue: 7]
        )
    }

    private func parties(_ side: Dossier.Side, _ order: DossierParties.Order, count: Int) -> DossierPartiesPage {
        let totals = (0..<count).map { dossierTotal(2 * $0 + 1) }
        let parties = DossierParties(totals: totals, last: count == 50 ? "99.USD.award" : nil, groups: groups)
        return DossierPartiesPage(
            side: side,
            order: order,
            parties: parties,
            isFirst: true,
            citation: citation(files: 1)
        )
    }

    private func search(parties: Int, awards: Int, page: Int) -> DossierSearchPage {
        let found = DossierSearch(
            parties: (0..<min(parties, 20)).map {
                DossierSearch.Party(name: name(Int64($0 + 1), "ACME"), side: $0 % 2 == 0 ? .suppliers : .agencies)
            },
            awards: (0..<min(awards, 20)).map { dossierAward(Int64($0 + 1)) },
            partyCount: parties,
            awardCount: awards
        )
        return DossierSearchPage(query: word("acme systems"), found: found, page: page)
    }
}
