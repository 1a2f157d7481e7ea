/// Somebody who does not exist, and signs.
struct DemoPerson: Sendable {
    let name: String
    /// Letters that stand before the `@`.
    let mailboxName: String
    let isShown: Bool
    let comment: String
    let place: String

    /// The person's own address.
    var email: String { email(at: "example.org") }

    func email(at domain: String) -> String { "\(mailboxName)@\(domain)" }
}

/// Invented people in several scripts; the same seed gives the same people.
struct DemoPeople {
    private var chance: SplitMix64
    private let prefix: String

    /// - Parameters:
    ///   - seed: Where chance begins.
    ///   - earlier: How many signatures earlier runs left behind: the addresses of this run differ from theirs.
    init(seed: UInt64, earlier: Int) {
        chance = SplitMix64(state: seed &+ UInt64(earlier))
        prefix = earlier == 0 ? "" : "\(earlier)-"
    }

    /// So many people; their kinds of name take turns, so that each kind is there.
    mutating func make(_ count: Int) -> [DemoPerson] {
        (0..<count).map { person($0) }
    }

    private mutating func person(_ place: Int) -> DemoPerson {
        let kind = DemoNames.kinds[place % DemoNames.kinds.count]
        let name = kind.compose(chance.pick(kind.given), kind.family.isEmpty ? nil : chance.pick(kind.family))
        return DemoPerson(
            name: name.text,
            mailboxName: "\(name.letters).\(prefix)\(place)",
            isShown: chance.below(3) == 0,
            comment: chance.below(4) == 0 ? chance.pick(DemoNames.comments) : "",
            place: chance.below(2) == 0 ? chance.pick(DemoNames.places) : ""
        )
    }
}

/// A small generator whose numbers depend on its seed alone.
///
/// Source: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", 2014.
struct SplitMix64 {
    private(set) var state: UInt64

    init(state: UInt64) {
        self.state = state
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// A number from 0 up to, and without, the limit; the limit is small, so that the bias is nothing.
    mutating func below(_ limit: Int) -> Int {
        Int(next() % UInt64(limit))
    }

    mutating func pick<Element>(_ list: [Element]) -> Element {
        list[below(list.count)]
    }
}
