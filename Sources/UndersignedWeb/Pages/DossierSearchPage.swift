package import UndersignedApp
import UndersignedCore

/// What was found of contract records by words.
package struct DossierSearchPage: Page {
    package var query: String
    /// nil where nothing was looked for.
    package var found: DossierSearch?
    /// Counted from 1.
    package var page: Int

    package init(query: String, found: DossierSearch?, page: Int = 1) {
        (self.query, self.found, self.page) = (query, found, page)
    }

    package static let perPage = 20
    package static let longestQuery = 200

    package var template: String { "dossier-search" }

    package func title(in words: Words) -> String { words.text("evidence.search.title") }

    package func view(in words: Words) -> any Sendable {
        View(
            title: title(in: words),
            query: query,
            none: found?.isEmpty == true ? words.text("evidence.search.none") : nil,
            said: found.map { said($0, words) } ?? [],
            parties: (found?.parties ?? []).compactMap { party in
                DossierNameView(party.name, party.side, words).map {
                    PartyView(party: $0, role: words.text("evidence.role.\(party.side.rawValue)"))
                }
            },
            hasParties: found?.parties.isEmpty == false,
            awardList: found?.awards.isEmpty == false
                ? AwardsView(awards: (found?.awards ?? []).map { DossierAwardView($0, words) }) : nil,
            before: page > 1 ? address(page - 1) : nil,
            after: hasMore ? address(page + 1) : nil,
            isPaged: page > 1 || hasMore
        )
    }

    private var hasMore: Bool {
        let count = max(found?.partyCount ?? 0, found?.awardCount ?? 0)
        return page * Self.perPage < min(count, DossierSearch.most)
    }

    private func address(_ page: Int) -> String {
        "/evidence/search?q=\(DossierPartiesPage.escaped(query))" + (page > 1 ? "&page=\(page)" : "")
    }

    /// How many there are, of those that there are any of.
    private func said(_ found: DossierSearch, _ words: Words) -> [String] {
        var said: [String] = []
        if found.partyCount > 0 {
            said.append(
                found.partyCount < DossierSearch.most
                    ? words.plural("evidence.search.parties", found.partyCount)
                    : words.text("evidence.search.parties.many", ["count": words.number(found.partyCount)])
            )
        }
        if found.awardCount > 0 {
            said.append(
                found.awardCount < DossierSearch.most
                    ? words.plural("evidence.awards", found.awardCount)
                    : words.text("evidence.search.awards.many", ["count": words.number(found.awardCount)])
            )
        }
        return said
    }

    private struct View: Sendable {
        let title: String
        let query: String
        let none: String?
        let said: [String]
        let parties: [PartyView]
        let hasParties: Bool
        let awardList: AwardsView?
        let before: String?
        let after: String?
        let isPaged: Bool
    }

    private struct PartyView: Sendable {
        let party: DossierNameView
        let role: String
    }

    private struct AwardsView: Sendable {
        let awards: [DossierAwardView]
    }
}
