import Crypto
package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// A petition's own contacts, opened with its custody key for whoever runs the site.
package struct ContactExport: Sendable {
    /// Why nothing is exported.
    package enum Refusal: Error, Hashable, Sendable {
        /// There is no opened petition of this name.
        case unknownPetition
        /// Owners have until then to stop it; a mail has told them.
        case tooEarly(ready: Moment)
        /// One of several owners has to agree first; a mail has told them.
        case notAgreed
        /// An owner has refused; nobody can ask again before.
        case refused(until: Moment)
        /// The organiser's key alone opens them.
        case sealed
        /// They were deleted on time, and the key destroyed.
        case deleted
    }

    /// A confirmed signature as a table shows it.
    package struct Row: Codable, Hashable, Sendable {
        package var signature: Int64
        package var state: String
        /// To the minute, or the day where the petition publishes daily; empty where it is not decided.
        package var decidedAt: String
        /// Nil where it was deleted on time.
        package var contact: Contact?
        /// Whether the person wants to hear how the petition goes on: nobody else may be written to about it.
        package var wantsUpdates: Bool

        package static let head = [
            "signature", "state", "confirmed_at", "name", "email", "updates", "organisation", "role", "place",
            "comment",
        ]

        package var cells: [String] {
            [
                String(signature), state, decidedAt, contact?.name ?? "", contact?.email ?? "",
                wantsUpdates ? "yes" : "no", contact?.organisation ?? "", contact?.role ?? "", contact?.place ?? "",
                contact?.comment ?? "",
            ]
        }
    }

    private static let pageCount: Int64 = 1_000

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// Opens all of a petition's contacts, some thousand at a time; owners are told first, and the trail that it begins.
    ///
    /// - Parameters:
    ///   - slug: The petition.
    ///   - progress: Is told how many of how many are done.
    ///   - take: Is given the rows.
    /// - Throws: `Refusal`, `KeyFolder.Unreadable`, contact data that does not open, or a fault of the database.
    package func run(
        _ slug: Slug,
        progress: (_ done: Int, _ total: Int) async -> Void,
        take: ([Row]) async -> Void
    ) async throws {
        guard let petition = try await site.database.read({ try $0.petition(slug) }), let log = petition.log else {
            throw Refusal.unknownPetition
        }
        let key = try key(of: slug)
        try await ExportNotice(site: site).pass(petition)
        let lineage = try await site.database.read { try LogLineage(of: petition.id, log, $0) }
        var reader = ContactReader(petition.id, lineage, key: key)
        let total = try await begin(petition)
        let end = try await site.database.read { try $0.lastSignatureID(of: petition.id) }
        var (first, done): (Int64, Int) = (1, 0)
        while first <= end {
            let left = first...end
            let next = try await site.database.read { transaction in
                try transaction.signatureStretch(in: left, count: Self.pageCount, of: petition.id).map {
                    ($0, try transaction.sealedSignatures($0, of: petition.id))
                }
            }
            guard let (ids, page) = next else { break }
            if !page.isEmpty {
                await take(try page.map { try Row($0, isDaily: petition.sheet.publication == .daily, &reader) })
            }
            first = ids.upperBound + 1
            done += page.count
            await progress(done, total)
            try Task.checkCancellation()
        }
    }

    private func key(of slug: Slug) throws -> Curve25519.KeyAgreement.PrivateKey {
        let keys = try site.keys.keys(of: slug)
        do throws(PetitionKeys.Absent) {
            return try keys.custody
        } catch {
            switch error {
            case .heldByOrganiser: throw Refusal.sealed
            case .destroyed: throw Refusal.deleted
            }
        }
    }

    /// Gives how many there are, and says in the trail that they are read.
    private func begin(_ petition: Petition) async throws -> Int {
        let total = try await site.database.read { try $0.contactCount(of: petition.id) }
        let now = site.ambient.now()
        let event = TrailEvent(.contactsExported, about: petition, by: nil, at: now, String(total))
        try await site.database.write { try $0.addToTrail(event) }
        return total
    }
}

extension ContactExport.Row {
    fileprivate init(_ row: SealedSignature, isDaily: Bool, _ reader: inout ContactReader) throws {
        signature = row.id
        state = row.state.rawValue
        decidedAt = row.decidedAt.map(CalendarDate.init).map { isDaily ? $0.dayText : $0.minuteText } ?? ""
        contact = try row.seal.map { try reader.contact($0, of: row.id) }
        wantsUpdates = row.wantsUpdates
    }
}
