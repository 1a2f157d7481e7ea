/// How long each class of data is kept, where the form of a petition does not say another time (P-20).
package enum Retention {
    /// Contact data that nobody agreed to be written to with, after a hand-over that its signature is in.
    package static let deliveredContact = Moment.Span.days(30)
    /// Names and comments that are shown, after the petition closed.
    package static let publicName = Moment.Span.days(365)
    /// Lines about what organisers did.
    package static let trail = Moment.Span.days(365)
    /// A copy of the data that an operator made.
    package static let backup = Moment.Span.days(30)
    /// A month of the deadline that a petition's form names, in days.
    package static let monthDays = 30

    /// Whether a petition closed so long ago that nobody is shown any more (P-28).
    package static func isOver(_ petition: Petition, at now: Moment) -> Bool {
        petition.state == .closed && petition.closesAt.map { $0 + publicName <= now } ?? false
    }

    /// When contact data goes that is kept for nothing that was ticked: the earlier of two days.
    ///
    /// - Parameters:
    ///   - closesAt: When the petition closes or closed; nil where no day is set.
    ///   - months: After that, in months of 30 days.
    ///   - deliveredAt: When the first packet was handed over that the signature is in; nil before.
    /// - Returns: Nil where neither is known.
    package static func contactEnd(closesAt: Moment?, months: Int, deliveredAt: Moment?) -> Moment? {
        [closesAt.map { $0 + .days(Int64(monthDays * months)) }, deliveredAt.map { $0 + deliveredContact }]
            .compactMap { $0 }.min()
    }
}
