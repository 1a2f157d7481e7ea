import Synchronization
package import UndersignedCore
package import UndersignedDatabase
import UndersignedStore

/// A petition as its page shows it, at one moment.
package final class PetitionSnapshot: Sendable {
    package let petition: Petition
    /// The number shown, by class: that of the log's head, and no other.
    package let counts: Counts
    /// Entries in the log; 0 before it was begun.
    package let size: UInt64
    /// The versions of the text, the first one first; what stands under them adds up to the count.
    package let versions: [TextVersion]
    /// When this was read; the page's "as of".
    package let readAt: Moment
    /// When the log last grew; nil before it was begun.
    package let advancedAt: Moment?
    /// What each witness saw last; empty where no witness watches.
    package let sightings: [Sighting]
    /// The newest updates that are public, the newest first.
    package let updates: [Update]
    /// Claims of the campaign that stand about it.
    package let claims: [Claim]
    /// Differs where they do, within the process.
    package let claimsMark: Int
    /// How many texts of all updates have ever been public: grows whenever what is public of them changes.
    package let shownUpdateTexts: Int
    /// How far a letter for members has come; nil for a petition that others sign.
    package let members: MemberStanding?

    /// So many stand on the petition's page.
    static let updateLimit = 2
    static let claimLimit = 5

    init(
        petition: Petition,
        head: LogHead?,
        versions: [TextVersion],
        readAt: Moment,
        sightings: [Sighting],
        updates: [Update],
        claims: [Claim],
        shownUpdateTexts: Int,
        members: MemberStanding?
    ) {
        self.petition = petition
        counts = head?.counts ?? Counts()
        size = head?.size ?? 0
        self.versions = versions
        self.readAt = readAt
        advancedAt = head?.advancedAt
        self.sightings = sightings
        self.updates = updates
        (self.claims, claimsMark) = (claims, claims.hashValue)
        self.shownUpdateTexts = shownUpdateTexts
        self.members = members
    }
}

/// The latest snapshots, shared by all who look: however many watch, the database is asked once a second.
package final class PetitionBoard: Sendable {
    private struct Slot: Sendable {
        var snapshot: PetitionSnapshot?
        var readAtSteady: Duration
    }

    private let database: any TransactionalDatabase
    private let ambient: Ambient
    private let freshness: Duration
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private let slots = Mutex<[Slug: Slot]>([:])

    /// So many unknown slugs are remembered at most, so that a prober can't fill the memory.
    private static let slotLimit = 10_000

    /// - Parameters:
    ///   - database: Where petitions are read.
    ///   - ambient: Time.
    ///   - freshness: How old a snapshot may be; zero reads every time.
    package init(database: any TransactionalDatabase, ambient: Ambient, freshness: Duration) {
        self.database = database
        self.ambient = ambient
        self.freshness = freshness
        start = clock.now
    }

    /// A petition's snapshot, or nil for an unknown slug.
    ///
    /// - Parameters:
    ///   - slug: From the address.
    ///   - age: How old it may be where the site works hard; nil for `freshness`.
    /// - Returns: A snapshot no older.
    /// - Throws: A fault of the database.
    package func snapshot(_ slug: Slug, atMost age: Duration? = nil) async throws -> PetitionSnapshot? {
        let now = clock.now - start
        let freshness = age ?? freshness
        if let slot = slots.withLock({ $0[slug] }), freshness > .zero, now - slot.readAtSteady < freshness {
            return slot.snapshot
        }
        let readAt = ambient.now()
        let snapshot = try await database.read { transaction -> PetitionSnapshot? in
            guard let petition = try transaction.petition(slug) else { return nil }
            let head = try transaction.head(petition.id)
            return PetitionSnapshot(
                petition: petition,
                head: head,
                versions: try transaction.textVersions(of: petition.id),
                readAt: readAt,
                sightings: try Sighting.newest(of: petition.id, transaction),
                updates: try transaction.publishedUpdates(in: petition.id, limit: PetitionSnapshot.updateLimit),
                claims: try transaction.claims(about: petition, limit: PetitionSnapshot.claimLimit),
                shownUpdateTexts: try transaction.shownUpdateTexts(in: petition.id),
                members: try MemberReading(transaction: transaction)
                    .standing(of: petition, counts: head?.counts ?? Counts(), at: readAt)
            )
        }
        slots.withLock { slots in
            if slots.count >= Self.slotLimit { slots.removeAll() }
            slots[slug] = Slot(snapshot: snapshot, readAtSteady: now)
        }
        return snapshot
    }

    /// Whether a petition is sensitive, as the newest snapshot says; it is fixed when the petition opens.
    ///
    /// - Parameter slug: From the address.
    /// - Returns: False for an unknown slug.
    /// - Throws: A fault of the database, which is asked only where no snapshot is at hand.
    package func isSensitive(_ slug: Slug) async throws -> Bool {
        if let known = slots.withLock({ $0[slug]?.snapshot }) { return known.petition.sheet.isSensitive }
        return try await snapshot(slug)?.petition.sheet.isSensitive == true
    }

    /// Forgets what it knows, so that the next look reads anew: somebody who changed a petition expects to see it.
    ///
    /// Other processes show the change once their own snapshots are too old.
    package func forget() {
        slots.withLock { $0.removeAll() }
    }
}
