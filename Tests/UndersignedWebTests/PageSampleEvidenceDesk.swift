import UndersignedApp
import UndersignedCore
import UndersignedEvidence
import UndersignedWeb

/// Contract records at the desk.
extension PageSamples {
    var evidenceDesk: [Sample] {
        let files = [true, false].enumerated().map { place, isPublished in
            EvidenceFiles.Item(
                id: Int64(place + 1),
                name: word("contracts-2025.csv"),
                kind: .usaspendingTransactions,
                importedAt: now,
                isPublished: isPublished,
                counts: EvidenceFiles.Counts(rows: 10_878, imported: 10_856, repeats: 22, refused: 0)
            )
        }
        var onTheirWay = files
        for place in onTheirWay.indices {
            let file = files[place]
            onTheirWay[place] = EvidenceFiles.Item(
                id: file.id,
                name: file.name,
                kind: file.kind,
                importedAt: now,
                isPublished: file.isPublished,
                progress: EvidenceProgress(doneCount: 2_048, recordCount: 10_878),
                // The other one has a head alone.
                counts: place == 0
                    ? file.counts : EvidenceFiles.Counts(rows: 0, imported: 0, repeats: 0, refused: 0)
            )
        }
        let claims = Slug("libraries").map { slug in
            [EvidenceFiles.CitingClaim(campaign: slug, number: 3, sentence: word("ACME was paid 5 dollars."))]
        }
        var report = ImportReport(
            file: word("contracts-2025.csv"),
            kind: .usaspendingTransactions,
            rows: 3,
            tally: RecordTally(refusedCount: 1)
        )
        report.notes = [word("2 amounts were rounded")]
        report.refusedRows = [RefusedRow(line: 4, reason: word("no amount"))]
        return [
            Sample("admin-evidence", AdminEvidencePage(bar: bar, files: files, before: 9, older: 1)),
            Sample("admin-evidence-none", AdminEvidencePage(bar: bar, files: [], outcome: .noFile)),
            Sample(
                "admin-evidence-refused",
                AdminEvidencePage(bar: bar, files: [], outcome: .refused(word("the file is empty")))
            ),
            Sample("admin-evidence-read", AdminEvidencePage(bar: bar, files: files, outcome: .imported(report))),
            Sample("admin-evidence-on-its-way", AdminEvidencePage(bar: bar, files: onTheirWay, outcome: .removed)),
            Sample("admin-evidence-removal", AdminEvidenceRemovalPage(bar: bar, file: files[1])),
            Sample(
                "admin-evidence-removal-published",
                AdminEvidenceRemovalPage(bar: bar, file: files[0], refusal: .published)
            ),
            Sample(
                "admin-evidence-removal-cited",
                AdminEvidenceRemovalPage(bar: bar, file: files[1], refusal: .cited(claims ?? []))
            ),
            Sample("admin-alias", AdminAliasPage(bar: bar, waiting: pairs(52), decisions: decisions)),
            Sample("admin-alias-one-more", AdminAliasPage(bar: bar, waiting: pairs(51), decisions: [])),
            Sample(
                "admin-alias-joined",
                AdminAliasPage(bar: bar, waiting: [], decisions: [], refusal: .joinedByOthers)
            ),
            Sample(
                "admin-alias-contrary",
                AdminAliasPage(bar: bar, waiting: [], decisions: [], refusal: .refusedBefore)
            ),
            Sample(
                "admin-alias-resold",
                AdminAliasPage(bar: bar, waiting: [], decisions: [], refusal: .resold)
            ),
            Sample("admin-alias-none", AdminAliasPage(bar: bar, waiting: [], decisions: [])),
        ] + resellerDesk
    }

    private var resellerDesk: [Sample] {
        let refusals: [(String, Reselling.Refusal)] = [
            ("unknown", .unknownSupplier(7)), ("same", .oneAndTheSame), ("one", .saidToBeOne),
            ("other-way", .otherWayRound), ("otherwise", .saidOtherwise),
        ]
        return [
            Sample("admin-reseller", AdminResellerPage(bar: bar, waiting: resales(22), decisions: resaleDecisions)),
            Sample("admin-reseller-one-more", AdminResellerPage(bar: bar, waiting: resales(21), decisions: [])),
            Sample("admin-reseller-none", AdminResellerPage(bar: bar, waiting: [], decisions: [])),
        ]
            + refusals.map { name, refusal in
                var page = AdminResellerPage(bar: bar, waiting: [], decisions: [], refusal: refusal)
                (page.reseller, page.vendor) = (word("7"), word("8"))
                return Sample("admin-reseller-" + name, page)
            }
    }

    /// One accepted, one refused.
    var resaleDecisions: [Reselling.Decision] {
        resales(2).enumerated().map { Reselling.Decision(pair: $1, isAccepted: $0 == 0, decidedAt: now) }
    }

    private func resales(_ count: Int) -> [Reselling.Pair] {
        pairs(count).enumerated().map { place, pair in
            let reason =
                place % 2 == 0
                ? Reselling.Reason(.named, words: word("ACME"), recordCount: place + 1, awardIDs: [5, 6])
                : Reselling.Reason(.byHand)
            return Reselling.Pair(reseller: pair.left, vendor: pair.right, reason: reason)
        }
    }

    private var decisions: [SupplierAliasing.Decision] {
        pairs(2).enumerated().map {
            SupplierAliasing.Decision(pair: $1, isAccepted: $0 == 0, decidedAt: now)
        }
    }

    /// A supplier with one other name.
    var supplierGroup: SupplierGroup {
        let pair = pairs(1)[0]
        let sums = AmountKind.allCases.map { kind in
            SupplierGroup.Sum(currency: .dollars, awardClass: .award, kind: kind, cents: 500, recordCount: 1)
        }
        return SupplierGroup(
            members: [pair.left, pair.right].map { SupplierGroup.Member(supplier: $0, sums: sums) },
            decisions: decisions
        )
    }

    private func pairs(_ count: Int) -> [SupplierAliasing.Pair] {
        let kinds = SupplierAliasing.Reason.Kind.allCases
        return (0..<count).map { place in
            let id = Int64(2 * place + 1)
            let left = SupplierAliasing.Named(
                id: id,
                name: word("ACME SYSTEMS LLC"),
                identity: word("UEI ABCDEF123456")
            )
            let right = SupplierAliasing.Named(id: id + 1, name: word("ACME SYSTEM"), identity: nil)
            let reason = SupplierAliasing.Reason(kinds[place % kinds.count], words: word("SYSTEMS SYSTEM"))
            return SupplierAliasing.Pair(left: left, right: right, score: 970, reason: reason)
        }
    }
}
