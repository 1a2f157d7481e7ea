/// The award that a row is about, and which action on it.
struct NamedAward {
    let identifier: AwardIdentifier
    let modification: String?
    let transactionNumber: String?

    /// - Throws: `RefusedRow` where the row names no award, or none that can be right.
    init(_ fields: RecordFields) throws(RefusedRow) {
        var transaction: TransactionKey?
        if let text = fields[.award] {
            identifier = try Self.given(text, fields)
        } else if let key = fields[.transactionKey].flatMap(TransactionKey.init) {
            identifier = key.award(isVehicle: Self.isVehicle(fields))
            transaction = key
        } else if let piid = fields[.piid] {
            identifier = try Self.built(piid, fields)
        } else {
            throw RefusedRow(line: fields.line, reason: "it names no award")
        }
        modification = fields[.modification] ?? transaction?.modification
        transactionNumber = fields[.transactionNumber] ?? transaction?.number
    }

    static func isVehicle(_ fields: RecordFields) -> Bool {
        [fields[.classFlag], fields[.awardType]].contains { $0?.uppercased().hasPrefix("IDV") == true }
    }

    /// The identifier that a row states: one that was cut off, or is another award's, would count its money once more.
    private static func given(_ text: String, _ fields: RecordFields) throws(RefusedRow) -> AwardIdentifier {
        if text.hasPrefix("ASST_") {
            throw RefusedRow(
                line: fields.line,
                reason: "it is a grant or other assistance (\(text.prefix(60))), no contract"
            )
        }
        let award = AwardIdentifier(text)
        guard award.isWhole else {
            throw RefusedRow(line: fields.line, reason: "\(PersonMask.quoted(text)) is no whole identifier of an award")
        }
        if let piid = fields[.piid], piid != award.piid {
            let reason = "its identifier \(text) is not that of its contract number \(PersonMask.quoted(piid))"
            throw RefusedRow(line: fields.line, reason: reason)
        }
        return award
    }

    /// Puts the identifier together as its publisher does.
    private static func built(_ piid: String, _ fields: RecordFields) throws(RefusedRow) -> AwardIdentifier {
        // Where others have theirs, a guess at a part would make a second award of one that is there.
        if fields.named.contains(.award), !hasAllParts(fields) {
            let reason = "its identifier is empty, and not all is there that it is put together from"
            throw RefusedRow(line: fields.line, reason: reason)
        }
        let agency = fields[.agencyCode] ?? "-NONE-"
        guard !isVehicle(fields) else { return AwardIdentifier(vehicle: piid, agency: agency) }
        let parent = fields[.parentPiid].map { (piid: $0, agency: fields[.parentAgency] ?? "-NONE-") }
        return AwardIdentifier(piid: piid, agency: agency, parent: parent)
    }

    /// Agency, parent or a column that could name one, and whether it is a vehicle.
    private static func hasAllParts(_ fields: RecordFields) -> Bool {
        guard fields[.agencyCode] != nil, fields[.classFlag] != nil || fields[.awardType] != nil else { return false }
        guard fields[.parentPiid] != nil else { return isVehicle(fields) || fields.named.contains(.parentPiid) }
        return fields[.parentAgency] != nil
    }
}
