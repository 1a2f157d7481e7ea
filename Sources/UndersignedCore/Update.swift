/// News of a petition, written by organisers: shown in public, and mailed to signatories who asked for it.
package struct Update: Hashable, Sendable {
    /// Counts from 1 within the petition, and stands in the update's address.
    package var number: Int
    /// The text that stands.
    package var text: UpdateText
    /// Nil for a draft.
    package var publishedAt: Moment?
    /// When the text that stands took the place of one that was public before; nil where none was.
    package var correctedAt: Moment?

    package init(number: Int, text: UpdateText, publishedAt: Moment?, correctedAt: Moment?) {
        self.number = number
        self.text = text
        self.publishedAt = publishedAt
        self.correctedAt = correctedAt
    }

    /// When what is public changed last; nil for a draft.
    package var changedAt: Moment? { correctedAt ?? publishedAt }

    /// Why something was not done with an update.
    package enum Refusal: Error, Hashable, Sendable {
        /// The petition is not open yet, so there is nobody to write to.
        case notOpen
        /// Another text stands than the one that was seen.
        case changed
        /// It was published before.
        case published
        /// It was mailed before; a mail can't be taken back or sent again.
        case mailed
        /// Another update of the petition is still being sent.
        case sending
        /// Nobody asked for updates.
        case nobody
        /// Signatories were promised fewer mails; the next one is possible then.
        case tooOften(until: Moment)
        /// The key that opens the addresses is not on this machine.
        case noKey
        /// Only the organiser's key opens the addresses: the server can write to nobody.
        case sealed
    }
}

/// One text of an update.
package struct UpdateText: Hashable, Sendable {
    /// Counts from 1 within the update.
    package var number: Int
    package var title: String
    /// Markdown.
    package var body: String

    package init(number: Int, title: String, body: String) {
        self.number = number
        self.title = title
        self.body = body
    }
}

/// What signatories are promised beside the box that they tick.
package enum UpdatePromise {
    /// So many updates are mailed in a week at most.
    package static let mailsPerWeek = 2
    package static let week = Moment.Span.days(7)

    /// Whether another mail keeps the promise.
    ///
    /// - Parameters:
    ///   - earlier: When the petition's other mailings began, or went on last, in any order.
    ///   - now: When another one is to begin, or to go on.
    /// - Throws: `Update.Refusal.tooOften`.
    package static func accept(after earlier: [Moment], at now: Moment) throws(Update.Refusal) {
        let recent = earlier.filter { now - $0 < week }.sorted()
        guard recent.count >= mailsPerWeek else { return }
        throw .tooOften(until: recent[recent.count - mailsPerWeek] + week)
    }
}

/// An update as an organiser types it.
package struct UpdateForm: Hashable, Sendable {
    package static let bodyLimit = 20_000

    package var title = ""
    package var body = ""

    package init(title: String = "", body: String = "") {
        self.title = title
        self.body = body
    }

    /// The same with both fields cleaned.
    ///
    /// - Throws: All problems at once, in the form's order.
    package func checked() throws(WritingProblems) -> UpdateForm {
        var form = WrittenForm()
        let title = form.line("title", title, limit: WrittenForm.titleLimit)
        let body = form.text("body", body, limit: Self.bodyLimit)
        guard form.problems.isEmpty else { throw WritingProblems(form.problems) }
        return UpdateForm(title: title, body: body)
    }
}
