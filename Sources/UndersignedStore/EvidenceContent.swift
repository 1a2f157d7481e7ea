import Foundation
import UndersignedDatabase
import UndersignedEvidence

/// What a record says beside the columns of its row, as JSON.
struct EvidenceContent: Codable {
    private var piid, modification, number, parent: String?
    private var seller: Seller
    private var coSellers: [Seller]?
    private var description, competition, link: String?
    private var industry, product, place, period, revision: [String?]?

    init(_ record: ContractRecord) {
        (piid, modification, number) = (record.piid, record.modification, record.transactionNumber)
        parent = record.parent?.text
        seller = Seller(record.supplier)
        coSellers = record.coSuppliers.isEmpty ? nil : record.coSuppliers.map { Seller($0) }
        (description, competition, link) = (record.description, record.competition, record.permanentLink)
        industry = record.industry.map { [$0.code, $0.words] }
        product = record.product.map { [$0.code, $0.words] }
        place = record.place.map { [$0.country, $0.state] }
        period = record.period.map { [$0.start?.text, $0.end?.text] }
        revision = record.revision.map { [$0.isCompiled ? "compiled" : nil, $0.date, $0.release] }
    }

    init(text: String) throws {
        do {
            self = try JSONDecoder().decode(EvidenceContent.self, from: Data(text.utf8))
        } catch {
            throw DatabaseFailure.unexpectedShape("the content of an evidence_record")
        }
    }

    var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        } catch {
            preconditionFailure("strings always encode: \(error)")
        }
    }

    /// What of a record it is found by: its number and its description.
    static func words(_ text: String) throws -> [String] {
        struct Found: Decodable {
            var piid, description: String?
        }
        do {
            let found = try JSONDecoder().decode(Found.self, from: Data(text.utf8))
            return [found.piid, found.description].compactMap { $0 }
        } catch {
            throw DatabaseFailure.unexpectedShape("the content of an evidence_record")
        }
    }

    /// What was bought, in the words of the source.
    var described: String? { description }

    /// Whom it names as the seller.
    var supplier: Supplier { seller.supplier }

    /// Gives a record what is not in its columns.
    func fill(_ record: inout ContractRecord) {
        (record.piid, record.modification, record.transactionNumber) = (piid, modification, number)
        record.parent = parent.map { AwardIdentifier($0) }
        record.supplier = supplier
        record.coSuppliers = (coSellers ?? []).map(\.supplier)
        (record.description, record.competition, record.permanentLink) = (description, competition, link)
        record.industry = industry.flatMap { CodedWord(code: $0[0], words: $0[1]) }
        record.product = product.flatMap { CodedWord(code: $0[0], words: $0[1]) }
        record.place = place.flatMap { Place(country: $0[0], state: $0[1]) }
        record.period = period.flatMap {
            Period(start: $0[0].flatMap { CalendarDay(text: $0) }, end: $0[1].flatMap { CalendarDay(text: $0) })
        }
        record.revision = revision.map {
            RecordRevision(isCompiled: $0[0] != nil, date: $0[1] ?? "", release: $0[2] ?? "")
        }
    }
}

/// A supplier as JSON.
private struct Seller: Codable {
    private var name: String
    private var rawName, parentName: String?
    private var identifiers, parentIdentifiers: [[String]]?
    private var isPerson: Bool?

    init(_ supplier: Supplier) {
        (name, rawName, parentName) = (supplier.name, supplier.rawName, supplier.parentName)
        identifiers = Self.pairs(supplier.identifiers)
        parentIdentifiers = Self.pairs(supplier.parentIdentifiers)
        isPerson = supplier.isNaturalPerson ? true : nil
    }

    var supplier: Supplier {
        guard isPerson != true else { return .person }
        return Supplier(
            name: name,
            rawName: rawName,
            identifiers: Self.identifiers(identifiers),
            parentName: parentName,
            parentIdentifiers: Self.identifiers(parentIdentifiers)
        )
    }

    private static func pairs(_ identifiers: [PublishedIdentifier]) -> [[String]]? {
        identifiers.isEmpty ? nil : identifiers.map { [$0.scheme, $0.value] }
    }

    private static func identifiers(_ pairs: [[String]]?) -> [PublishedIdentifier] {
        (pairs ?? []).filter { $0.count == 2 }.map { PublishedIdentifier(scheme: $0[0], value: $0[1]) }
    }
}

extension CalendarDay {
    /// As `text` writes it.
    init?(text: String) {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        self.init(year: parts[0], month: parts[1], day: parts[2])
    }
}
