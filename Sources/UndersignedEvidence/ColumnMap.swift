/// Which column says what, by its name and never by its place; columns that nothing here knows are passed over.
package struct ColumnMap: Sendable {
    package let kind: EvidenceKind
    /// The fields that are there, with the column of each.
    let columns: [(field: RecordField, column: Int)]
    package let width: Int
    private let named: Set<RecordField>

    /// - Parameter header: The names, as the first row has them.
    /// - Throws: `EvidenceRefusal`: `otherKind` for grants and subawards, `sameColumns`, `missing` with what a table of contracts needs.
    package init(header: [String]) throws(EvidenceRefusal) {
        let names = header.map { RecordField.normal($0) }
        width = names.count
        if let other = Self.otherKind(header) { throw .otherKind(other) }
        let known = names.filter { RecordField.byName[$0] != nil }
        let repeated = Dictionary(grouping: known) { $0 }.filter { $1.count > 1 }.keys.sorted()
        guard repeated.isEmpty else { throw .sameColumns(repeated) }
        var best: [RecordField: (rank: Int, column: Int)] = [:]
        for (column, name) in names.enumerated() {
            guard let (field, rank) = RecordField.byName[name] else { continue }
            if let known = best[field], known.rank <= rank { continue }
            best[field] = (rank, column)
        }
        columns = best.map { ($0, $1.column) }.sorted { $0.column < $1.column }
        named = Set(best.keys)
        kind = try Self.kind(named)
    }

    /// What a table, or an object of a document, is about by the fields it has.
    static func kind(_ fields: Set<RecordField>) throws(EvidenceRefusal) -> EvidenceKind {
        var missing: [String] = []
        if fields.isDisjoint(with: [.award, .piid, .transactionKey]) {
            missing.append("no award identifier (contract_award_unique_key, Generated Award ID or award_id_piid)")
        }
        let isTransaction = fields.contains(.obligation)
        if !isTransaction && !fields.contains(.totalObligation) {
            missing.append("no obligated amount (federal_action_obligation or total_obligated_amount)")
        }
        if fields.isDisjoint(with: isTransaction ? [.actionDate] : [.latestDate, .baseDate, .periodStart]) {
            missing.append("no date (action_date or award_latest_action_date)")
        }
        guard missing.isEmpty else { throw .missing(missing) }
        return isTransaction ? .usaspendingTransactions : .usaspendingAwards
    }

    /// - Returns: Which kind of table other than contracts the names are of, if one that is known.
    static func otherKind(_ header: [String]) -> EvidenceKind? {
        let names = Set(header.map { RecordField.normal($0) })
        if names.contains(where: { $0.hasPrefix("subaward_") && !["subaward_count", "subaward_type"].contains($0) }) {
            return .usaspendingSubawards
        }
        let assistance = [
            "assistance_award_unique_key", "assistance_transaction_unique_key", "award_id_fain", "cfda_number",
            "assistance_type_code",
        ]
        return names.isDisjoint(with: assistance) ? nil : .usaspendingAssistance
    }

    /// - Returns: What the row says; nil where it has another number of cells than the header has names.
    func fields(of row: SeparatedRow) -> RecordFields? {
        guard row.count == width else { return nil }
        var fields = RecordFields(line: row.line)
        fields.named = named
        for (field, column) in columns {
            guard let cell = row[column], !RecordFields.isEmptyMark(cell) else { continue }
            fields[field] = String(decoding: cell, as: UTF8.self)
        }
        return fields
    }
}
