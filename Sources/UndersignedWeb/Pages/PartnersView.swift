import UndersignedCore

/// The sponsor, and the partners beside it.
struct PartnersView: Sendable {
    let sponsor: Line?
    let heading: String
    let hasMembers: Bool
    let members: [Line]
    let rest: Rest?

    /// So many names are read at a glance.
    private static let shownCount = 12

    /// The names beyond, one press away.
    struct Rest: Sendable {
        let restLabel: String
        let others: [Line]
    }

    struct Line: Sendable {
        let partnerName: String
        /// `http` or `https` only; anything else is shown without a link.
        let partnerAddress: String?
        let logo: LogoView?

        init(_ partner: Partner, _ logos: [Slug: LogoView]) {
            partnerName = partner.name
            partnerAddress = WebAddress.link(partner.url)
            logo = logos[partner.id]
        }
    }

    init?(sponsor: Partner?, partners: [Partner], logos: [Slug: LogoView] = [:], _ words: Words) {
        guard sponsor != nil || !partners.isEmpty else { return nil }
        let others = partners.filter { $0.id != sponsor?.id }
        self.sponsor = sponsor.map { Line($0, logos) }
        heading = words.plural("partners.count", others.count)
        hasMembers = !others.isEmpty
        let shown = others.count > Self.shownCount + 3 ? Self.shownCount : others.count
        members = others.prefix(shown).map { Line($0, logos) }
        let beyond = others.dropFirst(shown).map { Line($0, logos) }
        rest =
            beyond.isEmpty
            ? nil : Rest(restLabel: words.plural("partners.more", beyond.count), others: beyond)
    }
}
