package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// How one petition's signatures are counted: what `method.json` says, and the page beside it in words (F-20).
package struct CountingMethod: Sendable {
    /// What removals of one kind took away in all.
    package typealias Fall = PetitionHistory.Fall

    /// What keeps scripts out.
    package struct Limits: Hashable, Sendable {
        /// Mails to one address for this petition in 24 hours.
        package var mailsPerDay: Int
        /// Asks from one network at once.
        package var burst: Int
        /// Asks from one network in an hour after that.
        package var perHour: Int
    }

    /// What the log proves to anyone.
    package static let proven = ["number", "text", "own", "removed"]
    /// What it does not.
    package static let unproven = ["mailbox", "human", "witness"]
    /// A signature in any other state is not in the number.
    package static let countedStates: [SignatureState] = [.counted]
    /// Version of the grammar of entries.
    package static let grammar = "undersigned/v1"

    package var petition: Petition
    package var counts: Counts
    package var size: UInt64
    package var readAt: Moment
    package var removals: [Fall]
    package var texts: [TextVersion]
    /// Nil where limits are off.
    package var limits: Limits?
    /// What each witness saw last; empty where none watches.
    package var sightings: [Sighting]

    package init(
        petition: Petition,
        counts: Counts,
        size: UInt64,
        readAt: Moment,
        removals: [Fall],
        texts: [TextVersion],
        limits: Limits? = .standing,
        sightings: [Sighting] = []
    ) {
        self.petition = petition
        self.counts = counts
        self.size = size
        self.readAt = readAt
        self.removals = removals
        self.texts = texts
        self.limits = limits
        self.sightings = sightings
    }

    /// Signatures of one mailbox or organisation.
    package var perMailbox: Int { 1 }
    package var addressRules: Int { EmailAddress.rulesVersion }
    package var pendingDays: Int { Int(Asking.pendingSpan.seconds / 86_400) }
    /// At least so many signatures enter together at a daily publication.
    package var dailyMinimum: Int { LogBatch.dailyMinimum }
}

extension CountingMethod.Limits {
    /// The limits that hold by default.
    package static let standing = CountingMethod.Limits(
        mailsPerDay: Asking.mailLimit,
        burst: Int(RateLimiter.Allowance.asks.burst),
        perHour: Int(RateLimiter.Allowance.asks.perHour)
    )
}

extension PublicReading {
    /// How a petition's signatures are counted.
    ///
    /// - Throws: A fault of the database.
    package func method(of snapshot: PetitionSnapshot) async throws -> CountingMethod {
        let petition = snapshot.petition
        let falls = try await site.database.read { try $0.falls(of: petition.id) }
        return CountingMethod(
            petition: petition,
            counts: snapshot.counts,
            size: snapshot.size,
            readAt: snapshot.readAt,
            removals: falls.map { fall in
                CountingMethod.Fall(
                    reason: fall.reason,
                    signatureClass: fall.signatureClass,
                    entries: fall.entries,
                    weight: fall.weight
                )
            },
            texts: snapshot.versions,
            limits: site.limits == .off ? nil : .standing,
            sightings: snapshot.sightings
        )
    }
}
