import UndersignedApp
import UndersignedCore
import UndersignedEvidence

/// Claims for programs; amounts are texts, exact to the hundredth, and always with their kind.
///
/// Format: docs/claims.md.
struct PublicClaimText {
    let base: String

    func file(_ slice: ClaimReading.Slice) -> JSONValue {
        let campaign = slice.hub.campaign
        let list = base + ClaimAddress.list(of: campaign.slug)
        return [
            "campaign": .text("\(base)/campaigns/\(campaign.slug)"),
            "claims": .list(slice.claims.map { claim in .object(head(claim, campaign.slug, claim.version)) }),
            "next": slice.next.map { .text("\(list).json?after=\($0)") } ?? .null,
        ]
    }

    func file(_ content: PublicClaim, citation: String) -> JSONValue {
        let slug = content.hub.campaign.slug
        let text = content.shown.text
        var members = head(content.claim, slug, content.shown)
        members["campaign"] = .text("\(base)/campaigns/\(slug)")
        members["sources"] = .list(content.sources.map { source($0, content.claim.number, slug) })
        members["targets"] = .list(text.targets.map { .text($0.text) })
        members["demands"] = .list(text.demands.map { .text($0) })
        members["petitions"] = .list(content.petitions.map { .text("\(base)/petitions/\($0.slug)") })
        members["versions"] = .list(content.versions.map { version($0, content.claim.number, slug) })
        members["citation"] = .text(citation)
        return .object(members)
    }

    private func head(_ claim: Claim, _ campaign: Slug, _ version: ClaimVersion) -> [String: JSONValue] {
        [
            "number": .number(claim.number), "url": .text(base + ClaimAddress.page(claim.number, of: campaign)),
            "state": .text(claim.state.rawValue), "version": .number(version.number),
            "sentence": .text(version.text.sentence), "amount": amount(version.text.figure),
            "data_of": .optional(version.text.asOf), "published": moment(claim.publishedAt),
            "corrected": moment(claim.correctedAt),
            "withdrawn": claim.withdrawal.map { withdrawal in
                ["at": moment(withdrawal.at), "reason": .text(withdrawal.reason)]
            } ?? .null,
        ]
    }

    private func version(_ version: ClaimVersion, _ number: Int, _ campaign: Slug) -> JSONValue {
        [
            "version": .number(version.number),
            "url": .text(base + ClaimAddress.version(version.number, of: number, campaign)),
            "sentence": .text(version.text.sentence), "amount": amount(version.text.figure),
            "data_of": .optional(version.text.asOf), "shown": moment(version.shownAt),
            "correction": .optional(version.note),
        ]
    }

    private func amount(_ figure: ClaimFigure?) -> JSONValue {
        guard let figure else { return .null }
        return [
            "amount": .text(WrittenMoney.text(cents: figure.cents)), "currency": .text(figure.currency),
            "kind": .text(figure.kind.rawValue),
        ]
    }

    private func source(_ source: PublicClaim.Source, _ number: Int, _ campaign: Slug) -> JSONValue {
        switch source {
        case .record(let record, let ground):
            return [
                "record": .text(record.award), "modification": .optional(record.modification),
                "is_published": .flag(ground != nil),
                "url": ground.map { .text("\(base)/evidence/awards/\($0.awardID)") } ?? .null,
                "public_record": .optional(WebAddress.link(ground?.link)), "date": .optional(ground?.day),
                "amounts": amounts(ground?.amounts),
                "files": .list(
                    (ground?.files ?? []).map {
                        ["name": .text($0.name), "sha256": .text(Hexadecimal.encode($0.hash))]
                    }
                ),
            ]
        case .document(let document, let copy):
            let address = document.sha256.map { base + ClaimAddress.copy($0, of: number, campaign) }
            return [
                "title": .text(document.title), "publisher": .text(document.publisher),
                "date": .optional(document.date), "url": .optional(WebAddress.link(document.url)),
                "sha256": .optional(document.sha256), "licence": .optional(document.licence),
                "copy": .optional(copy == nil ? nil : address),
            ]
        }
    }

    private func amounts(_ amounts: Amounts?) -> JSONValue {
        guard let amounts else { return .null }
        let kinds = AmountKind.allCases.map { ($0.rawValue, JSONValue.optional(amounts[$0]?.text)) }
        return .object(Dictionary([("currency", .text(amounts.currency.text))] + kinds) { first, _ in first })
    }

    private func moment(_ moment: Moment?) -> JSONValue {
        .optional(moment.map { CalendarDate($0).secondText })
    }
}
