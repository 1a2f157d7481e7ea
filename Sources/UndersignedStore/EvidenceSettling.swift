import UndersignedDatabase
import UndersignedEvidence

/// The end of a change: of each award that is touched, which records count, what it adds up to, and the sums it is part of.
///
/// Only records of published files count.
struct EvidenceSettling {
    private let transaction: any Transaction
    private var figures: EvidenceFigures
    private let published: Set<Int64>
    /// Records whose `counts` change.
    private var changes: [Query] = []

    private static let awardsAtOnce = 256

    init(_ transaction: any Transaction, _ figures: EvidenceFigures = EvidenceFigures()) throws {
        self.transaction = transaction
        self.figures = figures
        let files = try transaction.rows("SELECT id FROM evidence_file WHERE is_published = 1")
        published = Set(try files.map { try $0.integer("id") })
    }

    mutating func run() throws {
        var last: Int64 = 0
        while true {
            let awards = try transaction.rows(
                """
                SELECT id FROM evidence_award WHERE is_touched = 1 AND id > \(last) ORDER BY id LIMIT \(Self.awardsAtOnce)
                """
            )
            guard let end = try awards.last?.integer("id") else { break }
            try settle(try awards.map { try $0.integer("id") })
            last = end
        }
        try figures.flush(transaction, isLast: true)
    }

    private mutating func settle(_ awardIDs: [Int64]) throws {
        let found = try transaction.rows(
            matching: awardIDs.map { "\($0)" },
            "WITH k(id) AS (VALUES (",
            """
            )) SELECT r.id, r.file_id, r.award_id, r.action, r.source, r.class, r.supplier_id, r.agency_id, r.day,
                r.currency, r.obligated, r.current_value, r.potential_value, r.counts, r.line, a.identifier
            FROM k CROSS JOIN evidence_award a JOIN evidence_record r ON r.award_id = a.id WHERE a.id = k.id
            """
        ).map { try EvidenceRow(columns: $0) }
        // A record may come more than once.
        let rows = Dictionary(found.map { ($0.id, $0) }) { first, _ in first }.values
        for (id, members) in Dictionary(grouping: rows, by: \.awardID).sorted(by: { $0.key < $1.key }) {
            try settle(id, members.sorted { $0.id < $1.id })
        }
        try writeCounts()
        try figures.flush(transaction, isLast: false)
    }

    private mutating func settle(_ awardID: Int64, _ rows: [EvidenceRow]) throws {
        let shown = rows.filter { published.contains($0.fileID) }
        let counted = AwardStanding.counted(shown.map(\.record))
        let kinds = Dictionary(uniqueKeysWithValues: zip(shown.map(\.id), counted))
        for row in rows {
            let now = kinds[row.id] ?? []
            guard now != row.counted else { continue }
            try figures.add(row, row.counted.subtracting(now), sign: -1)
            try figures.add(row, now.subtracting(row.counted), sign: 1)
            changes.append("\(row.id), \(EvidenceRow.bits(now))")
        }
        guard let latest = AwardStanding.latest(shown.map(\.record)) else { return try hide(awardID) }
        let currencies = Set(shown.filter { !$0.record.amounts.isEmpty }.map(\.record.amounts.currency))
        func sum(_ kind: AmountKind) throws -> Int64? {
            guard currencies.count == 1 else { return nil }
            let amounts = zip(shown, counted).filter { $1.contains(kind) }.compactMap {
                $0.0.record.amounts[kind]?.cents
            }
            return amounts.isEmpty ? nil : try amounts.reduce(0) { try EvidenceFigures.sum($0, $1) }
        }
        try transaction.execute(
            """
            UPDATE evidence_award SET class = \(shown[latest].record.awardClass.rawValue),
                supplier_id = \(shown[latest].supplierID), agency_id = \(shown[latest].agencyID),
                currency = \(currencies.count == 1 ? currencies.first?.text : nil), obligated = \(try sum(.obligated)),
                current_value = \(try sum(.currentValue)), potential_value = \(try sum(.potentialValue)),
                record_count = \(shown.count), is_touched = 0
            WHERE id = \(awardID)
            """
        )
    }

    /// Nothing of an award is published: it is on nobody's list.
    private func hide(_ awardID: Int64) throws {
        try transaction.execute(
            """
            UPDATE evidence_award SET supplier_id = NULL, currency = NULL, obligated = NULL, current_value = NULL,
                potential_value = NULL, record_count = 0, is_touched = 0
            WHERE id = \(awardID)
            """
        )
    }

    private mutating func writeCounts() throws {
        _ = try transaction.rows(
            matching: changes,
            "WITH k(id, counts) AS (VALUES (",
            // A key may come more than once.
            """
            )) UPDATE evidence_record SET counts = (SELECT MAX(k.counts) FROM k WHERE k.id = evidence_record.id)
            WHERE id IN (SELECT k.id FROM k)
            """
        )
        changes = []
    }
}
