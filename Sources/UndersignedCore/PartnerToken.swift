/// The token with which a partner's program fetches records, without its secret.
package struct PartnerToken: Hashable, Sendable {
    package var campaignID: Int64
    package var partner: Slug
    package var madeAt: Moment
    /// The last day on which it was used.
    package var usedOn: Moment?

    package init(campaignID: Int64, partner: Slug, madeAt: Moment, usedOn: Moment?) {
        self.campaignID = campaignID
        self.partner = partner
        self.madeAt = madeAt
        self.usedOn = usedOn
    }
}
