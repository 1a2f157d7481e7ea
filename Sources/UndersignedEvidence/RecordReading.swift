/// Makes a record of what one row says.
struct RecordReading: Sendable {
    var kind: EvidenceKind
    var habits: FileHabits
    /// Amounts that were rounded to the cent, and periods whose dates could not be read.
    private(set) var roundedCount = 0
    private(set) var droppedDateCount = 0

    init(kind: EvidenceKind, habits: FileHabits) {
        self.kind = kind
        self.habits = habits
    }

    /// - Throws: `RefusedRow` with what is wrong with it.
    mutating func record(of fields: RecordFields) throws(RefusedRow) -> ContractRecord {
        let award = try NamedAward(fields)
        let parent = award.identifier.parent
        let isTransaction = kind != .usaspendingAwards
        var amounts = Amounts(currency: .dollars)
        amounts.obligated = try amount(isTransaction ? .obligation : .totalObligation, fields)
        amounts.currentValue = try amount(.currentValue, fields)
        amounts.potentialValue = try amount(.potentialValue, fields)
        var record = ContractRecord(
            source: kind == .fpdsAtom ? .fpdsAction : isTransaction ? .usaspendingTransaction : .usaspendingAward,
            award: award.identifier,
            awardClass: Self.awardClass(
                award.identifier,
                hasParent: parent != nil || fields[.parentPiid] != nil,
                fields
            ),
            amounts: amounts,
            supplier: Self.supplier(fields),
            buyer: Buyer(agency: fields[.agency], subAgency: fields[.subAgency]),
            line: fields.line
        )
        record.actionDate = try actionDay(fields, isTransaction: isTransaction)
        if isTransaction {
            record.modification = award.modification ?? "0"
            record.transactionNumber = award.transactionNumber
        }
        if !isTransaction, let day = modifiedDay(fields) ?? record.actionDate {
            record.revision = RecordRevision(isCompiled: false, date: day.text, release: "")
        }
        record.piid = fields[.piid] ?? award.identifier.piid
        record.parent = parent
        record.permanentLink = award.identifier.permanentLink
        record.description = fields[.description].map(PersonMask.masked)
        record.industry = CodedWord(code: fields[.industryCode], words: fields[.industry])
        record.product = CodedWord(code: fields[.productCode], words: fields[.product])
        record.place = Place(country: fields[.country], state: fields[.state])
        record.period = Period(start: periodDay(.periodStart, fields), end: periodDay(.periodEnd, fields))
        record.competition = fields[.competition]
        return record
    }

    private static func awardClass(_ award: AwardIdentifier, hasParent: Bool, _ fields: RecordFields) -> AwardClass {
        if award.isVehicle || NamedAward.isVehicle(fields) { return .vehicle }
        return hasParent ? .order : .award
    }

    private static func supplier(_ fields: RecordFields) -> Supplier {
        let name = fields[.supplier] ?? fields[.supplierRaw] ?? ""
        let flags = [fields[.soleProprietor], fields[.organisationType]]
        let isSole = flags.contains {
            ["t", "true", "y", "yes", "1", "sole proprietorship"].contains($0?.lowercased())
        }
        guard !PersonMask.isPerson(name, isSoleProprietor: isSole) else { return .person }
        let parentName = fields[.parentName].flatMap(organisation)
        func identifiers(_ field: RecordField) -> [PublishedIdentifier] {
            fields[field].map { [PublishedIdentifier(scheme: "UEI", value: $0)] } ?? []
        }
        return Supplier(
            name: name,
            rawName: fields[.supplierRaw].flatMap(organisation),
            identifiers: identifiers(.supplierUEI),
            parentName: parentName,
            parentIdentifiers: parentName == nil ? [] : identifiers(.parentUEI)
        )
    }

    /// - Returns: nil where it is a person.
    private static func organisation(_ name: String) -> String? {
        PersonMask.isPerson(name, isSoleProprietor: false) ? nil : name
    }

    private mutating func amount(_ field: RecordField, _ fields: RecordFields) throws(RefusedRow) -> Amount? {
        guard let text = fields[field] else { return nil }
        guard let written = WrittenAmount(text, mark: habits.decimalMark ?? .point) else {
            throw RefusedRow(line: fields.line, reason: "\(PersonMask.quoted(text)) is no amount (\(field.names[0]))")
        }
        if written.isRounded { roundedCount += 1 }
        return written.amount
    }

    private func actionDay(_ fields: RecordFields, isTransaction: Bool) throws(RefusedRow) -> CalendarDay? {
        let candidates: [RecordField] = isTransaction ? [.actionDate] : [.latestDate, .baseDate]
        guard let text = candidates.lazy.compactMap({ fields[$0] }).first else {
            if isTransaction { throw RefusedRow(line: fields.line, reason: "it has no date (action_date)") }
            return nil
        }
        let order = habits.dateOrder ?? .monthFirst
        if let day = WrittenDay(text)?.day(in: order) {
            if day.isOfContracts { return day }
            throw RefusedRow(line: fields.line, reason: Self.strangeYear(day))
        }
        let reason =
            WrittenDay(text)?.isOpen == true
            ? "\(PersonMask.quoted(text)) is no date, read \(FileHabits.words(order)) as the rest of the file"
            : "\(PersonMask.quoted(text)) is no date"
        throw RefusedRow(line: fields.line, reason: reason)
    }

    static func strangeYear(_ day: CalendarDay) -> String {
        let years = CalendarDay.years
        return
            "‘\(day.text)’ is no date of a contract: its year is before \(years.lowerBound) or after \(years.upperBound)"
    }

    /// When the source last changed what it says about the award.
    private func modifiedDay(_ fields: RecordFields) -> CalendarDay? {
        fields[.lastModified].flatMap(WrittenDay.init)?.day(in: habits.dateOrder ?? .monthFirst)
    }

    private mutating func periodDay(_ field: RecordField, _ fields: RecordFields) -> CalendarDay? {
        guard let text = fields[field] else { return nil }
        let day = WrittenDay(text)?.day(in: habits.dateOrder ?? .monthFirst)
        guard let day, day.isOfContracts else {
            droppedDateCount += 1
            return nil
        }
        return day
    }

    /// What a reader of the report has to know about how values were read.
    var notes: [String] {
        var notes = habits.notes
        if roundedCount > 0 { notes.append("\(roundedCount) amounts have more than two decimals; rounded to the cent") }
        if droppedDateCount > 0 {
            notes.append("\(droppedDateCount) dates of periods can't be read; those periods are left open")
        }
        return notes
    }
}
