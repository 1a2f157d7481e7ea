import Hummingbird
import UndersignedApp
package import UndersignedEvidence

/// A filter of records or awards as an address has it, and back.
package struct EvidenceAddress: Hashable, Sendable {
    /// What is listed.
    package enum List: String, Sendable {
        case records, awards
    }

    package var list: List
    package var filter: RecordFilter
    /// Where the page before ended.
    package var after: String?

    package init(_ list: List, _ filter: RecordFilter = RecordFilter(), after: String? = nil) {
        (self.list, self.filter, self.after) = (list, filter, after)
    }

    /// Nothing where a field says something that none can be; an empty field says nothing.
    init?(_ list: List, _ request: Request) {
        func field(_ name: Substring) -> String? {
            request.uri.queryParameters[name].map(String.init)?.nilIfBlank
        }
        self.init(list)
        if let text = field("supplier") {
            guard let id = Int64(text), id > 0 else { return nil }
            filter.supplierID = id
        }
        if let text = field("agency") {
            guard let id = Int64(text), id > 0 else { return nil }
            filter.agencyID = id
        }
        if let text = field("year") {
            guard let year = Int(text), (0...9_999).contains(year) else { return nil }
            filter.year = year
        }
        if let text = field("class") {
            guard let awardClass = AwardClass(rawValue: text) else { return nil }
            filter.awardClass = awardClass
        }
        if let text = field("currency") {
            guard let currency = CurrencyCode(text) else { return nil }
            filter.currency = currency
        }
        if let text = field("sign") {
            guard let sign = AmountSign(rawValue: text) else { return nil }
            filter.sign = sign
        }
        if let text = field("after") {
            guard text.utf8.count < 100, text.utf8.allSatisfy(Self.isOfPlace) else { return nil }
            after = text
        }
    }

    private static func isOfPlace(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == 0x2D || byte == 0x2E
    }

    /// `year=2025&class=order`; empty where nothing is asked for.
    var query: String {
        var fields: [String] = []
        if let id = filter.supplierID { fields.append("supplier=\(id)") }
        if let id = filter.agencyID { fields.append("agency=\(id)") }
        if let year = filter.year { fields.append("year=\(year)") }
        if let awardClass = filter.awardClass { fields.append("class=\(awardClass.rawValue)") }
        if let currency = filter.currency { fields.append("currency=\(currency.text)") }
        if let sign = filter.sign { fields.append("sign=\(sign.rawValue)") }
        if let after { fields.append("after=\(after)") }
        return fields.joined(separator: "&")
    }

    // With `.json` or `.csv` for the same for programs.
    func path(_ suffix: String = "") -> String {
        "/evidence/\(list.rawValue)\(suffix)" + (query.isEmpty ? "" : "?" + query)
    }

    func going(on last: String?) -> EvidenceAddress? {
        last.map { EvidenceAddress(list, filter, after: $0) }
    }
}

extension String {
    fileprivate var nilIfBlank: String? { allSatisfy(\.isWhitespace) ? nil : self }
}
