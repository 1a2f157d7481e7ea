import UndersignedCore

/// The sponsor, and the partners beside it.
struct PartnersView: Sendable {
    let sponsor: Line?
    let heading: String
    let hasMembers: Bool
    let members: [Line]

    struct Line: Sendable {
        let partnerName: String
        /// `http` or `https` only; anything else is shown without a link.
        let partnerAddress: String?

        init(_ partner: Partner) {
            partnerName = partner.name
            partnerAddress = WebAddress.link(partner.url)
        }
    }

    init?(sponsor: Partner?, partners: [Partner], _ words: Words) {
        guard sponsor != nil || !partners.isEmpty else { return nil }
        let others = partners.filter { $0.id != sponsor?.id }
        self.sponsor = sponsor.map(Line.init)
        heading = words.plural("partners.count", others.count)
        hasMembers = !others.isEmpty
        members = others.map(Line.init)
    }
}
