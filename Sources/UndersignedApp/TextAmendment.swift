import Crypto
import TransparencyLog
package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Changes a published text in public: version n+1, its entry, and the reason.
package struct TextAmendment: Sendable {
    /// Why a text can't be changed now.
    package enum Refusal: Error, Hashable, Sendable {
        case unknown
        /// A draft's text is simply written anew.
        case draft
        case petition(Petition.Refusal)
        case changes(PetitionAmendment.Refusal)
        /// No reason, or one of more than 2,000 characters or with characters that can't be shown.
        case reason
        /// So many signatures, recorded under the text as it is, wait for the daily publication.
        case waiting(count: Int)
        case clockInDoubt
        /// Somebody else changed the text in between.
        case changedMeanwhile(current: Int)
        /// The log can't be written now; the operator's log says why.
        case failed
    }

    /// A new version and what it changes.
    package struct Result: Sendable {
        package let version: Int
        /// SHA-256 of the new document, 32 bytes.
        package let hash: [UInt8]
        package let difference: PetitionDifference
    }

    /// The longest reason, in Unicode scalars.
    package static let reasonLimit = 2_000

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// What a change would do; changes nothing.
    ///
    /// - Parameters:
    ///   - slug: Of the petition.
    ///   - changes: What is to be different.
    ///   - reason: For the public.
    /// - Returns: The version that it would make.
    /// - Throws: `Refusal`, or a fault.
    package func preview(_ slug: Slug, _ changes: PetitionAmendment, reason: String) async throws -> Result {
        try await prepare(slug, changes, reason: reason).result
    }

    /// Publishes a new version of an open petition's text.
    ///
    /// - Parameters:
    ///   - slug: Of the petition.
    ///   - changes: What is to be different.
    ///   - reason: For the public: a `note` entry names it.
    /// - Returns: The version that new signatures bind to from here on.
    /// - Throws: `Refusal`, or a fault: then nothing was written.
    package func amend(_ slug: Slug, _ changes: PetitionAmendment, reason: String) async throws -> Result {
        let prepared = try await prepare(slug, changes, reason: reason)
        let outcome = try await site.sequencer.submit(.amend(petitionID: prepared.petitionID, prepared.text))
        switch outcome {
        case .appended(let count) where count > 0: return prepared.result
        case .appended: throw Refusal.waiting(count: try await waiting(prepared.petitionID))
        case .refused(.textChanged(let current)): throw Refusal.changedMeanwhile(current: current)
        case .refused(.petition(let refusal)): throw Refusal.petition(refusal)
        case .refused(.clockInDoubt): throw Refusal.clockInDoubt
        default: throw Refusal.failed
        }
    }

    private struct Prepared: Sendable {
        let petitionID: Int64
        let text: NextText
        let result: Result
    }

    private func waiting(_ petitionID: Int64) async throws -> Int {
        try await site.database.read { try $0.recordedCount(in: petitionID) }
    }

    private func prepare(_ slug: Slug, _ changes: PetitionAmendment, reason: String) async throws -> Prepared {
        let found = try await site.database.read { transaction in
            try transaction.petition(slug).map { ($0, try transaction.head($0.id)?.counts.total ?? 0) }
        }
        guard let (petition, count) = found else { throw Refusal.unknown }
        guard let log = petition.log else { throw Refusal.draft }
        guard let reason = try? PlainText.lines(reason, limit: Self.reasonLimit)  // told as `.reason`
        else { throw Refusal.reason }
        let sheet: PetitionSheet
        do {
            try petition.gate.accept(at: site.ambient.now())
            sheet = try changes.applied(to: petition.sheet, count: count)
        } catch let refusal as Petition.Refusal {
            throw Refusal.petition(refusal)
        } catch let refusal as PetitionAmendment.Refusal {
            throw Refusal.changes(refusal)
        }
        let waiting = try await waiting(petition.id)
        guard waiting == 0 else { throw Refusal.waiting(count: waiting) }
        let lineage = try await site.database.read { try LogLineage(of: petition.id, log, $0) }
        return try prepare(petition, lineage, sheet, reason)
    }

    private func prepare(
        _ petition: Petition,
        _ lineage: LogLineage,
        _ sheet: PetitionSheet,
        _ reason: String
    ) throws -> Prepared {
        let keys = try site.keys.keys(of: petition.slug)
        let document = { (sheet: PetitionSheet, version: Int) in
            PetitionDocument(
                sheet,
                version: version,
                origin: lineage.current.origin,
                verifierKey: lineage.current.verifierKey,
                keys: keys,
                after: lineage.predecessor
            )
        }
        let version = petition.textVersion + 1
        let next = document(sheet, version)
        let announcement = Announcement(try next.canonical().bytes) { .text(version: version, documentHash: $0) }
        let note = PublicNote(
            petition: lineage.current.origin,
            title: "Version \(version) of the text",
            text: reason,
            textVersion: version
        )
        let text = NextText(
            version: version,
            sheet: sheet,
            document: announcement,
            goals: sheet.milestones.filter { !petition.sheet.milestones.contains($0) }.map(\.count),
            reason: try Announcement(note)
        )
        let difference = PetitionDifference(from: document(petition.sheet, petition.textVersion), to: next)
        return Prepared(
            petitionID: petition.id,
            text: text,
            result: Result(version: version, hash: announcement.hash.bytes, difference: difference)
        )
    }
}
