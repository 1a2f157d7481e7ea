package import UndersignedApp
import UndersignedCore

/// A claim: its sentence, what it rests on, what it is about, and what stood there before.
package struct ClaimPage: Page {
    package var content: PublicClaim
    /// The site's own address.
    package var base: String

    package init(content: PublicClaim, base: String) {
        (self.content, self.base) = (content, base)
    }

    package var template: String { "claim" }
    package var isIndexed: Bool { content.isNewest && content.claim.withdrawal == nil }

    private var campaign: Campaign { content.hub.campaign }
    private var claim: Claim { content.claim }
    private var language: LanguageTag { LanguageTag(campaign.language) ?? .english }

    package func title(in words: Words) -> String {
        let sentence = content.shown.text.sentence
        let short = sentence.count > 80 ? sentence.prefix(79) + "…" : sentence[...]
        return words.text("claim.title", ["number": words.number(claim.number), "sentence": String(short)])
    }

    package func view(in words: Words) -> any Sendable {
        let text = content.shown.text
        let own = ClaimAddress.page(claim.number, of: campaign.slug)
        return View(
            hubAddress: "/campaigns/\(campaign.slug)",
            hubTitle: campaign.title,
            lang: language.text,
            dir: language.direction,
            listAddress: ClaimAddress.list(of: campaign.slug),
            heading: words.text("claim.heading", ["number": words.number(claim.number)]),
            withdrawn: claim.withdrawal.map { Self.withdrawn($0, words) },
            newest: content.isNewest ? nil : own,
            sentence: text.sentence,
            figure: text.figure.map { FigureView($0, words) },
            asOf: text.asOf.map { words.text("claim.as-of", ["day": words.day(written: $0)]) },
            publishedOn: claim.publishedAt.map { words.text("claim.published-on", ["day": words.day($0)]) } ?? "",
            corrected: Self.corrected(content.shown, words),
            sources: content.sources.enumerated().map {
                ClaimSourceView($1, number: $0 + 1, of: claim, campaign.slug, words)
            },
            about: ClaimAboutView(content),
            hasEarlier: content.versions.count > 1,
            versions: content.versions.map { EarlierView($0, of: claim, campaign.slug, words) },
            citation: citation(in: words),
            json: own + ".json"
        )
    }

    /// The words with which somebody else quotes it; the address is that of this version, which never says anything else.
    package func citation(in words: Words) -> String {
        let address = ClaimAddress.version(content.shown.number, of: claim.number, campaign.slug)
        return words.text(
            "claim.citation",
            [
                "organiser": campaign.sponsor.name, "campaign": campaign.title,
                "number": words.number(claim.number), "version": words.number(content.shown.number),
                "sentence": content.shown.text.sentence,
                "day": words.day(content.shown.shownAt ?? content.shown.savedAt), "address": base + address,
            ]
        )
    }

    private static func withdrawn(_ withdrawal: Claim.Withdrawal, _ words: Words) -> String {
        words.text("claim.withdrawn", ["day": words.day(withdrawal.at), "reason": withdrawal.reason])
    }

    /// "Corrected on … because …"; nil for a first version.
    static func corrected(_ version: ClaimVersion, _ words: Words) -> String? {
        version.note.map { note in
            words.text("claim.corrected", ["day": words.day(version.shownAt ?? version.savedAt), "note": note])
        }
    }

    private struct View: Sendable {
        let hubAddress: String
        let hubTitle: String
        let lang: String
        let dir: String
        let listAddress: String
        let heading: String
        let withdrawn: String?
        let newest: String?
        let sentence: String
        let figure: FigureView?
        let asOf: String?
        let publishedOn: String
        let corrected: String?
        let sources: [ClaimSourceView]
        let about: ClaimAboutView?
        let hasEarlier: Bool
        let versions: [EarlierView]
        let citation: String
        let json: String
    }

    private struct FigureView: Sendable {
        let amount: String
        let kind: String
        let meaning: String

        init(_ figure: ClaimFigure, _ words: Words) {
            amount = words.amount(of: figure)
            kind = words.text("claim.kind.\(figure.kind.rawValue)")
            meaning = words.text("claim.kind.\(figure.kind.rawValue).meaning")
        }
    }

    /// A version that was public, with the way to it.
    private struct EarlierView: Sendable {
        let versionAddress: String
        let label: String
        let said: String
        let change: String?

        init(_ version: ClaimVersion, of claim: Claim, _ campaign: Slug, _ words: Words) {
            versionAddress = ClaimAddress.version(version.number, of: claim.number, campaign)
            label = words.text(
                "claim.version",
                [
                    "number": words.number(version.number),
                    "day": words.day(version.shownAt ?? version.savedAt),
                ]
            )
            let figure = version.text.figure.map { words.claim($0) }
            said = [version.text.sentence, figure].compactMap(\.self).joined(separator: " · ")
            change = ClaimPage.corrected(version, words)
        }
    }
}

/// What a claim is about.
struct ClaimAboutView: Sendable {
    let aboutTargets: [Item]
    let aboutDemands: [Item]
    let aboutPetitions: [PetitionView]

    struct Item: Sendable {
        let name: String
        /// Nil for a target that was not asked, and for a demand that the campaign does not make any more.
        let address: String?
    }

    /// - Returns: Nil for one that is about none of these.
    init?(_ content: PublicClaim) {
        let text = content.shown.text
        aboutTargets = text.targets.compactMap { id in
            content.hub.campaign.targets.first { $0.id == id }.map { target in
                let name = [target.name, target.organisation].compactMap(\.self).joined(separator: ", ")
                return Item(name: name, address: content.asked.contains(id) ? "/targets/\(id)" : nil)
            }
        }
        let (slug, demands) = (content.hub.campaign.slug, content.hub.campaign.demands)
        aboutDemands = text.demands.map { demand in
            let place = demands.firstIndex(of: demand)
            return Item(name: demand, address: place.map { "/campaigns/\(slug)#demand-\($0 + 1)" })
        }
        aboutPetitions = content.petitions.map { PetitionView(PetitionReference($0)) }
        guard !aboutTargets.isEmpty || !aboutDemands.isEmpty || !aboutPetitions.isEmpty else { return nil }
    }
}
