import TransparencyLog
package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Hands a petition over to somebody it is addressed to: a packet, an entry in the log, a private address for the answer.
///
/// The files come first and the entry last. An entry says in public and for good that something was handed over, so what
/// it names must be there; files without an entry say nothing, and the same files can be handed in again.
package struct Delivering: Sendable {
    /// Why nothing is handed over.
    package enum Refusal: Error, Hashable, Sendable {
        /// There is no such petition, or it was not opened yet.
        case unknownPetition
        /// Nobody of that id is addressed; with those who are.
        case unknownTarget([Slug])
        /// The petition addresses several, and each gets a packet of its own.
        case severalTargets([Slug])
        /// The packet is damaged, was changed, or is of another petition or another log.
        case notOurs
        /// Another private address goes with this very packet.
        case deliveredBefore
        case clockInDoubt
    }

    /// A packet before its names are known, and what goes with it.
    package struct Draft: Codable, Sendable {
        package var packet: DeliveryPacket
        package let petitionID: Int64
        /// The log's checkpoint of the packet's size, with the cosignatures it has.
        package let checkpoint: String
        /// For the one addressed; only its hash is ever stored here.
        package let address: String
    }

    /// Names at a time, so that no list of them is ever whole in memory.
    private static let nameLimit = 2_000

    let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// Reads what a packet says, at one size of the log.
    ///
    /// Changes nothing.
    ///
    /// - Parameters:
    ///   - slug: Of an opened petition.
    ///   - target: Whom it is for; nil where only one is addressed.
    /// - Returns: The packet, without names.
    /// - Throws: `Refusal`, or a fault of the database.
    package func prepare(_ slug: Slug, to target: Slug?) async throws -> Draft {
        let now = site.ambient.now()
        let secret = site.ambient.randomBytes(LinkToken.secretByteCount)
        return try await site.database.read { [site] transaction in
            guard let petition = try transaction.petition(slug), let log = petition.log,
                let note = try CosignedCheckpoint.head(of: petition.id, transaction)?.note,
                let tally = try Self.tally(petition, note, transaction),
                let token = LinkToken(petitionID: petition.id, secret: secret)
            else { throw Refusal.unknownPetition }
            let packet = DeliveryPacket(
                petition,
                log: log,
                to: try Self.recipient(target, of: petition),
                address: site.address.petition(slug),
                tally: tally,
                now: now
            )
            return Draft(
                packet: packet,
                petitionID: petition.id,
                checkpoint: note.string,
                address: site.address.delivery(token)
            )
        }
    }

    /// Reads the names that signatories chose to show, of those whom the packet counts.
    ///
    /// Neither an index nor a time goes with a name.
    ///
    /// - Parameters:
    ///   - draft: The packet.
    ///   - take: Is given some thousand at a time.
    /// - Throws: A fault of the database, or what `take` throws.
    package func readNames(for draft: Draft, _ take: ([String]) async throws -> Void) async throws {
        try await readNames(of: draft.petitionID, countedWithin: draft.packet.log.size, take)
    }

    /// The same for a size of an opened petition's log.
    ///
    /// - Throws: `Refusal.unknownPetition`, a fault of the database, or what `take` throws.
    package func readNames(
        of slug: Slug,
        countedWithin size: UInt64,
        _ take: ([String]) async throws -> Void
    ) async throws {
        guard let petition = try await site.database.read({ try $0.petition(slug) }), petition.log != nil else {
            throw Refusal.unknownPetition
        }
        try await readNames(of: petition.id, countedWithin: size, take)
    }

    /// The same; in an order that never changes.
    func readNames(
        of petitionID: Int64,
        countedWithin size: UInt64,
        _ take: ([String]) async throws -> Void
    ) async throws {
        // Names that are hidden from the public are not handed over either.
        let isHiding = try await site.database.read { transaction in
            try transaction.petition(id: petitionID).map(transaction.hidesNames) ?? true
        }
        guard !isHiding else { return }
        var place: PublicNamePlace?
        repeat {
            let next = try await site.database.read { [place] transaction in
                try transaction.publicNames(
                    after: place,
                    countedWithin: size,
                    of: petitionID,
                    limit: Self.nameLimit
                )
            }
            if !next.names.isEmpty { try await take(next.names) }
            place = next.place
        } while place != nil
    }

    /// Writes into the log that a packet was handed over.
    ///
    /// - Parameters:
    ///   - packet: `packet.json`, as it was made.
    ///   - checkpoint: Of the same size.
    ///   - token: Of the private address.
    ///   - accountID: Who hands it over; nil for the command line.
    /// - Returns: Whether it is new; handing in the same again changes nothing.
    /// - Throws: `Refusal`, `Sequencer.Overloaded`, or a fault: then it can be handed in again.
    @discardableResult
    package func deliver(
        _ packet: [UInt8],
        checkpoint: String,
        token: LinkToken,
        by accountID: Int64? = nil
    ) async throws -> Bool {
        let content: DeliveryPacket
        do {
            content = try DeliveryPacket(parsing: packet)
        } catch {
            throw Refusal.notOurs
        }
        let petition = try await petition(of: token, content, checkpoint)
        let announcement = Announcement(packet, entry: LogEntry.delivered)
        let row = StoredDelivery(
            tokenHash: token.hash,
            packetHash: announcement.hash.bytes,
            target: content.recipient.id,
            size: content.log.size,
            position: 0,
            checkpoint: checkpoint,
            deliveredAt: site.ambient.now(),
            acknowledgedAt: nil
        )
        let delivery = NewDelivery(packet: announcement, row: row)
        switch try await site.sequencer.submit(.deliver(petitionID: petition.id, delivery)) {
        case .appended(1):
            let target = content.recipient.id.text
            try await Trail(site: site).add(.petitionDelivered, of: petition.slug, target, by: accountID)
            return true
        case .appended:
            let known = try await site.database.read {
                try $0.delivery(packetHash: row.packetHash, of: petition.id)?.tokenHash
            }
            guard known == token.hash else { throw Refusal.deliveredBefore }
            return false
        case .refused: throw Refusal.clockInDoubt
        case .counted, .recorded, .withdrawn, .failed: throw Refusal.unknownPetition
        }
    }

    /// The packet must be of a log that this site has, at a size and root that this log's own key signed.
    private func petition(
        of token: LinkToken,
        _ packet: DeliveryPacket,
        _ checkpoint: String
    ) async throws -> Petition {
        let found = try await site.database.read { transaction in
            (try transaction.petition(id: token.petitionID), try transaction.head(token.petitionID)?.size ?? 0)
        }
        guard let petition = found.0, let log = petition.log, packet.log.vkey == log.verifierKey,
            packet.log.size <= found.1
        else { throw Refusal.notOurs }
        do {
            let key = try NoteVerifierKey(log.verifierKey)
            let signed = Checkpoint.verify(try SignedNote(parsing: checkpoint), key: key).value
            guard let signed, signed.origin == log.origin, signed.origin == packet.log.origin,
                signed.size == packet.log.size, signed.root.base64 == packet.log.root
            else { throw Refusal.notOurs }
        } catch {
            throw Refusal.notOurs
        }
        return petition
    }

    private static func recipient(_ target: Slug?, of petition: Petition) throws -> Target {
        let targets = petition.sheet.to
        if let target {
            guard let named = targets.first(where: { $0.id == target }) else {
                throw Refusal.unknownTarget(targets.map(\.id))
            }
            return named
        }
        guard let only = targets.first, targets.count == 1 else { throw Refusal.severalTargets(targets.map(\.id)) }
        return only
    }

    private static func tally(
        _ petition: Petition,
        _ note: SignedNote,
        _ transaction: any Transaction
    ) throws -> DeliveryTally? {
        guard let head = try transaction.head(petition.id) else { return nil }
        let reached = try transaction.crossings(of: petition.id).filter(\.isReached).map { ($0.goal, $0.hour) }
        return DeliveryTally(
            size: head.size,
            root: try Checkpoint(parsing: note.text).root.base64,
            counts: head.counts,
            versions: try transaction.textVersions(of: petition.id),
            reached: Dictionary(reached) { _, later in later },
            opened: try transaction.firstEvent("opened", of: petition.id),
            closed: petition.state == .closed ? try transaction.firstEvent("closed", of: petition.id) : nil
        )
    }
}
