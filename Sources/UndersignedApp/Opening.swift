import Crypto
import MemberTokens
import TransparencyLog
package import UndersignedCore
package import UndersignedDatabase
import UndersignedStore

/// Opens a petition: makes its keys, fixes its document, begins its log.
package struct Opening: Sendable {
    /// Why a petition can't be opened.
    package enum Refusal: Error, Hashable, Sendable {
        case unknown
        /// It was opened before.
        case notADraft
        /// Who may sign as a member is not settled.
        case members(MemberRules.Problem)
        /// It would close before it opens.
        case datesOutOfOrder
        /// It would be sealed to a key whose private half this server has.
        case keyOfServer
        /// Somebody changed the draft at this moment.
        case changed
    }

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// Opens a draft now, or prepares it to open on a day to come.
    ///
    /// - Parameters:
    ///   - slug: Of the petition.
    ///   - opensAt: When signing starts; nil for now. Until then the log holds entry 0 alone.
    ///   - closesAt: When signing ends by itself; nil for never.
    ///   - block: What is written with the opening, in the same transaction, or refuses it by throwing.
    /// - Returns: The log's name and key, fixed from here on.
    /// - Throws: `Refusal`, or a fault: the petition is then still a draft, and opening again goes on with its keys.
    package func open(
        _ slug: Slug,
        opensAt: Moment? = nil,
        closesAt: Moment? = nil,
        with block: @escaping @Sendable (any Transaction, Petition) throws -> Void = { _, _ in }
    ) async throws -> LogIdentity {
        guard let petition = try await site.database.read({ try $0.petition(slug) }) else { throw Refusal.unknown }
        guard petition.state == .draft else { throw Refusal.notADraft }
        if let problem = petition.sheet.openingProblem { throw Refusal.members(problem) }
        let now = site.ambient.now()
        if let closesAt, closesAt <= max(opensAt ?? now, now) { throw Refusal.datesOutOfOrder }

        let (log, note, document) = try identity(petition)
        let isOpenNow = (opensAt ?? now) <= now
        let isOpened = try await site.database.write { transaction in
            // What people sign is the text that the document was made of.
            let current = try transaction.lockedPetition(id: petition.id)
            guard current?.state == .draft else { throw Refusal.notADraft }
            guard current?.sheet == petition.sheet else { throw Refusal.changed }
            try block(transaction, petition)
            guard try transaction.openPetition(petition.id, log: log, opensAt: opensAt, closesAt: closesAt) else {
                return false
            }
            try transaction.forgetSchedule(of: petition.id)
            try transaction.saveDocument(document.bytes, hash: document.hash, of: petition.id)
            try transaction.setTextVersion(1, hash: document.hash, position: 0, of: petition.id)
            try Self.begin(log, note, petition, isOpenNow: isOpenNow, now: now, in: transaction)
            return true
        }
        guard isOpened else { throw Refusal.notADraft }
        site.highWater.note([petition.id])
        return log
    }

    /// Makes the petition's keys and its document.
    ///
    /// The keys come first: a database without its keys could not go on, keys without a database harm nobody.
    private func identity(
        _ petition: Petition
    ) throws -> (log: LogIdentity, note: NoteSigningKey, document: (bytes: [UInt8], hash: [UInt8])) {
        let origin = site.address.origin(of: petition.slug)
        if let key = petition.sheet.custody, try site.keys.holds(key) { throw Refusal.keyOfServer }
        let note = try site.keys.make(
            for: petition.slug,
            origin: origin,
            sealedTo: petition.sheet.custody,
            issues: petition.sheet.isIssuedHere,
            ambient: site.ambient
        )
        let keys = try site.keys.keys(of: petition.slug)
        let document = try PetitionDocument(
            petition.sheet,
            version: 1,
            origin: origin,
            verifierKey: note.verifierKey.description,
            keys: keys
        ).canonical()
        let log = LogIdentity(
            origin: origin,
            verifierKey: note.verifierKey.description,
            documentHash: document.hash
        )
        return (log, note, document)
    }

    private static func begin(
        _ log: LogIdentity,
        _ note: NoteSigningKey,
        _ petition: Petition,
        isOpenNow: Bool,
        now: Moment,
        in transaction: any Transaction
    ) throws {
        let head = LogHead(
            size: 0,
            checkpoint: try Checkpoint.ofNothing(note),
            counts: Counts(),
            lastMark: nil,
            advancedAt: now
        )
        guard try transaction.beginHead(head, of: petition.id), let hash = MerkleHash(log.documentHash) else {
            throw DatabaseFailure.unexpectedShape("head")
        }
        var writer = try LogWriter(petition, head: head, note: note, transaction: transaction)
        _ = writer.append(.petition(documentHash: hash), at: now)
        if isOpenNow { writer.begin(at: now) }
        try writer.finish(transaction, origin: log.origin, now: now)
    }
}

extension PetitionSheet {
    /// Whether the site signs the tokens of members, with a key of its own.
    var isIssuedHere: Bool { members.map { $0.issuer == nil } ?? false }

    /// What is wrong with its members, an outside issuer's key included.
    var openingProblem: MemberRules.Problem? {
        if let problem = memberProblem { return problem }
        guard let issuer = members?.issuer else { return nil }
        return (try? IssuerPublicKey(issuer.key)) == nil ? .issuerKey : nil  // any fault is the same
    }
}
