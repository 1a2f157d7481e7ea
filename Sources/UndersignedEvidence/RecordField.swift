/// What a column, or a member of a document, says about a contract.
package enum RecordField: Int, CaseIterable, Sendable {
    case award, transactionKey, piid, modification, transactionNumber, parentPiid, parentAgency, agencyCode
    case obligation, totalObligation, currentValue, potentialValue
    case actionDate, latestDate, baseDate, lastModified
    case supplier, supplierRaw, supplierUEI, parentName, parentUEI, soleProprietor, organisationType
    case agency, subAgency, description
    case industryCode, industry, productCode, product
    case country, state, periodStart, periodEnd
    case classFlag, awardType, competition

    /// The names it goes by, in lower case with `_` between words; where a table has several of them, the first one counts.
    ///
    /// Names of USAspending's downloads of 2018, 2023 and 2025, of its API and of tables made from that.
    package var names: [String] {
        switch self {
        case .award:
            [
                "contract_award_unique_key", "generated_award_id", "generated_unique_award_id", "generated_internal_id",
                "award_unique_key",
            ]
        case .transactionKey: ["contract_transaction_unique_key", "generated_transaction_id"]
        case .piid: ["award_id_piid", "piid", "award_id"]
        case .modification: ["modification_number", "modification", "mod"]
        case .transactionNumber: ["transaction_number"]
        case .parentPiid: ["parent_award_id_piid", "parent_award_id", "parent_award_piid"]
        case .parentAgency: ["parent_award_agency_id"]
        case .agencyCode: ["awarding_sub_agency_code", "awarding_agency_subtier_agency_code"]
        case .obligation: ["federal_action_obligation", "transaction_amount"]
        case .totalObligation: ["total_obligated_amount", "total_obligation", "award_amount", "obligated_amount"]
        case .currentValue: ["current_total_value_of_award", "base_exercised_options"]
        case .potentialValue: ["potential_total_value_of_award", "base_and_all_options"]
        case .actionDate: ["action_date"]
        case .latestDate: ["award_latest_action_date", "period_of_performance_last_modified_date"]
        case .lastModified: ["last_modified_date"]
        case .baseDate: ["award_base_action_date", "base_obligation_date", "date_signed"]
        case .supplier: ["recipient_name", "recipient_recipient_name"]
        case .supplierRaw: ["recipient_name_raw"]
        case .supplierUEI: ["recipient_uei", "recipient_recipient_uei"]
        case .parentName: ["recipient_parent_name", "recipient_parent_recipient_name"]
        case .parentUEI: ["recipient_parent_uei", "recipient_parent_recipient_uei"]
        case .soleProprietor: ["sole_proprietorship"]
        case .organisationType: ["organizational_type"]
        default: furtherNames
        }
    }

    private var furtherNames: [String] {
        switch self {
        case .agency: ["awarding_agency_name", "awarding_agency_toptier_agency_name", "awarding_agency"]
        case .subAgency:
            ["awarding_sub_agency_name", "awarding_agency_subtier_agency_name", "awarding_sub_agency", "agency"]
        case .description:
            [
                "transaction_description", "award_description", "prime_award_base_transaction_description",
                "description",
            ]
        case .industryCode: ["naics_code", "naics", "latest_transaction_contract_data_naics"]
        case .industry: ["naics_description", "latest_transaction_contract_data_naics_description"]
        case .productCode:
            ["product_or_service_code", "psc_code", "latest_transaction_contract_data_product_or_service_code"]
        case .product:
            [
                "product_or_service_code_description", "product_service_description", "psc_description",
                "latest_transaction_contract_data_product_or_service_description",
            ]
        case .country:
            [
                "primary_place_of_performance_country_name", "primary_place_of_performance_country_code",
                "place_of_performance_country_name",
            ]
        case .state:
            [
                "primary_place_of_performance_state_name", "primary_place_of_performance_state_code",
                "place_of_performance_state_name", "place_of_performance_state_code",
            ]
        case .periodStart:
            ["period_of_performance_start_date", "start_date"]
        case .periodEnd:
            [
                "period_of_performance_current_end_date", "period_of_performance_end_date", "end_date",
                "ordering_period_end_date",
            ]
        case .classFlag: ["award_or_idv_flag", "category"]
        case .awardType: ["award_type", "contract_award_type", "type_description", "type"]
        case .competition: ["extent_competed", "latest_transaction_contract_data_extent_competed_description"]
        default: []
        }
    }

    /// `Award ID`, `award_id` and `AWARD-ID` are one name.
    package static func normal(_ name: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        for byte in name.utf8 {
            switch byte {
            case 0x41...0x5A: bytes.append(byte + 0x20)
            case 0x61...0x7A, 0x30...0x39: bytes.append(byte)
            case 0x80...: bytes.append(byte)
            default: if let last = bytes.last, last != UInt8(ascii: "_") { bytes.append(UInt8(ascii: "_")) }
            }
        }
        if bytes.last == UInt8(ascii: "_") { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Every name with the field it stands for and its rank among that field's names.
    static let byName: [String: (field: RecordField, rank: Int)] = {
        var fields: [String: (RecordField, Int)] = [:]
        for field in allCases {
            for (rank, name) in field.names.enumerated() { fields[name] = (field, rank) }
        }
        return fields
    }()
}

/// What one row says, field by field; a field that it leaves empty is nil.
package struct RecordFields: Sendable {
    /// By `RecordField.rawValue`.
    private var texts = [String?](repeating: nil, count: RecordField.allCases.count)
    package var line: Int
    /// What the table has columns for, or the object members, whether or not they hold anything.
    var named: Set<RecordField> = []

    package init(line: Int) {
        self.line = line
    }

    package subscript(field: RecordField) -> String? {
        get { texts[field.rawValue] }
        set { texts[field.rawValue] = newValue }
    }

    var holdControlCharacters: Bool { texts.contains { $0.map { ControlCharacters.areIn($0.utf8) } ?? false } }

    /// A cell that only says that it is empty, as spreadsheets and programs write it.
    static func isEmptyMark(_ cell: some Collection<UInt8>) -> Bool {
        if cell.isEmpty { return true }
        guard cell.count <= 4 else { return false }
        return emptyMarks.contains { cell.elementsEqual($0.utf8) { $0 | 0x20 == $1 } }
    }

    private static let emptyMarks = ["nan", "null"]
}
