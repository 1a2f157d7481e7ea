package import UndersignedApp
import UndersignedCore

/// All who were asked by campaigns of the site, by name.
package struct TargetsPage: Page {
    package var targets: [AskedTarget]
    /// Counted from 1.
    package var page: Int
    package var pageCount: Int

    package init(targets: [AskedTarget], page: Int, pageCount: Int) {
        self.targets = targets
        self.page = page
        self.pageCount = pageCount
    }

    package var template: String { "asked" }
    package var isIndexed: Bool { page == 1 }

    package func title(in words: Words) -> String { words.text("asked.title") }

    package func summary(in words: Words) -> String? { words.text("asked.lead") }

    package func view(in words: Words) -> any Sendable {
        let values = ["page": words.number(page), "pages": words.number(pageCount)]
        return View(
            hasTargets: !targets.isEmpty,
            targets: targets.map { AskedTargetView($0, words) },
            position: pageCount > 1 ? words.text("asked.position", values) : nil,
            before: page > 1 ? "/targets?page=\(page - 1)" : nil,
            after: page < pageCount ? "/targets?page=\(page + 1)" : nil
        )
    }

    private struct View: Sendable {
        let hasTargets: Bool
        let targets: [AskedTargetView]
        let position: String?
        let before: String?
        let after: String?
    }
}

/// The figures of one who was asked.
struct AskedTargetView: Sendable {
    let name: String
    let post: String?
    let address: String
    let asked: String
    let states: [StateView]
    let median: String

    struct StateView: Sendable {
        let state: String
        let stateClass: String
    }

    init(_ asked: AskedTarget, _ words: Words) {
        name = asked.target.name
        post = asked.target.post
        address = "/targets/\(asked.id)"
        let figures = asked.figures
        self.asked = words.plural("asked.count", figures.askedCount)
        states = Target.Standing.allCases.compactMap { state in
            figures.states[state].map { count in
                let values = ["state": words.text("target.state.\(state.rawValue)"), "count": words.number(count)]
                return StateView(state: words.text("asked.state", values), stateClass: state.rawValue)
            }
        }
        median =
            figures.medianDays.map { words.text("asked.median", ["count": words.number($0)]) }
            ?? words.text("asked.no-median")
    }
}
