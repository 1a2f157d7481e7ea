package import UndersignedApp
package import UndersignedCore

extension Samples {
    /// "Libraries for everybody": two petitions to the council, one of them to the mayor too, who spoke before.
    package static func libraries(started: String? = "2018-06-20", spoke: String? = "2018-06-20") throws -> Campaign {
        let mayor = Target.Answer(date: spoke ?? "", text: "It is **too early** to say.", source: 1)
        return Campaign(
            slug: try required(Slug("libraries")),
            title: "Libraries for everybody",
            summary: "Two petitions.",
            description: nil,
            started: started,
            language: "en",
            sponsor: Partner(id: try required(Slug("readers")), name: "Readers' Union", url: nil, optIn: nil),
            partners: [],
            targets: [
                try target("council", standing: .noAnswer, answer: nil),
                try target("mayor", standing: spoke == nil ? .noAnswer : .evasive, answer: spoke.map { _ in mayor }),
            ],
            demands: [],
            sources: [Source(title: "Minutes", publisher: "The council", date: "2018-06-20", url: nil)]
        )
    }

    package static func target(
        _ id: String,
        standing: Target.Standing,
        answer: Target.Answer?
    ) throws -> Target {
        Target(
            id: try required(Slug(id)),
            name: "The \(id)",
            role: nil,
            organisation: nil,
            standing: standing,
            answer: answer
        )
    }

    /// The petitions of `libraries`.
    package static func libraryItems(opensAt: Moment? = nil) throws -> [CampaignImport.Item] {
        let targets = try libraries().targets
        var first = petition("keep-it-open")
        first.to = targets
        var second = petition("more-books")
        second.to = [targets[0]]
        return [
            CampaignImport.Item(sheet: first, mustOpen: true, opensAt: nil, closesAt: nil),
            CampaignImport.Item(sheet: second, mustOpen: true, opensAt: opensAt, closesAt: nil),
        ]
    }
}
