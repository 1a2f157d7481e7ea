package import UndersignedCore

/// One who was asked, over all campaigns of the site that mean the same one.
///
/// Campaigns choose their targets' ids by themselves: one id stands for one target only where it also has the same
/// organisation or, without one, the same name. Otherwise a town's council would get the answers of another's.
package struct AskedTarget: Hashable, Sendable {
    package let id: Slug
    /// The newest campaign first, never empty.
    package let items: [StandingReading.Item]
    package let figures: TargetFigures

    /// As the newest campaign names it.
    package var target: Target { items[0].record.target }

    private init?(_ items: [StandingReading.Item]) {
        guard let first = items.first else { return nil }
        id = first.record.target.id
        self.items = items
        figures = TargetFigures(items.map(\.record))
    }

    /// All who were asked, by name: never by what they answered.
    package static func all(in items: [StandingReading.Item]) -> [AskedTarget] {
        Dictionary(grouping: items) { Identity($0.record.target) }.values.compactMap(AskedTarget.init).sorted {
            ($0.target.organisation ?? "", $0.target.name, $0.id.text)
                < ($1.target.organisation ?? "", $1.target.name, $1.id.text)
        }
    }

    private struct Identity: Hashable {
        let id: Slug
        let name: String

        init(_ target: Target) {
            id = target.id
            name = target.organisation ?? target.name
        }
    }
}
