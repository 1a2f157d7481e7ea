import UndersignedCore

/// A draft and its campaign.
enum WritingSamples {
    /// The moment 2018-06-20T12:00:00Z.
    static let noon = Moment(seconds: 1_529_496_000)

    static func council() throws -> Target {
        Target(
            id: try named("council"),
            name: "The town council",
            role: nil,
            organisation: nil,
            standing: .noAnswer,
            answer: nil
        )
    }

    static func library() throws -> PetitionSheet {
        PetitionSheet(
            slug: try named("save-the-library"),
            title: "Keep the library open",
            letter: "Please keep the library **open** on Saturdays.",
            to: [try council()],
            from: "Your name",
            language: "en"
        )
    }

    static func campaign() throws -> Campaign {
        Campaign(
            slug: try named("libraries"),
            title: "Libraries for everybody",
            summary: "Three towns ask.",
            description: nil,
            started: nil,
            language: "en",
            sponsor: Partner(id: try named("readers"), name: "Readers' Union", url: nil, optIn: nil),
            partners: [],
            targets: [try council()],
            demands: [],
            sources: []
        )
    }

    private struct NoName: Error {}

    private static func named(_ text: String) throws -> Slug {
        guard let slug = Slug(text) else { throw NoName() }
        return slug
    }
}
