/// Collects what the entries of a feed say, element by element.
final class FeedEntries {
    /// The longest text of one element.
    private static let longest = 1 << 20

    private var path: [String] = []
    private var text: [UInt8] = []
    private var current: RecordFields?
    private var whole: [RecordFields] = []

    /// Gives the entries that are whole, and forgets them.
    func take() -> [RecordFields] {
        defer { whole = [] }
        return whole
    }

    /// - Parameters:
    ///   - name: With the prefix of its namespace, which publishers choose as they like.
    ///   - attributes: By their names.
    ///   - line: Where it stands.
    func begin(_ name: String, attributes: [(name: String, value: String)], line: Int) {
        let name = Self.local(name)
        path.append(name)
        text = []
        if name == "entry", current == nil { current = RecordFields(line: line) }
        guard current != nil else { return }
        // `award`, `IDV` and their kin stand right in the entry's content.
        if path.dropLast().last == "content", name.uppercased() == "IDV" { current?[.classFlag] = "IDV" }
        for (attribute, field) in Self.attributes[name] ?? [] where Self.isPlace(path, of: field) {
            let value = attributes.first { $0.name == attribute }?.value
            if let value, !value.isEmpty { current?[field] = value }
        }
    }

    func add(_ bytes: some Collection<UInt8>) {
        if current != nil, text.count < Self.longest { text.append(contentsOf: bytes) }
    }

    func end() {
        guard let name = path.popLast() else { return }
        if name == "entry" {
            if let fields = current, fields[.piid] != nil { whole.append(fields) }
            current = nil
            return
        }
        guard current != nil, let field = Self.texts["\(path.last ?? "")/\(name)"] ?? Self.texts[name] else { return }
        let value = text.drop { $0 <= 0x20 }.reversed().drop { $0 <= 0x20 }.reversed()
        text = []
        guard !value.isEmpty else { return }
        current?[field] = String(decoding: value, as: UTF8.self)
    }

    private static func local(_ name: String) -> String {
        name.split(separator: ":").last.map(String.init) ?? name
    }

    /// `countryCode` and `stateCode` stand in the supplier's address as well.
    private static func isPlace(_ path: [String], of field: RecordField) -> Bool {
        ![.country, .state].contains(field) || path.contains("principalPlaceOfPerformance")
    }

    /// By the element's name, with the one around it where the name alone says too little.
    private static let texts: [String: RecordField] = [
        "awardContractID/agencyID": .agencyCode, "awardContractID/PIID": .piid,
        "awardContractID/modNumber": .modification,
        "awardContractID/transactionNumber": .transactionNumber, "IDVID/agencyID": .agencyCode, "IDVID/PIID": .piid,
        "IDVID/modNumber": .modification, "referencedIDVID/agencyID": .parentAgency,
        "referencedIDVID/PIID": .parentPiid,
        "signedDate": .actionDate, "effectiveDate": .periodStart, "currentCompletionDate": .periodEnd,
        "lastDateToOrder": .periodEnd, "dollarValues/obligatedAmount": .obligation,
        "totalBaseAndExercisedOptionsValue": .currentValue, "totalBaseAndAllOptionsValue": .potentialValue,
        "descriptionOfContractRequirement": .description, "productOrServiceCode": .productCode,
        "principalNAICSCode": .industryCode, "UEILegalBusinessName": .supplier, "vendorName": .supplierRaw,
        "contractorName": .supplierRaw, "UEI": .supplierUEI, "ultimateParentUEI": .parentUEI,
        "ultimateParentUEIName": .parentName, "isSolePropreitorship": .soleProprietor,
        "isSoleProprietorship": .soleProprietor,
    ]

    private static let attributes: [String: [(attribute: String, field: RecordField)]] = [
        "contractingOfficeAgencyID": [("name", .subAgency), ("departmentName", .agency)],
        "productOrServiceCode": [("description", .product)],
        "principalNAICSCode": [("description", .industry)],
        "extentCompeted": [("description", .competition)],
        "countryCode": [("name", .country)],
        "stateCode": [("name", .state)],
    ]
}
