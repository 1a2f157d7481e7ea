/// Tables of contract records, as USAspending's API writes them.
package enum EvidenceTexts {
    /// One award each.
    ///
    /// - Parameters:
    ///   - obligations: By a supplier's name, or by a name and its identifier, as in `ACME LLC|ABCDEF123456`; in dollars.
    ///   - mark: What contract numbers begin with.
    /// - Returns: A file's text.
    package static func table(_ obligations: [String: Int], mark: String = "") -> String {
        let head = "Award ID,Recipient Name,Recipient UEI,Federal Action Obligation,Action Date,Modification,"
        return obligations.sorted { $0.key < $1.key }.enumerated()
            .reduce(head + "Generated Award ID\n") { text, row in
                let parts = row.element.key.split(separator: "|")
                let (number, identifier) = ("\(mark)\(row.offset + 1)", parts.count > 1 ? String(parts[1]) : "")
                let award = "CONT_AWD_\(number)_7012_-NONE-_-NONE-"
                return text + "\(number),\"\(parts[0])\",\(identifier),\(row.element.value).00,2025-01-02,0,\(award)\n"
            }
    }
}
