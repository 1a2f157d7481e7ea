import Foundation
package import UndersignedEvidence

/// One object a file, on one line; the names are stable.
package struct EvidenceReportJSON: Encodable {
    private let report: ImportReport

    package static func text(_ report: ImportReport) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(EvidenceReportJSON(report: report)), as: UTF8.self)
        } catch {
            preconditionFailure("strings and numbers always encode: \(error)")
        }
    }

    private enum Key: String, CodingKey {
        case file, kind, rows, imported, repeats, refused, awards, negative, zero, currency, sums
    }

    private struct KindKey: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ kind: AmountKind) {
            stringValue = kind.rawValue
        }

        init?(stringValue: String) {
            self.stringValue = stringValue
        }

        init?(intValue: Int) {
            nil
        }
    }

    /// What is not there is written as null.
    package func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Key.self)
        try object.encode(report.file, forKey: .file)
        try object.encode(report.kind.rawValue, forKey: .kind)
        try object.encode(report.rows, forKey: .rows)
        try object.encode(report.tally.importedCount, forKey: .imported)
        try object.encode(report.tally.repeatCount, forKey: .repeats)
        try object.encode(report.tally.refusedCount, forKey: .refused)
        try object.encode(report.tally.awardCount, forKey: .awards)
        try object.encode(report.tally.negativeCount, forKey: .negative)
        try object.encode(report.tally.zeroCount, forKey: .zero)
        try object.encode(report.currency?.text, forKey: .currency)
        var sums = object.nestedContainer(keyedBy: KindKey.self, forKey: .sums)
        for kind in AmountKind.allCases { try sums.encode(report.sumText(kind), forKey: KindKey(kind)) }
    }
}
