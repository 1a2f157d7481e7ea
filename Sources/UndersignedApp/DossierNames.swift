import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore

/// The names behind the numbers in rows, each asked for once a page: most rows of a page name the same few.
struct DossierNames {
    let transaction: any Transaction
    private var suppliers: [Int64: Dossier.Name] = [:]
    private var agencies: [Int64: Dossier.Name] = [:]

    init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// - Returns: nil for a person, and where nobody is named.
    /// - Throws: A fault of the database.
    mutating func supplier(_ id: Int64?) throws -> Dossier.Name? {
        guard let id else { return nil }
        if let known = suppliers[id] { return known }
        let name = try transaction.evidenceSupplier(id).map { Dossier.Name(id: id, name: $0.name) }
        suppliers[id] = name
        return name
    }

    /// - Throws: A fault of the database.
    mutating func agency(_ id: Int64) throws -> Dossier.Name {
        if let known = agencies[id] { return known }
        let name = Dossier.Name(id: id, name: Self.name(try transaction.evidenceAgency(id) ?? Buyer()))
        agencies[id] = name
        return name
    }

    /// The agency and its part, as far as the source names them, and as far as they differ.
    static func name(_ buyer: Buyer) -> String {
        let part = buyer.subAgency == buyer.agency ? nil : buyer.subAgency
        return [buyer.agency, part].compactMap { $0 }.joined(separator: ", ")
    }
}
