package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Moderators look at names and comments, decide what is shown, and take decisions back.
///
/// Nothing here touches a log: what is shown changes no number.
package struct Moderation: Sendable {
    /// How many cases a page has, and a batch at most.
    package static let pageCount = 50
    /// So many waiting cases are counted; of more it is only said that they are more.
    package static let countLimit = 1_000
    /// A decision can be taken back for so long before its signatory is told of it.
    package static let grace = Moment.Span.minutes(15)

    /// A case with what was reported of it.
    package struct Item: Sendable {
        package let held: DisplayCase
        package let reports: [NameReport]
        /// Who decided, where a decision stands.
        package let decision: Decision?

        package init(_ held: DisplayCase, reports: [NameReport] = [], decision: Decision? = nil) {
            self.held = held
            self.reports = reports
            self.decision = decision
        }
    }

    /// Who decided what, and when.
    package struct Decision: Sendable {
        package let batch: DisplayBatch
        /// Nil for an account that is gone.
        package let person: String?
        /// How many cases it still stands for, up to a page.
        package let count: Int

        package init(_ batch: DisplayBatch, person: String?, count: Int) {
            self.batch = batch
            self.person = person
            self.count = count
        }
    }

    /// A page of the queue.
    package struct Queue: Sendable {
        package let items: [Item]
        /// How many wait in all, up to `countLimit` + 1.
        package let waiting: Int
        /// Where the next page begins; nil for the last one.
        package let next: DisplayCasePlace?
        /// The reader's own newest decisions, as long as they stand.
        package let last: Decision?

        package init(items: [Item], waiting: Int, next: DisplayCasePlace? = nil, last: Decision? = nil) {
            self.items = items
            self.waiting = waiting
            self.next = next
            self.last = last
        }
    }

    /// A case as a moderator saw it.
    package struct Seen: Hashable, Sendable {
        package let place: PublicNameHandle
        /// The decision that stood then; 0 for none.
        package let batch: Int64

        package init(place: PublicNameHandle, batch: Int64) {
            self.place = place
            self.batch = batch
        }
    }

    let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// The petition of a slug in a campaign; nil for any other.
    package func petition(_ slug: Slug, in campaignID: Int64) async throws -> Petition? {
        try await site.database.read { try $0.petition(slug) }.flatMap { $0.campaignID == campaignID ? $0 : nil }
    }

    /// How many cases wait for somebody to look at them, by petition, up to `countLimit` + 1.
    package func waiting(in petitions: [Petition]) async throws -> [Int64: Int] {
        try await site.database.read { transaction in
            try petitions.reduce(into: [:]) { counts, petition in
                counts[petition.id] = try transaction.waitingCaseCount(of: petition.id, upTo: Self.countLimit + 1)
            }
        }
    }

    /// A page of what waits, the oldest day first.
    ///
    /// - Parameters:
    ///   - petition: The petition.
    ///   - place: The last case of the page before; nil for the first page.
    ///   - accountID: Who reads.
    /// - Returns: At most `pageCount` cases.
    /// - Throws: A fault of the database.
    package func queue(
        of petition: Petition,
        after place: DisplayCasePlace?,
        for accountID: Int64
    ) async throws -> Queue {
        try await site.database.read { transaction in
            let id = petition.id
            let found = try transaction.waitingCases(after: place, of: id, limit: Self.pageCount + 1)
            let items = try found.prefix(Self.pageCount).map { held in
                Item(held, reports: held.reports == 0 ? [] : try transaction.reports(of: held.signatureID, in: id))
            }
            let last = try transaction.lastDisplayBatch(of: accountID, in: id).map { batch in
                let count = try transaction.cases(ofBatch: batch.number, in: id, limit: Self.pageCount).count
                return Decision(batch, person: nil, count: count)
            }
            return Queue(
                items: items,
                waiting: try transaction.waitingCaseCount(of: id, upTo: Self.countLimit + 1),
                next: found.count > items.count ? items.last?.held.placeInQueue : nil,
                last: last.flatMap { $0.count > 0 ? $0 : nil }
            )
        }
    }

    /// A page of what was decided and stands, the newest first.
    ///
    /// - Parameters:
    ///   - petition: The petition.
    ///   - place: The last case of the page before; nil for the first page.
    /// - Returns: At most `pageCount` cases, and whether there are more.
    /// - Throws: A fault of the database.
    package func decided(
        of petition: Petition,
        after place: DisplayCasePlace?
    ) async throws -> (items: [Item], hasMore: Bool) {
        try await site.database.read { transaction in
            let found = try transaction.decidedCases(after: place, of: petition.id, limit: Self.pageCount + 1)
            let people = try Dictionary(uniqueKeysWithValues: transaction.accounts().map { ($0.id, $0.name) })
            let items = try found.prefix(Self.pageCount).map { held in
                let batch = try transaction.displayBatch(held.batch, in: petition.id)
                return Item(held, decision: batch.map { Decision($0, person: people[$0.accountID], count: 1) })
            }
            return (items, found.count > items.count)
        }
    }
}
