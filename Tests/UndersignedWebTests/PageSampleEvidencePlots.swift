import UndersignedApp
import UndersignedCore
import UndersignedEvidence
import UndersignedWeb

/// What pages of contract records draw.
extension PageSamples {
    func dossierFlow(isCut: Bool) -> DossierFlow {
        let suppliers = (0..<7).map { name(Int64($0 + 1), "ACME SYSTEMS AND SERVICES \($0) LLC") }
        return DossierFlow(
            currency: .dollars,
            awardClass: .award,
            agencies: (0..<5).map { name(Int64($0 + 1), $0 == 1 ? "" : "Department of Parks and Rivers") } + [nil],
            suppliers: suppliers + [nil],
            amounts: (0..<6).map { row in (0..<8).map { Int64(($0 * row) % 5) * 1_234_567 } },
            isCut: isCut
        )
    }

    func dossierParent(_ supplier: Dossier.Name?) -> Dossier.Parent {
        Dossier.Parent(name: word("ACME HOLDINGS"), identities: [word("UEI ZZZZZZ123456")], supplier: supplier)
    }

    var dossierTimeline: [Dossier.Step] {
        var total: Int64 = 0
        return (0..<12).map { number in
            let cents: Int64 = number % 4 == 3 ? -9_000_000 : 4_000_000
            total += cents
            return Dossier.Step(
                day: number == 0 ? nil : CalendarDay(year: 2_020 + number / 3, month: number, day: 3),
                modification: number == 1 ? nil : word("P0001"),
                cents: cents,
                total: total
            )
        }
    }
}
