import UndersignedDatabase
import UndersignedEvidence

/// The end of a change: of each award that is touched, which records count, what it adds up to, the sums it is part of, and
/// the words it is found by.
///
/// Only statements of published files count, and of several about one record the one that holds.
struct EvidenceSettling {
    private let transaction: any Transaction
    private var ledger = EvidenceLedger()
    private let published: Set<Int64>
    /// Rows whose `counts` or `is_shown` change: those that are shown no longer, and the others.
    private var (gone, changes): ([Query], [Query]) = ([], [])
    /// Awards to be found by their words, and awards not to be found any more.
    private var (shown, hidden): ([Int64], [Int64]) = ([], [])

    private static let awardsAtOnce = 256

    init(_ transaction: any Transaction) throws {
        self.transaction = transaction
        let files = try transaction.rows("SELECT id FROM evidence_file WHERE is_published = 1")
        published = Set(try files.map { try $0.integer("id") })
    }

    /// Settles all awards that are touched.
    mutating func run() throws {
        var last: Int64 = 0
        while true {
            let awards = try transaction.rows(
                """
                SELECT * FROM evidence_award WHERE is_touched = 1 AND id > \(last) ORDER BY id LIMIT \(Self.awardsAtOnce)
                """
            ).map { try EvidenceAward($0) }
            guard let end = awards.last?.id else { break }
            try settle(awards)
            last = end
        }
        // Also those that were found to be as they should.
        try transaction.rows("UPDATE evidence_award SET is_touched = 0 WHERE is_touched = 1")
        try ledger.flush(transaction, isLast: true)
    }

    /// Settles some awards, whose numbers are given once each.
    mutating func run(_ numbers: [Int64]) throws {
        for start in stride(from: 0, to: numbers.count, by: Self.awardsAtOnce) {
            let found = try transaction.rows(
                matching: numbers[start..<min(start + Self.awardsAtOnce, numbers.count)].map { "\($0)" },
                "WITH k(id) AS (VALUES (",
                ")) SELECT a.* FROM k CROSS JOIN evidence_award a WHERE a.id = k.id"
            ).map { try EvidenceAward($0) }
            // A row may come more than once.
            let awards = Dictionary(found.map { ($0.id, $0) }) { first, _ in first }.values
            try settle(awards.sorted { $0.id < $1.id })
        }
        try ledger.flush(transaction, isLast: true)
    }

    private mutating func settle(_ awards: [EvidenceAward]) throws {
        let found = try transaction.rows(
            matching: awards.map { "\($0.id)" },
            "WITH k(id) AS (VALUES (",
            """
            )) SELECT r.*, a.identifier FROM k CROSS JOIN evidence_award a JOIN evidence_record r ON r.award_id = a.id
            WHERE a.id = k.id
            """
        ).map { try EvidenceStatement($0) }
        // A row may come more than once.
        let statements = Dictionary(found.map { ($0.row.id, $0) }) { first, _ in first }.values
        let members = Dictionary(grouping: statements, by: \.row.awardID)
        for award in awards { try settle(award, members[award.id] ?? []) }
        try writeChanges()
        try transaction.refreshEvidenceSearch(shown: shown, hidden: hidden)
        (shown, hidden) = ([], [])
        try ledger.flush(transaction, isLast: false)
    }

    private mutating func settle(_ award: EvidenceAward, _ statements: [EvidenceStatement]) throws {
        let shown = try shown(statements)
        let counted = AwardStanding.counted(shown.map(\.record))
        let kinds = Dictionary(uniqueKeysWithValues: zip(shown.map(\.id), counted))
        var isNew = false
        for row in statements.map(\.row).sorted(by: { $0.id < $1.id }) {
            let now = kinds[row.id]
            guard (now ?? []) != row.counted || (now != nil) != row.isShown else { continue }
            isNew = true
            try ledger.change(row, to: now ?? [])
            let change: Query = "\(row.id), \(EvidenceRow.bits(now ?? [])), \(now == nil ? 0 : 1)"
            if now == nil { gone.append(change) } else { changes.append(change) }
        }
        let now: EvidenceAward
        if let latest = AwardStanding.latest(shown.map(\.record)) {
            now = try Self.award(award, shown[latest], shown, counted)
        } else {
            now = award.unpublished
        }
        // It was settled so before.
        guard isNew || now != award else { return }
        if now.recordCount > 0 {
            self.shown.append(award.id)
        } else if award.recordCount > 0 {
            hidden.append(award.id)
        }
        ledger.change(award, to: now)
        try transaction.settle(now)
    }

    /// Of each record the statement that holds of those that are published, in the order in which the records came.
    private func shown(_ statements: [EvidenceStatement]) throws -> [EvidenceRow] {
        let open = statements.filter { published.contains($0.row.fileID) }
        let records = try Dictionary(grouping: open, by: \.row.action).values.map { members in
            (first: members.map(\.row.id).min() ?? 0, row: try EvidenceStatement.holding(members)?.row)
        }
        return records.sorted { $0.first < $1.first }.compactMap(\.row)
    }

    /// What an award adds up to; nothing where its records are in several currencies.
    private static func award(
        _ award: EvidenceAward,
        _ latest: EvidenceRow,
        _ shown: [EvidenceRow],
        _ counted: [Set<AmountKind>]
    ) throws -> EvidenceAward {
        let currencies = Set(shown.filter { !$0.record.amounts.isEmpty }.map(\.record.amounts.currency))
        var amounts = currencies.count == 1 ? currencies.first.map { Amounts(currency: $0) } : nil
        for kind in AmountKind.allCases where amounts != nil {
            let cents = zip(shown, counted).filter { $1.contains(kind) }.compactMap {
                $0.0.record.amounts[kind]?.cents
            }
            guard !cents.isEmpty else { continue }
            amounts?[kind] = Amount(cents: try cents.reduce(0) { try EvidenceFigures.sum($0, $1) })
        }
        return EvidenceAward(
            id: award.id,
            identifier: award.identifier,
            awardClass: latest.record.awardClass,
            supplierID: latest.supplierID,
            agencyID: latest.agencyID,
            amounts: amounts,
            recordCount: Int64(shown.count),
            year: latest.year
        )
    }

    private mutating func writeChanges() throws {
        // A record is shown once at any time.
        for part in [gone, changes] {
            _ = try transaction.rows(
                matching: part,
                "WITH k(id, counts, is_shown) AS (VALUES (",
                // A key may come more than once.
                """
                )) UPDATE evidence_record SET counts = (SELECT MAX(k.counts) FROM k WHERE k.id = evidence_record.id),
                    is_shown = (SELECT MAX(k.is_shown) FROM k WHERE k.id = evidence_record.id),
                    counted_obligated = CASE WHEN (SELECT MAX(k.counts) FROM k WHERE k.id = evidence_record.id) % 2 = 1
                        THEN obligated END
                WHERE id IN (SELECT k.id FROM k)
                """
            )
        }
        (gone, changes) = ([], [])
    }
}

extension EvidenceAward {
    /// Nothing of it is published: it is on nobody's list.
    fileprivate var unpublished: EvidenceAward {
        EvidenceAward(
            id: id,
            identifier: identifier,
            awardClass: awardClass,
            supplierID: nil,
            agencyID: agencyID,
            amounts: nil,
            recordCount: 0,
            year: 0
        )
    }
}

extension Transaction {
    fileprivate func settle(_ award: EvidenceAward) throws {
        let amounts = award.amounts
        try execute(
            """
            UPDATE evidence_award SET class = \(award.awardClass.rawValue), supplier_id = \(award.supplierID),
                agency_id = \(award.agencyID), currency = \(amounts?.currency.text),
                listed_currency = \(award.listedCurrency), obligated = \(amounts?.obligated?.cents),
                current_value = \(amounts?.currentValue?.cents), potential_value = \(amounts?.potentialValue?.cents),
                record_count = \(award.recordCount), year = \(award.year), is_touched = 0
            WHERE id = \(award.id)
            """
        )
    }
}
