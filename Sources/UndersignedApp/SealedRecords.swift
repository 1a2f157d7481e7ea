import FoundationEssentials
package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// The contacts of a sealed petition as they lie here: lines that its organiser's key opens, and nothing else does.
///
/// Read some thousand at a time, so that memory does not grow with them.
package struct SealedRecords: Sendable {
    private static let pageCount: Int64 = 1_000

    private let database: any TransactionalDatabase
    private let petition: Petition
    private let lineage: LogLineage
    private let last: Int64
    /// The next page begins there; 0 before the first, nil after the last.
    private var next: Int64? = 0

    /// - Parameters:
    ///   - petition: A sealed petition; nil for one that is not, or is still a draft.
    ///   - site: Where it is.
    /// - Throws: A fault of the database.
    package init?(of petition: Petition, _ site: Site) async throws {
        guard petition.sheet.isSealed, let log = petition.log else { return nil }
        (database, self.petition) = (site.database, petition)
        (lineage, last) = try await site.database.read { transaction in
            (try LogLineage(of: petition.id, log, transaction), try transaction.lastSignatureID(of: petition.id))
        }
    }

    /// The next lines; the last one of all is `end`.
    ///
    /// - Returns: Nil after the end; empty where all of a stretch were withdrawn.
    /// - Throws: A fault of the database.
    package mutating func page() async throws -> [RecordLine]? {
        guard let first = next else { return nil }
        if first == 0 {
            next = 1
            return [.petition(RecordLine.Petition(petition))]
        }
        guard let (ids, rows) = try await stretch(from: first) else {
            next = nil
            return [.end(RecordLine.End(cursor: "", more: false))]
        }
        next = ids.upperBound + 1
        return try rows.compactMap { try RecordLine($0, of: petition.id, lineage) }
    }

    private func stretch(from first: Int64) async throws -> (ClosedRange<Int64>, [SealedSignature])? {
        guard first <= last else { return nil }
        return try await database.read { transaction in
            try transaction.signatureStretch(in: first...last, count: Self.pageCount, of: petition.id).map {
                ($0, try transaction.sealedSignatures($0, of: petition.id))
            }
        }
    }
}

extension RecordLine.Petition {
    /// Of the petition's own records: no sentence was ticked for them.
    fileprivate init(_ petition: Petition) {
        self.init(
            petition: petition.id,
            slug: petition.slug,
            title: petition.sheet.title,
            recipient: Self.ownRecipient,
            wording: ""
        )
    }
}

extension RecordLine {
    /// Nil where the contact data was deleted on time.
    fileprivate init?(_ row: SealedSignature, of petitionID: Int64, _ lineage: LogLineage) throws {
        guard let seal = row.seal else { return nil }
        var contact = Contact(
            petition: petitionID,
            record: row.id,
            text: seal.textVersion,
            log: seal.logNumber,
            // What the person agreed to is the document.
            wording: Data(try lineage.documentHash(of: seal.logNumber)),
            encapsulation: Data(seal.encapsulation),
            content: Data(seal.content)
        )
        contact.state = row.state.rawValue
        contact.day = row.decidedAt.map { CalendarDate($0).dayText }
        self = .contact(contact)
    }
}
