package import UndersignedCore
import FoundationEssentials
import UndersignedDatabase
import UndersignedStore

/// What a partner fetches: contact data sealed to its key, and what was taken back, since it last came.
package struct PartnerRecords: Sendable {
    /// Records at a time.
    package static let pageCount = 1_000

    /// A cursor of a petition that is not there, or one that leads further than there are records, as one of a time that a restored backup does not know: what it
    /// would pass over is new.
    package struct UnknownCursor: Error {}

    /// Some records, and how far they lead.
    package struct Page: Sendable {
        /// The last of them is `end`.
        package let lines: [RecordLine]
        package let cursor: RecordCursor
        package let isLast: Bool
    }

    private struct Part: Sendable {
        let petition: RecordLine.Petition
        let records: [PartnerRecord]
    }

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// The records behind a cursor, petition after petition.
    ///
    /// - Parameters:
    ///   - partner: Whose.
    ///   - campaignID: The partner's campaign.
    ///   - cursor: As the last page gave it.
    ///   - limit: How many records at most.
    /// - Returns: A page; its work does not grow with what was read before.
    /// - Throws: `UnknownCursor`, a fault of the database.
    package func page(
        of partner: Slug,
        in campaignID: Int64,
        after cursor: RecordCursor,
        limit: Int = pageCount
    ) async throws -> Page {
        let recipient = Consent.Recipient.partner(partner.text)
        let (parts, isLast) = try await site.database.read { transaction -> ([Part], Bool) in
            var parts: [Part] = []
            var left = limit
            let opened = try transaction.petitions(ofCampaign: campaignID).filter { $0.log != nil }
            guard cursor.petitionIDs.isSubset(of: opened.map(\.id)) else { throw UnknownCursor() }
            for petition in opened {
                guard let shared = RecordLine.Petition(petition, for: partner, recipient) else { continue }
                let after = cursor[petition.id]
                if after > 0, try after > transaction.lastRecordNumber(of: recipient.text, in: petition.id) {
                    throw UnknownCursor()
                }
                let records = try transaction.partnerRecords(for: recipient, in: petition.id, after: after, limit: left)
                parts.append(Part(petition: shared, records: records))
                left -= records.count
                if left <= 0 { return (parts, false) }
            }
            return (parts, true)
        }
        return page(parts, after: cursor, isLast: isLast)
    }

    private func page(_ parts: [Part], after cursor: RecordCursor, isLast: Bool) -> Page {
        var (lines, cursor) = ([RecordLine](), cursor)
        for part in parts {
            let id = part.petition.petition
            guard let last = part.records.last else { continue }
            lines.append(.petition(part.petition))
            lines += part.records.compactMap { RecordLine($0, of: id) }
            cursor[id] = last.number
        }
        lines.append(.end(RecordLine.End(cursor: cursor.text, more: !isLast)))
        return Page(lines: lines, cursor: cursor, isLast: isLast)
    }
}

extension RecordLine.Petition {
    /// Nil where the partner was not offered in the petition.
    fileprivate init?(_ petition: Petition, for partner: Slug, _ recipient: Consent.Recipient) {
        guard let wording = petition.sheet.partners.first(where: { $0.id == partner })?.optIn else { return nil }
        self.init(
            petition: petition.id,
            slug: petition.slug,
            title: petition.sheet.title,
            recipient: recipient.text,
            wording: wording
        )
    }
}

extension RecordLine {
    /// Nil for contact data that was deleted on time.
    fileprivate init?(_ record: PartnerRecord, of petitionID: Int64) {
        if record.isWithdrawn {
            self = .withdrawn(Withdrawn(petition: petitionID, record: record.signatureID))
            return
        }
        guard let content = record.content else { return nil }
        self = .contact(
            Contact(
                petition: petitionID,
                record: record.signatureID,
                text: content.seal.textVersion,
                log: content.seal.logNumber,
                wording: Data(content.wordingHash),
                encapsulation: Data(content.seal.encapsulation),
                content: Data(content.seal.content)
            )
        )
    }
}
