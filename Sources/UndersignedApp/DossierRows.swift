import Foundation
import UndersignedCore
import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore

/// From rows to what pages show: numbers get their names.
extension DossierReading {
    static func award(_ award: EvidenceAward, _ names: inout DossierNames) throws -> Dossier.Award {
        Dossier.Award(
            id: award.id,
            identifier: award.identifier,
            awardClass: award.awardClass,
            supplier: try names.supplier(award.supplierID),
            agency: try names.agency(award.agencyID),
            amounts: award.amounts,
            recordCount: Int(award.recordCount)
        )
    }

    static func records(_ rows: [EvidenceRow], _ names: inout DossierNames) throws -> [Dossier.Record] {
        let stored = Dictionary(uniqueKeysWithValues: try names.transaction.evidenceFiles().map { ($0.id, $0) })
        var files: [Int64: Dossier.File] = [:]
        var records: [Dossier.Record] = []
        for row in rows {
            if files[row.fileID] == nil { files[row.fileID] = try stored[row.fileID].map { try Dossier.File($0) } }
            guard let file = files[row.fileID] else { continue }
            records.append(
                Dossier.Record(
                    awardID: row.awardID,
                    record: row.record,
                    counted: row.counted,
                    supplier: try names.supplier(row.supplierID),
                    file: file
                )
            )
        }
        return records
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
            hash: Hexadecimal.encode(row.hash),
            name: row.name,
            kind: row.kind,
            importedAt: Moment(seconds: row.importedAt),
            rowCount: report.rows ?? 0,
            currency: report.currency.flatMap { CurrencyCode($0) },
            sums: Dictionary(sums) { first, _ in first }
        )
        isPublished = row.isPublished
        progress = row.work.map(EvidenceProgress.init)
    }
}
