import Foundation
import UndersignedCore
import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore

/// From rows to what pages show: numbers get their names.
extension DossierReading {
    static func award(_ award: EvidenceAward, _ transaction: any Transaction) throws -> Dossier.Award {
        let buyer = try transaction.evidenceAgency(award.agencyID) ?? Buyer()
        return Dossier.Award(
            id: award.id,
            identifier: award.identifier,
            awardClass: award.awardClass,
            supplier: try supplier(award.supplierID, transaction),
            agency: Dossier.Name(id: award.agencyID, name: name(buyer)),
            amounts: award.amounts,
            recordCount: Int(award.recordCount)
        )
    }

    static func records(_ rows: [EvidenceRow], _ transaction: any Transaction) throws -> [Dossier.Record] {
        let files = Dictionary(uniqueKeysWithValues: try transaction.evidenceFiles().map { ($0.id, $0.name) })
        return try rows.map { row in
            Dossier.Record(
                awardID: row.awardID,
                record: row.record,
                counted: row.counted,
                supplier: try supplier(row.supplierID, transaction),
                file: Dossier.Name(id: row.fileID, name: files[row.fileID] ?? "")
            )
        }
    }

    private static func supplier(_ id: Int64?, _ transaction: any Transaction) throws -> Dossier.Name? {
        guard let id, let found = try transaction.evidenceSupplier(id) else { return nil }
        return Dossier.Name(id: id, name: found.name)
    }

    /// The agency and its part, as far as the source names them.
    static func name(_ buyer: Buyer) -> String {
        [buyer.agency, buyer.subAgency].compactMap { $0 }.joined(separator: ", ")
    }

    /// A published identifier; nil for one that is known by its name alone.
    static func published(_ identity: String) -> String? {
        identity.hasPrefix("name ") ? nil : identity
    }
}

extension Dossier.Sum {
    init(_ sum: EvidenceSum) {
        self.init(
            year: Int(sum.year),
            currency: CurrencyCode(sum.currency) ?? .none,
            awardClass: sum.awardClass,
            kind: sum.kind,
            cents: sum.cents,
            recordCount: Int(sum.recordCount)
        )
    }
}

extension Dossier.File {
    /// The parts of the report that pages show; what is not there is nil.
    private struct Report: Decodable {
        var rows: Int?
        var currency: String?
        var sums: [String: String?]?
    }

    init(_ row: EvidenceFileRow) throws {
        let report: Report
        do {
            report = try JSONDecoder().decode(Report.self, from: Data(row.report.utf8))
        } catch {
            throw DatabaseFailure.unexpectedShape("the report of an evidence_file")
        }
        let sums = (report.sums ?? [:]).compactMap { name, text in
            AmountKind(rawValue: name).flatMap { kind in text.map { (kind, $0) } }
        }
        self.init(
            id: row.id,
            name: row.name,
            kind: row.kind,
            importedAt: Moment(seconds: row.importedAt),
            rowCount: report.rows ?? 0,
            currency: report.currency.flatMap { CurrencyCode($0) },
            sums: Dictionary(sums) { first, _ in first }
        )
    }
}
