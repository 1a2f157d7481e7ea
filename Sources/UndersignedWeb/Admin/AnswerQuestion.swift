package import UndersignedApp
package import UndersignedCore

/// What those who signed are asked when nobody has answered a hand-over.
///
/// It is the start of an update, which organisers write on from and send like any other. Nothing is sent by itself: the
/// sentence that people agreed to says who writes.
package struct AnswerQuestion {
    private let target: Target
    private let deliveredAt: Moment
    private let asker: Partner

    /// Nil where nothing was handed over to them, or where they have answered.
    ///
    /// - Parameters:
    ///   - slug: To whom it was handed over.
    ///   - petition: Which was.
    ///   - asker: Whom people are to tell.
    ///   - deliveries: All its hand-overs; the newest to them is asked about.
    package init?(about slug: Slug, of petition: Petition, by asker: Partner, deliveries: [HandOver]) {
        let theirs = deliveries.filter { $0.target == slug }
        guard theirs.allSatisfy(\.answers.isEmpty), let newest = theirs.map(\.deliveredAt).max(),
            let target = petition.sheet.to.first(where: { $0.id == slug })
        else { return nil }
        (self.target, deliveredAt, self.asker) = (target, newest, asker)
    }

    package func form(in words: Words) -> UpdateForm {
        let who = asker.url.map { "\(asker.name), \($0)" } ?? asker.name
        let values = ["name": target.line, "day": words.day(deliveredAt), "who": who]
        return UpdateForm(
            title: words.text("admin.update.ask.title", values),
            body: words.text("admin.update.ask.body", values)
        )
    }
}
