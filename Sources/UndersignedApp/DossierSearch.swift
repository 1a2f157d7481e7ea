import UndersignedCore
import UndersignedEvidence
import UndersignedDatabase
import UndersignedStore

/// What is found of contract records by words.
package struct DossierSearch: Hashable, Sendable {
    /// Suppliers and agencies by their names.
    package let parties: [Party]
    /// Awards by their identifiers and by what their records describe.
    package let awards: [Dossier.Award]
    /// How many there are of each; `most` stands for more than can be looked through.
    package let partyCount: Int
    package let awardCount: Int

    package var isEmpty: Bool { partyCount + awardCount == 0 }

    /// More than these are not looked through: whoever finds more is asked for another word.
    package static let most = 1_000

    /// One who sells or buys.
    package struct Party: Hashable, Sendable {
        package let name: Dossier.Name
        package let side: Dossier.Side

        package init(name: Dossier.Name, side: Dossier.Side) {
            (self.name, self.side) = (name, side)
        }
    }

    package init(parties: [Party], awards: [Dossier.Award], partyCount: Int, awardCount: Int) {
        (self.parties, self.awards) = (parties, awards)
        (self.partyCount, self.awardCount) = (partyCount, awardCount)
    }
}

extension DossierReading {
    /// What has all of the words somebody typed.
    ///
    /// - Parameters:
    ///   - text: As typed; accents and letters' size do not matter.
    ///   - page: Counted from 1.
    ///   - perPage: Of suppliers and agencies, and of awards.
    /// - Returns: Nothing for a text without words.
    /// - Throws: A fault of the database.
    package func search(_ text: String, page: Int, perPage: Int) async throws -> DossierSearch {
        let words = Array(Set(SearchWords(text, limit: 20).all)).sorted()
        let skipped = (page - 1) * perPage
        return try await site.database.read { transaction in
            try transaction.expectSearch()
            let parties = try transaction.evidenceParties(withAllOf: words, limit: DossierSearch.most)
            let awards = try transaction.evidenceAwardIDs(withAllOf: words, limit: DossierSearch.most)
            var names = DossierNames(transaction)
            return DossierSearch(
                parties: try parties.dropFirst(skipped).prefix(perPage).compactMap { party in
                    switch party {
                    case .supplier(let id):
                        try names.supplier(id).map { DossierSearch.Party(name: $0, side: .suppliers) }
                    case .agency(let id):
                        DossierSearch.Party(name: try names.agency(id), side: .agencies)
                    }
                },
                awards: try awards.dropFirst(skipped).prefix(perPage).compactMap { id in
                    try transaction.evidenceAward(id).map { try Self.award($0, &names) }
                },
                partyCount: parties.count,
                awardCount: awards.count
            )
        }
    }
}
