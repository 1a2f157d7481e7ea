import Crypto
package import UndersignedCore
import UndersignedDatabase
package import UndersignedStore

/// Signatures on paper: a sheet is scanned, its lines are counted by a person, and its hash enters the log.
///
/// Always a class of its own: nobody confirmed a mailbox for them.
package struct PaperSheets: Sendable {
    /// Why a sheet is not entered or taken out.
    package enum Refusal: Error, Hashable, Sendable {
        case unknownPetition
        /// Organisations and members sign one by one.
        case notForPaper
        case closed
        /// 1 to 10,000.
        case badLines
        case emptyScan
        case scanTooLarge
        /// The same scan was entered before.
        case enteredBefore
        /// No such sheet counts.
        case unknownSheet
        case badRule
        case clockInDoubt
    }

    /// More lines than that are no single sheet.
    package static let lineLimit = 10_000
    package static let scanLimitBytes = 10 << 20

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// Enters a sheet.
    ///
    /// - Parameters:
    ///   - slug: Of an open petition.
    ///   - scan: The scanned file; only its SHA-256 is public.
    ///   - lines: How many signatures a person counted on it.
    ///   - keepsScan: Whether the scan is kept, sealed to the custody key, until contact data is deleted.
    /// - Returns: The SHA-256 of the scan, 32 bytes.
    /// - Throws: `Refusal`, or a fault; nothing is entered then.
    package func enter(_ slug: Slug, scan: [UInt8], lines: Int, keepsScan: Bool) async throws -> [UInt8] {
        guard (1...Self.lineLimit).contains(lines) else { throw Refusal.badLines }
        guard !scan.isEmpty else { throw Refusal.emptyScan }
        guard scan.count <= Self.scanLimitBytes else { throw Refusal.scanTooLarge }
        let petition = try await petition(slug)
        guard petition.sheet.signatories == .people else { throw Refusal.notForPaper }
        let hash = scan.sha256
        let sheet = PaperSheet(
            hash: hash,
            lines: lines,
            position: 0,
            removedPosition: nil,
            enteredAt: site.ambient.now(),
            scan: keepsScan ? try sealed(scan, hash, petition) : nil
        )
        switch try await site.sequencer.submit(.paper(petitionID: petition.id, sheet)) {
        case .appended(1): return hash
        case .appended: throw Refusal.enteredBefore
        case .refused(.petition): throw Refusal.closed
        case .refused: throw Refusal.clockInDoubt
        case .counted, .recorded, .withdrawn, .failed: throw Refusal.unknownPetition
        }
    }

    /// Takes a sheet out again, with a public reason; the whole of it.
    ///
    /// - Throws: `Refusal`, or a fault.
    package func takeOut(_ slug: Slug, hash: [UInt8], rule: String) async throws {
        guard RemovalReason.isRuleName(rule.utf8) else { throw Refusal.badRule }
        let petition = try await petition(slug)
        let reason = RemovalReason.invalid(rule: rule)
        switch try await site.sequencer.submit(.removePaper(petitionID: petition.id, hash: hash, reason: reason)) {
        case .appended(1): return
        case .appended: throw Refusal.unknownSheet
        case .refused: throw Refusal.clockInDoubt
        case .counted, .recorded, .withdrawn, .failed: throw Refusal.unknownPetition
        }
    }

    /// All sheets of a petition in the order of the log, without their scans.
    package func list(_ slug: Slug) async throws -> [PaperSheet] {
        let petition = try await petition(slug)
        return try await site.database.read { try $0.paperSheets(of: petition.id) }
    }

    /// The scan of a sheet, opened with the custody key; nil where it was not kept.
    ///
    /// - Throws: `Refusal.unknownSheet`, `KeyFolder.Unreadable`, `PetitionKeys.Absent`, or `CryptoKitError` for a damaged one.
    package func scan(_ slug: Slug, hash: [UInt8]) async throws -> [UInt8]? {
        let petition = try await petition(slug)
        guard let sheet = try await site.database.read({ try $0.paperSheet(hash, of: petition.id) }) else {
            throw Refusal.unknownSheet
        }
        guard let scan = sheet.scan, scan.count > Self.encapsulationCount else { return nil }
        let seal = SealedContact(
            recipient: "custody",
            encapsulationID: 0,
            encapsulation: Array(scan.prefix(Self.encapsulationCount)),
            textVersion: 1,
            logNumber: 1,
            content: Array(scan.dropFirst(Self.encapsulationCount))
        )
        let key = try site.keys.keys(of: slug).custody
        return try Custody.open(seal, with: key, context(hash, petition))
    }

    /// An X25519 public key.
    private static let encapsulationCount = 32

    private func sealed(_ scan: [UInt8], _ hash: [UInt8], _ petition: Petition) throws -> [UInt8] {
        let key = try site.keys.keys(of: petition.slug).custodyPublic.forSealing
        let seal = try site.custody.seal(scan, to: key, context(hash, petition))
        return seal.encapsulation + seal.content
    }

    /// The sheet's hash stands where a person's record has its number and wording.
    private func context(_ hash: [UInt8], _ petition: Petition) -> Custody.Context {
        Custody.Context(
            petitionID: petition.id,
            signatureID: hash.prefix(8).reduce(Int64(0)) { $0 << 8 | Int64($1) },
            recipient: "custody",
            textVersion: 1,
            logNumber: 1,
            wordingHash: hash
        )
    }

    private func petition(_ slug: Slug) async throws -> Petition {
        guard let petition = try await site.database.read({ try $0.petition(slug) }), petition.log != nil else {
            throw Refusal.unknownPetition
        }
        return petition
    }
}
