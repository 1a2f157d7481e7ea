package import UndersignedApp
import UndersignedCore

/// What happened to a petition and to its number, newest first.
package struct HistoryPage: Page {
    package var petition: PetitionReference
    package var items: [PetitionHistory.Item]
    /// The log marks days instead of hours.
    package var marksDays: Bool
    /// Counted from 1.
    package var page: Int
    package var pageCount: Int

    package init(
        petition: PetitionReference,
        items: [PetitionHistory.Item],
        marksDays: Bool,
        page: Int,
        pageCount: Int
    ) {
        self.petition = petition
        self.items = items
        self.marksDays = marksDays
        self.page = page
        self.pageCount = pageCount
    }

    package var template: String { "history" }
    package var isIndexed: Bool { page == 1 }

    package func title(in words: Words) -> String {
        words.text("history.page-title", ["title": petition.title])
    }

    package func view(in words: Words) -> any Sendable {
        let address = "/petitions/\(petition.slug)/history"
        let values = ["page": words.number(page), "pages": words.number(pageCount)]
        return View(
            petition: PetitionView(petition),
            items: items.map { ItemView($0, marksDays: marksDays, slug: petition.slug, words) },
            table: "\(address).csv",
            position: pageCount > 1 ? words.text("history.position", values) : nil,
            before: page > 1 ? "\(address)?page=\(page - 1)" : nil,
            after: page < pageCount ? "\(address)?page=\(page + 1)" : nil
        )
    }

    private struct View: Sendable {
        let petition: PetitionView
        let items: [ItemView]
        let table: String
        let position: String?
        let before: String?
        let after: String?
    }

    private struct ItemView: Sendable {
        let time: String
        let datetime: String
        let what: String
        let place: String?
        let document: String?
        let note: NoteView?
        let answer: AnswerView?

        init(_ item: PetitionHistory.Item, marksDays: Bool, slug: String, _ words: Words) {
            let date = CalendarDate(item.hour)
            datetime = marksDays ? date.dayText : date.minuteText
            let values = [
                "day": words.day(item.hour), "from": date.clockText,
                "to": CalendarDate(item.hour + .hours(1)).clockText,
            ]
            time = marksDays ? words.day(item.hour) : words.text("history.hour", values)
            switch item.line {
            case .event(let event):
                what = Self.what(event, words)
                place = words.text("history.entry", ["index": words.number(Int(event.index))])
                document = event.hash.map { "/petitions/\(slug)/documents/\(Hexadecimal.encode($0))" }
                note = event.note.map { NoteView($0, words) }
                answer = event.response.map { AnswerView($0, words) }
            case .fall(let fall):
                what = words.plural("history.fall", fall.weight, ["reason": FallWords.reason(fall.reason, words)])
                place = FallWords.className(fall.signatureClass, words)
                (document, note, answer) = (nil, nil, nil)
            case .crossing(let goal, let isReached):
                what = words.text(isReached ? "history.reached" : "history.lost", ["goal": words.number(goal)])
                (place, document, note, answer) = (nil, nil, nil, nil)
            }
        }

        private static func what(_ event: PetitionHistory.Event, _ words: Words) -> String {
            if let response = event.response { return what(response, words) }
            if event.note?.client != nil { return words.text("history.note.site") }
            let key = "history.\(event.verb)"
            guard words.catalogue.has(key) else {
                return words.text("history.other", ["verb": event.verb])
            }
            return words.text(key, ["number": words.number(event.number ?? 0)])
        }

        private static func what(_ response: ResponseDocument, _ words: Words) -> String {
            let values = [
                "target": response.target.name, "state": words.text("target.state.\(response.state.rawValue)"),
                "day": words.day(written: response.answer?.date ?? response.since), "what": response.correction ?? "",
            ]
            if response.correction != nil { return words.text("history.response.corrected", values) }
            return words.text("history.response.answered", values)
        }
    }

    private struct AnswerView: Sendable {
        let answerHTML: String?
        let hub: String

        init(_ response: ResponseDocument, _ words: Words) {
            answerHTML = response.answer.map { AnswerMarkup.html($0.text) }
            hub = "/targets/\(response.target.id)"
        }
    }

    private struct NoteView: Sendable {
        let title: String
        let text: String
        let correction: String?

        init(_ note: PublicNote, _ words: Words) {
            title = note.title
            text = note.text
            correction = note.correction.map { correction in
                let values = [
                    "rule": correction.rule, "finds": correction.finds, "found": words.number(correction.found),
                    "removed": words.number(correction.removed ?? 0),
                ]
                let state =
                    correction.isCancelled == true ? "cancelled" : correction.removed == nil ? "begun" : "done"
                return words.text("history.correction.\(state)", values)
            }
        }
    }
}
