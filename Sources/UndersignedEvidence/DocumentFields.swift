/// What an object of USAspending's API says, by the same names as a table's columns.
///
/// `{"recipient": {"recipient_name": …}}` stands under `recipient_recipient_name`.
enum DocumentFields {
    private static let deepest = 4

    /// - Returns: The fields and what they are about; nil for an object that is no award or action with an amount.
    static func award(_ value: JSONValue, line: Int) -> (RecordFields, EvidenceKind)? {
        var ranks: [RecordField: Int] = [:]
        var fields = RecordFields(line: line)
        collect(value, prefix: "", depth: 0, &fields, &ranks)
        if let id = value["id"]?.text, TransactionKey(id) != nil, id.hasPrefix("CONT_TX_") {
            fields[.transactionKey] = id
            ranks[.transactionKey] = 0
        }
        if isSoleProprietor(value) { fields[.soleProprietor] = "t" }
        let named = Set(ranks.keys)
        fields.named = named
        guard !named.isDisjoint(with: [.award, .transactionKey]) else { return nil }
        if named.contains(.obligation) { return (fields, .usaspendingTransactions) }
        return named.contains(.totalObligation) ? (fields, .usaspendingAwards) : nil
    }

    private static func collect(
        _ value: JSONValue,
        prefix: String,
        depth: Int,
        _ fields: inout RecordFields,
        _ ranks: inout [RecordField: Int]
    ) {
        for member in value.members {
            let name = prefix + RecordField.normal(member.name)
            if case .object = member.value, depth < deepest {
                collect(member.value, prefix: name + "_", depth: depth + 1, &fields, &ranks)
                continue
            }
            guard let (field, rank) = RecordField.byName[name] else { continue }
            if let known = ranks[field], known <= rank, fields[field] != nil { continue }
            if case .array = member.value { continue }
            // The database's own number of an award, which some answers call `award_id`.
            if field == .piid, case .number = member.value { continue }
            ranks[field] = rank
            if let text = member.value.text { fields[field] = text }
        }
    }

    private static func isSoleProprietor(_ value: JSONValue) -> Bool {
        let categories = value["recipient"]?["business_categories"]?.elements ?? []
        return categories.contains { category in
            guard let text = category.text?.lowercased() else { return false }
            return ["sole proprietorship", "sole_proprietorship", "individuals"].contains(text)
        }
    }
}
