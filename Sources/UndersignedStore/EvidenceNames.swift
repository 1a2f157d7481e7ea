import UndersignedDatabase
import UndersignedEvidence

/// The numbers of suppliers and agencies, made where they are new; those met lately are remembered.
package struct EvidenceNames: Sendable {
    private var suppliers: [String: Int64] = [:]
    private var agencies: [Buyer: Int64] = [:]
    private static let mostNames = 16_384

    package init() {}

    /// An organisation's number by its published identifier, else by its name.
    ///
    /// - Returns: nil for a person, and where nobody is named.
    /// - Throws: A fault of the database.
    mutating func supplierID(_ supplier: Supplier, _ transaction: any Transaction) throws -> Int64? {
        guard let identity = Self.identity(supplier) else { return nil }
        if let known = suppliers[identity] { return known }
        let query: Query = "SELECT id FROM evidence_supplier WHERE identity = \(identity)"
        let known = try transaction.row(query)?.integer("id")
        let id = try known ?? transaction.next(.supplier)
        if known == nil {
            try transaction.execute(
                "INSERT INTO evidence_supplier (id, identity, name) VALUES (\(id), \(identity), \(supplier.name))"
            )
        }
        if suppliers.count >= Self.mostNames { suppliers = [:] }
        suppliers[identity] = id
        return id
    }

    /// An agency's number; one without names has one too.
    ///
    /// - Throws: A fault of the database.
    mutating func agencyID(_ buyer: Buyer, _ transaction: any Transaction) throws -> Int64 {
        if let known = agencies[buyer] { return known }
        let (agency, subAgency) = (buyer.agency ?? "", buyer.subAgency ?? "")
        let query: Query = "SELECT id FROM evidence_agency WHERE agency = \(agency) AND sub_agency = \(subAgency)"
        let known = try transaction.row(query)?.integer("id")
        let id = try known ?? transaction.next(.agency)
        if known == nil {
            try transaction.execute(
                "INSERT INTO evidence_agency (id, agency, sub_agency) VALUES (\(id), \(agency), \(subAgency))"
            )
        }
        if agencies.count >= Self.mostNames { agencies = [:] }
        agencies[buyer] = id
        return id
    }

    /// What an organisation is known again by; nil for a person.
    static func identity(_ supplier: Supplier) -> String? {
        guard !supplier.isNaturalPerson else { return nil }
        if let identifier = supplier.identifiers.min() { return "\(identifier.scheme) \(identifier.value)" }
        let words = supplier.name.uppercased().split { $0.isWhitespace }
        return words.isEmpty ? nil : "name " + words.joined(separator: " ")
    }
}
