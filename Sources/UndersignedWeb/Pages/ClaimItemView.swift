import UndersignedApp
import UndersignedCore
import UndersignedEvidence

/// A claim in a list.
struct ClaimItemView: Sendable {
    let claimAddress: String
    let claimSentence: String
    let claimLang: String
    let claimDir: String
    /// Its amount, with the kind of amount in words.
    let figure: String?
    /// Of when, on how many sources, and whether it was corrected or withdrawn.
    let about: String

    init(_ claim: Claim, of campaign: Slug, _ language: LanguageTag, _ words: Words) {
        let text = claim.version.text
        claimAddress = ClaimAddress.page(claim.number, of: campaign)
        claimSentence = text.sentence
        (claimLang, claimDir) = (language.text, language.direction)
        figure = text.figure.map { words.claim($0) }
        let facts: [String?] = [
            text.asOf.map { words.text("claim.as-of", ["day": words.day(written: $0)]) },
            words.plural("claim.source-count", text.sources.count),
            claim.correctedAt.map { words.text("updates.corrected", ["day": words.day($0)]) },
            claim.withdrawal.map { words.text("claim.withdrawn-on", ["day": words.day($0.at)]) },
        ]
        about = facts.compactMap(\.self).joined(separator: " · ")
    }
}

/// A short list of claims on another page; nil for none.
struct ClaimsView: Sendable {
    let claimItems: [ClaimItemView]
    /// The page of all of them; nil where these are all.
    let allClaims: String?

    /// - Parameters:
    ///   - claims: Some of the campaign's.
    ///   - campaign: The campaign.
    ///   - language: In which they are written.
    ///   - hasMore: Whether there are others.
    ///   - words: Of the page.
    init?(_ claims: [Claim], of campaign: Slug?, _ language: LanguageTag, hasMore: Bool, _ words: Words) {
        guard let campaign, !claims.isEmpty || hasMore else { return nil }
        claimItems = claims.map { ClaimItemView($0, of: campaign, language, words) }
        allClaims = hasMore ? ClaimAddress.list(of: campaign) : nil
    }
}

extension ClaimsView {
    /// Those about a petition, on its page.
    init?(about page: PetitionPage, _ words: Words) {
        guard let claims = page.claims else { return nil }
        let campaign = page.hub.flatMap { Slug($0.slug) }
        self.init(claims.list, of: campaign, claims.language, hasMore: false, words)
    }
}

/// Where claims stand.
enum ClaimAddress {
    static func list(of campaign: Slug) -> String { "/campaigns/\(campaign)/claims" }

    static func page(_ number: Int, of campaign: Slug) -> String { "\(list(of: campaign))/\(number)" }

    static func version(_ version: Int, of number: Int, _ campaign: Slug) -> String {
        "\(page(number, of: campaign))/versions/\(version)"
    }

    static func copy(_ hash: String, of number: Int, _ campaign: Slug) -> String {
        "\(page(number, of: campaign))/copies/\(hash)"
    }
}

extension Words {
    /// An amount and what it is: `USD 53,148,388.39, ceiling with every option`.
    func claim(_ figure: ClaimFigure) -> String {
        text("claim.figure", ["amount": amount(of: figure), "kind": text("claim.kind.\(figure.kind.rawValue)")])
    }

    func amount(of figure: ClaimFigure) -> String {
        amount(figure.cents, CurrencyCode(figure.currency) ?? .none)
    }
}
