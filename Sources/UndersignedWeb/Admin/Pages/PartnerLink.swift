import UndersignedCore

/// An organisation of a coalition in a list of organisers, with the way to its page.
struct PartnerLink: Sendable {
    let partnerAddress: String
    let partnerName: String
    /// Of its public key, in words; nil where it has none.
    let fingerprint: String?

    init(_ partner: Partner, of campaign: Slug) {
        partnerAddress = "/admin/campaigns/\(campaign)/partners/\(partner.id)"
        partnerName = partner.name
        fingerprint = partner.key?.fingerprint
    }
}
