import UndersignedCore

/// A target on a hub: where it stands, what it answered and when, and a line for each earlier row.
struct TargetRecordView: Sendable {
    /// So many earlier rows are named on the hub; the target's own page has all of them, with their words.
    private static let earlierLimit = 5

    let name: String
    let post: String?
    /// The target's own page; nil where it was not asked yet.
    let address: String?
    let current: StandingView
    let hasEarlier: Bool
    let earlier: String
    /// Newest first.
    let rows: [StandingView]
    let more: String?

    init(_ record: TargetRecord, now: Moment, _ words: Words) {
        name = record.target.name
        post = record.target.post
        address = record.asked.map { _ in "/targets/\(record.target.id)" }
        let last = record.rows.count - 1
        current = StandingView(last, of: record, sourcesOn: "", now: now, words)
        hasEarlier = last > 0
        earlier = words.plural("record.earlier", last)
        rows = (0..<last).suffix(Self.earlierLimit).reversed().map {
            StandingView($0, of: record, sourcesOn: "", now: now, words)
        }
        more = last > Self.earlierLimit ? address : nil
    }
}

extension Target {
    /// Role and organisation; nil without either.
    var post: String? {
        let post = [role, organisation].compactMap { $0 }.joined(separator: ", ")
        return post.isEmpty ? nil : post
    }
}
