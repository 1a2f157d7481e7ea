import UndersignedApp
import UndersignedCore
import UndersignedEvidence
import UndersignedWeb

/// Pages of contract records, with every kind of file, class and amount.
extension PageSamples {
    var evidence: [Sample] {
        [
            Sample(
                "evidence",
                DossierPage(overview: dossierOverview(files: 21, agencies: 31), citation: citation(files: 5))
            ),
            Sample(
                "evidence-small",
                DossierPage(overview: dossierOverview(files: 1, agencies: 1), citation: citation(files: 1))
            ),
            Sample(
                "evidence-none",
                DossierPage(
                    overview: DossierReading.Overview(files: [], agencies: [], awards: []),
                    citation: citation(files: 0)
                )
            ),
            Sample(
                "evidence-supplier",
                DossierPartyPage(
                    party: dossierParty(years: 14),
                    side: .suppliers,
                    citation: citation(files: 4, of: .usaspendingAwards)
                )
            ),
            Sample(
                "evidence-agency",
                DossierPartyPage(party: dossierParty(years: 1), side: .agencies, citation: citation(files: 1))
            ),
            Sample("evidence-award", dossierAwardPage(page: 2)),
            Sample("evidence-award-mixed", dossierAwardPage(page: 1, isMixed: true)),
        ] + evidenceLists
    }

    func name(_ id: Int64, _ text: String) -> Dossier.Name {
        Dossier.Name(id: id, name: word(text))
    }

    private func dossierOverview(files: Int, agencies: Int) -> DossierReading.Overview {
        let kinds: [EvidenceKind] = [
            .usaspendingTransactions, .usaspendingAwards, .fpdsAtom, .ocdsReleases, .ocdsRecords,
        ]
        let shownFiles = (0..<files).map { dossierFile($0, kinds[$0 % kinds.count]) }
        let shownAgencies = (0..<agencies).map { dossierAgency($0) }
        let awards = (0..<20).map { dossierAward(Int64($0 + 1)) }
        var overview = DossierReading.Overview(files: shownFiles, agencies: shownAgencies, awards: awards)
        overview.flows = files > 1 ? [dossierFlow(isCut: true), dossierFlow(isCut: false)] : []
        return overview
    }

    func dossierFile(_ number: Int, _ kind: EvidenceKind) -> Dossier.File {
        var file = Dossier.File(
            id: Int64(number + 1),
            hash: String(repeating: "0f", count: 32),
            name: word("contracts-2025.csv"),
            kind: kind,
            importedAt: now,
            rowCount: number == 1 ? 1 : 10_878,
            currency: .dollars,
            sums: [.obligated: "81098690.32", .currentValue: "-0.50", .potentialValue: "14160875683.90"]
        )
        // Two of a page's files are on their way.
        if number == 1 || number == 2 {
            file.isPublished = number == 1
            file.progress = EvidenceProgress(doneCount: 2_048, recordCount: 10_878)
        }
        return file
    }

    private func dossierAgency(_ number: Int) -> DossierReading.Overview.Agency {
        DossierReading.Overview.Agency(
            name: name(Int64(number + 1), number == 0 ? "" : "Department of Parks, Rivers"),
            sum: dossierSum(year: 0, .award, .obligated, 12_345 * Int64(number + 1))
        )
    }

    private func dossierSum(
        year: Int,
        _ awardClass: AwardClass,
        _ kind: AmountKind,
        _ cents: Int64
    ) -> Dossier.Sum {
        Dossier.Sum(
            year: year,
            currency: .dollars,
            awardClass: awardClass,
            kind: kind,
            cents: cents,
            recordCount: 3
        )
    }

    func dossierAward(_ id: Int64, isMixed: Bool = false) -> Dossier.Award {
        var amounts = Amounts(currency: .dollars)
        (amounts.obligated, amounts.potentialValue) = (Amount(cents: -1_800_000), Amount(cents: 9_000_000_000))
        return Dossier.Award(
            id: id,
            identifier: AwardIdentifier(word("CONT_AWD_70B01C25F00001121_7014_70B01C23D00000009_7014")),
            awardClass: AwardClass.allCases[Int(id) % 3],
            supplier: id == 2 ? nil : name(id, "ACME SYSTEMS LLC"),
            agency: name(1, "Department of Parks, Rivers"),
            amounts: isMixed ? nil : amounts,
            recordCount: id == 3 ? 1 : 60
        )
    }

    func dossierParty(years: Int) -> Dossier.Party {
        var sums: [Dossier.Sum] = []
        for number in 0..<years {
            let cents: Int64 = number == 1 ? -40_000_000 : 8_109_869_032 / Int64(number + 1)
            for awardClass in AwardClass.allCases {
                for kind in AmountKind.allCases {
                    sums.append(dossierSum(year: 2_025 - number, awardClass, kind, cents))
                }
            }
        }
        sums.append(dossierSum(year: 0, .order, .obligated, 5))
        var party = Dossier.Party(
            name: name(1, "ACME SYSTEMS LLC"),
            identity: years > 1 ? word("UEI ABCDEF123456") : nil,
            sums: sums,
            awards: (0..<10).map { dossierAward(Int64($0 + 1), isMixed: $0 == 4) }
        )
        party.totals = (0..<4).map { dossierTotal($0) }
        party.partners = (0..<20).map { dossierTotal($0 + 3) }
        let own = name(7, "ACME HOLDINGS")
        party.parents = years > 1 ? [nil, own].map { dossierParent($0) } : []
        party.isToldTwice = years > 1
        party.group = years > 1 ? supplierGroup : nil
        if years > 1 { (party.resells, party.resellers) = (resaleDecisions, resaleDecisions) }
        return party
    }

    func dossierRecord(_ number: Int, description: String? = nil) -> Dossier.Record {
        let award = dossierAward(number % 2 == 0 ? 1 : 2)
        var record = ContractRecord(
            source: .usaspendingTransaction,
            award: AwardIdentifier(word("ocds-213czf-1/1")),
            awardClass: .order,
            amounts: award.amounts ?? Amounts(currency: .dollars),
            supplier: .person,
            line: 10_878
        )
        record.amounts.currentValue = Amount(cents: 77)
        record.permanentLink = number == 1 ? "javascript:alert(1)" : "https://data.example.org/awards/1"
        record.modification = number == 2 ? nil : word("P00012")
        record.actionDate = number == 2 ? nil : CalendarDay(year: 2_025, month: 2, day: 3)
        record.description = description ?? word("Maintenance of cutters")
        return Dossier.Record(
            awardID: award.id,
            record: record,
            counted: number == 3 ? [] : [.obligated],
            supplier: award.supplier,
            file: dossierFile(0, .usaspendingTransactions)
        )
    }

    func dossierAwardPage(page: Int, isMixed: Bool = false) -> DossierAwardPage {
        var shown = DossierAwardPage(
            award: dossierAward(isMixed ? 3 : 1, isMixed: isMixed),
            records: (0..<(isMixed ? 1 : 25)).map { dossierRecord($0) },
            page: page,
            pageCount: isMixed ? 1 : 3,
            citation: citation(files: 2)
        )
        shown.obligation = Dossier.Obligation(
            actionCount: isMixed ? 0 : 59,
            hasFirstAction: false,
            whole: Amount(cents: 9_000_000_000),
            currency: .dollars,
            isWhole: isMixed
        )
        if page == 2 { shown.timeline = dossierTimeline }
        return shown
    }
}
