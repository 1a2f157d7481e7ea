import UndersignedCore

/// A source as the template reads it; its anchor is `source-<number>`.
struct SourceView: Sendable {
    let number: Int
    let sourceTitle: String
    let publisher: String
    let day: String?
    /// `http` or `https` only; anything else is shown without a link.
    let url: String?

    init(_ source: Source, number: Int, _ words: Words) {
        self.number = number
        sourceTitle = source.title
        publisher = source.publisher
        day = source.date.map { words.day(written: $0) }
        url = WebAddress.link(source.url)
    }

    static func list(_ sources: [Source], _ words: Words) -> [SourceView] {
        sources.enumerated().map { SourceView($1, number: $0 + 1, words) }
    }
}
