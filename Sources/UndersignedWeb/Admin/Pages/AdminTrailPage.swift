package import UndersignedApp
package import UndersignedCore

/// Who did what, newest first.
package struct AdminTrailPage: Page {
    package var bar: AdminBar
    /// Of which campaign; nil for the whole site.
    package var campaign: Campaign?
    package var lines: [Trail.Line]
    package var pageCount: Int

    package init(bar: AdminBar, campaign: Campaign? = nil, lines: [Trail.Line], pageCount: Int) {
        self.bar = bar
        self.campaign = campaign
        self.lines = lines
        self.pageCount = pageCount
    }

    package var template: String { "admin-trail" }
    package var isForOrganisers: Bool { true }

    package func title(in words: Words) -> String { words.text("admin.trail") }

    package func view(in words: Words) -> any Sendable {
        View(
            bar: bar,
            place: campaign.map { "/admin/campaigns/\($0.slug)" } ?? "/admin",
            token: bar.token,
            campaignTitle: campaign?.title,
            lines: lines.map { line in
                LineView(
                    time: words.minute(line.event.doneAt),
                    person: line.person ?? Self.unnamed(line, words),
                    act: words.text("admin.act.\(line.event.act.rawValue)"),
                    what: [line.campaign?.title, line.event.object, line.event.detail]
                        .compactMap { $0?.isEmpty == false ? $0 : nil }.joined(separator: " · ")
                )
            },
            older: lines.count < pageCount ? nil : lines.last?.number
        )
    }

    private static func unnamed(_ line: Trail.Line, _ words: Words) -> String {
        line.isByToken
            ? words.text("admin.trail.token", ["partner": line.event.object]) : words.text("admin.trail.command")
    }

    private struct View: Sendable {
        let bar: AdminBar
        let place: String
        let token: String
        let campaignTitle: String?
        let lines: [LineView]
        let older: Int64?
    }

    private struct LineView: Sendable {
        let time: String
        let person: String
        let act: String
        let what: String
    }
}
