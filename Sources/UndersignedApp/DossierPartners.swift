import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore

/// What a page of one who sells or buys shows beside its sums.
extension DossierReading {
    private static let (mostGroups, mostPartners, mostLooked) = (2, 10, 25)

    /// Adds totals, those it deals with most, and its parents.
    static func complete(
        _ party: inout Dossier.Party,
        _ side: Dossier.Side,
        _ transaction: any Transaction,
        _ names: inout DossierNames
    ) throws {
        let id = party.name.id
        let totals =
            switch side {
            case .suppliers: try transaction.evidenceTotals(ofSupplier: id)
            case .agencies: try transaction.evidenceTotals(ofAgency: id)
            }
        party.totals = try totals.map { try DossierTotal($0, &names) }
        let largest = totals.filter { !$0.currency.isEmpty && $0.cents[.obligated] != nil }
            .sorted { $0.recordCount > $1.recordCount }.prefix(mostGroups)
        for total in largest {
            let pairs =
                switch side {
                case .suppliers: try transaction.evidencePairs(ofSupplier: id, total.group, limit: mostPartners)
                case .agencies: try transaction.evidencePairs(ofAgency: id, total.group, limit: mostPartners)
                }
            party.partners += try pairs.map { try DossierTotal($0, &names) }
        }
        let kinds = try transaction.evidenceFacets(
            .records,
            supplierID: side == .suppliers ? id : nil,
            agencyID: side == .agencies ? id : nil
        )
        party.isToldTwice = kinds.contains { $0.sign == .uncounted }
        if side == .suppliers { party.parents = try parents(of: id, transaction, &names) }
    }

    /// Those that the latest and largest records of a supplier state, by published identifiers alone.
    static func parents(
        of id: Int64,
        _ transaction: any Transaction,
        _ names: inout DossierNames
    ) throws -> [Dossier.Parent] {
        let filter = RecordFilter(supplierID: id)
        let own = try transaction.evidenceSupplier(id)?.identity
        var parents: [Dossier.Parent] = []
        for row in try transaction.evidenceRecords(filter, after: nil, limit: mostLooked)?.rows ?? [] {
            let supplier = row.record.supplier
            let identities = supplier.parentIdentifiers.sorted().map { "\($0.scheme) \($0.value)" }
            guard let name = supplier.parentName, !identities.isEmpty, !identities.contains(own ?? ""),
                !parents.contains(where: { $0.identities == identities })
            else { continue }
            let known = try identities.lazy.compactMap { try transaction.evidenceSupplierID(identity: $0) }.first
            parents.append(Dossier.Parent(name: name, identities: identities, supplier: try names.supplier(known)))
        }
        return parents
    }
}
