package import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Finds public petitions: those that have all of some words, or that are like one that somebody is about to write.
package struct PetitionSearch: Sendable {
    private let site: Site

    /// So many are looked at of those that share words.
    private static let candidateLimit = 40

    private static let foundLimit = 50
    private static let wordLimit = 16

    package init(site: Site) {
        self.site = site
    }

    /// - Parameter text: As typed; its first 16 words are looked for.
    /// - Returns: At most 50 petitions that have all of them in a title or a letter.
    /// - Throws: A fault of the database.
    package func find(_ text: String) async throws -> [Slug] {
        let words = SearchWords(text, limit: Self.wordLimit).all
        return try await site.database.read { transaction in
            try transaction.petitions(withAllOf: words, limit: Self.foundLimit)
                .compactMap { try transaction.petition(id: $0) }.filter { !$0.isPrivate }.map(\.slug)
        }
    }

    /// - Parameters:
    ///   - form: As typed; nothing in it need be right.
    ///   - degree: How much they have to be like it, from 1 to 100.
    /// - Returns: At most five, the most alike first; never one of the form's own name.
    /// - Throws: A fault of the database.
    package func alike(_ form: PetitionForm, atLeast degree: Int = 1) async throws -> [Slug] {
        let likeness = PetitionLikeness(title: form.title, letter: form.letter)
        let found = try await site.database.read { transaction in
            try transaction.petitions(withAnyOf: likeness.query, limit: Self.candidateLimit)
                .compactMap { try transaction.petition(id: $0) }
        }
        let alike = found.filter { $0.slug.text != form.slug && !$0.isPrivate }.compactMap { petition in
            likeness.degree(of: petition.sheet).flatMap { $0 < degree ? nil : (petition.slug, $0) }
        }
        return alike.enumerated().sorted { ($1.element.1, $0.offset) < ($0.element.1, $1.offset) }
            .prefix(PetitionLikeness.limit).map(\.element.0)
    }
}
