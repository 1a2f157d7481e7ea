import UndersignedDatabase
package import UndersignedEvidence

/// What a file states of a record, as its row has it.
package struct EvidenceRow: Sendable {
    package let id: Int64
    package var fileID: Int64
    package let awardID: Int64
    package var supplierID: Int64?
    package var agencyID: Int64
    /// What of it goes into sums.
    package var counted: Set<AmountKind>
    /// Whether it is what anyone sees of the record.
    var isShown = false
    package var record: ContractRecord

    /// The year it is shown under; 0 where it has no date.
    ///
    /// Federal records of the United States are of a fiscal year, which begins in October of the year before.
    package var year: Int64 {
        guard let day = record.actionDate else { return 0 }
        return Int64(day.year) + (record.source != .ocdsAward && day.month >= 10 ? 1 : 0)
    }

    /// Which way its obligation goes, where it counts for so much.
    func sign(of kinds: Set<AmountKind>) -> AmountSign {
        guard let cents = record.amounts.obligated?.cents else { return .unstated }
        return kinds.contains(.obligated) ? AmountSign(cents) : .uncounted
    }

    /// What tells it from the others of its award.
    var action: String { Self.action(record.key) }

    static func action(_ key: RecordKey) -> String {
        guard key.modification != nil || key.transactionNumber != nil else { return "" }
        // No published number has a line break in it.
        return "\(key.modification ?? "")\n\(key.transactionNumber ?? "")"
    }
}

extension EvidenceRow {
    /// The columns of `evidence_record`, its award's identifier and its agency's names.
    init(_ row: QueryRow) throws {
        let content = try EvidenceContent(text: row.text("content"))
        try self.init(columns: row, supplier: content.supplier)
        content.fill(&record)
        record.buyer = Buyer(
            agency: try row.text("agency").nilIfEmpty,
            subAgency: try row.text("sub_agency").nilIfEmpty
        )
    }

    /// The same without its content: enough to tell what counts.
    init(columns row: QueryRow, supplier: Supplier = .person) throws {
        id = try row.integer("id")
        fileID = try row.integer("file_id")
        awardID = try row.integer("award_id")
        supplierID = try row.optionalInteger("supplier_id")
        agencyID = try row.integer("agency_id")
        counted = Self.kinds(try row.integer("counts"))
        isShown = try row.integer("is_shown") == 1
        guard let source = RecordSource(rawValue: try row.text("source")),
            let awardClass = AwardClass(rawValue: try row.text("class")),
            let currency = CurrencyCode(try row.text("currency"))
        else { throw DatabaseFailure.unexpectedShape("source, class or currency of an evidence_record") }
        let amounts = Amounts(
            currency: currency,
            obligated: try row.optionalInteger("obligated").map { Amount(cents: $0) },
            currentValue: try row.optionalInteger("current_value").map { Amount(cents: $0) },
            potentialValue: try row.optionalInteger("potential_value").map { Amount(cents: $0) }
        )
        record = ContractRecord(
            source: source,
            award: AwardIdentifier(try row.text("identifier")),
            awardClass: awardClass,
            amounts: amounts,
            supplier: supplier,
            line: Int(try row.integer("line"))
        )
        record.actionDate = try row.optionalText("day").flatMap { CalendarDay(text: $0) }
        let parts = try row.text("action").split(separator: "\n", omittingEmptySubsequences: false)
        record.modification = parts.count == 2 ? String(parts[0]).nilIfEmpty : nil
        record.transactionNumber = parts.count == 2 ? String(parts[1]).nilIfEmpty : nil
    }

    /// As the column `counts` has them.
    static func bits(_ kinds: Set<AmountKind>) -> Int64 {
        AmountKind.allCases.enumerated().reduce(0) { $0 | (kinds.contains($1.element) ? 1 << Int64($1.offset) : 0) }
    }

    private static func kinds(_ bits: Int64) -> Set<AmountKind> {
        Set(AmountKind.allCases.enumerated().filter { bits & (1 << Int64($0.offset)) != 0 }.map(\.element))
    }

    /// The values of a new row, in the order of `insertHead`.
    var values: Query {
        let amounts = record.amounts
        return """
            \(id), \(awardID), \(action), \(record.source.rawValue), \(record.awardClass.rawValue), \(supplierID), \
            \(agencyID), \(record.actionDate?.text), \(year), \(amounts.currency.text), \(amounts.obligated?.cents), \
            \(amounts.currentValue?.cents), \(amounts.potentialValue?.cents), \(Self.bits(counted)), \(fileID), \
            \(record.line), \(EvidenceContent(record).text)
            """
    }

    static let insertHead: StaticString = """
        INSERT INTO evidence_record (id, award_id, action, source, class, supplier_id, agency_id, day, year, currency,
            obligated, current_value, potential_value, counts, file_id, line, content)
        VALUES (
        """

    /// Puts a later statement of the same file in the place of an earlier one; nothing of the file is shown yet.
    ///
    /// - Throws: A fault of the database.
    func replace(_ transaction: any Transaction) throws {
        let amounts = record.amounts
        try transaction.execute(
            """
            UPDATE evidence_record SET source = \(record.source.rawValue), class = \(record.awardClass.rawValue),
                supplier_id = \(supplierID), agency_id = \(agencyID), day = \(record.actionDate?.text), year = \(year),
                currency = \(amounts.currency.text), obligated = \(amounts.obligated?.cents),
                current_value = \(amounts.currentValue?.cents), potential_value = \(amounts.potentialValue?.cents),
                line = \(record.line), content = \(EvidenceContent(record).text)
            WHERE id = \(id)
            """
        )
    }
}

extension String {
    var nilIfEmpty: String? { isEmpty ? nil : self }
}
