/// From when and until when an offered petition takes signatures.
package struct OpeningDates: Hashable, Sendable {
    /// The field that does not fit.
    package enum Refusal: Error, Hashable, Sendable {
        /// No day, or one that has passed.
        case opening
        /// No day, or none on which it would be open.
        case closing
    }

    /// Nil for at once.
    package let opensAt: Moment?
    /// Nil for whenever somebody closes it.
    package let closesAt: Moment?

    package init(opensAt: Moment?, closesAt: Moment?) {
        self.opensAt = opensAt
        self.closesAt = closesAt
    }

    /// Reads what an organiser typed.
    ///
    /// - Parameters:
    ///   - opens: The first day, as in `2030-06-20`, from 00:00 UTC; empty, or today, for at once.
    ///   - closes: The last day, until its end; empty for none.
    ///   - now: The moment of the decision.
    /// - Throws: `Refusal`.
    package init(opens: String, closes: String, now: Moment) throws(Refusal) {
        let (first, last) = (CalendarDate(opens)?.moment, CalendarDate(closes)?.moment)
        guard opens.isEmpty || first.map({ $0 >= now.day }) == true else { throw .opening }
        guard closes.isEmpty || last != nil else { throw .closing }
        opensAt = first.flatMap { $0 > now ? $0 : nil }
        closesAt = last.map { $0.day + .days(1) }
        if let closesAt, closesAt <= max(opensAt ?? now, now) { throw .closing }
    }
}
