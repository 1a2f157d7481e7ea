package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// The updates that anyone may read.
package struct UpdateReading: Sendable {
    /// So many are listed, and stand in a feed.
    package static let listLimit = 50

    /// An update with the texts that were public before the one that stands, newest first.
    package struct Whole: Sendable {
        package let update: Update
        package let earlier: [(text: UpdateText, shownAt: Moment)]

        package init(update: Update, earlier: [(text: UpdateText, shownAt: Moment)]) {
            self.update = update
            self.earlier = earlier
        }
    }

    private let site: Site

    package init(site: Site) {
        self.site = site
    }

    /// The petition of an id; nil where it is none, or a draft.
    package func petition(_ id: Int64) async throws -> Petition? {
        let petition = try await site.database.read { try $0.petition(id: id) }
        return petition?.log == nil ? nil : petition
    }

    /// Published last first.
    package func published(of petition: Petition) async throws -> [Update] {
        try await site.database.read { try $0.publishedUpdates(in: petition.id, limit: Self.listLimit) }
    }

    /// An update that is public; nil for any other.
    package func whole(_ number: Int, of petition: Petition) async throws -> Whole? {
        try await site.database.read { transaction in
            guard let update = try transaction.update(number, in: petition.id), update.publishedAt != nil else {
                return nil
            }
            let texts = try transaction.updateTexts(of: number, in: petition.id, limit: Self.listLimit)
            let earlier: [(text: UpdateText, shownAt: Moment)] = texts.compactMap { saved in
                saved.text.number == update.text.number ? nil : saved.shownAt.map { (saved.text, $0) }
            }
            return Whole(update: update, earlier: earlier)
        }
    }
}
