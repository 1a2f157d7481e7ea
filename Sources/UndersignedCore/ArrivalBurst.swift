/// An hour, or day, of arrivals that is unlike those before it.
///
/// It looks at numbers of signatures and at nothing about a person, and it decides nothing: a person looks at it.
package struct ArrivalBurst: Hashable, Sendable {
    /// What there was much of.
    package enum Kind: Hashable, Sendable {
        /// Mailboxes of one domain: more, and a larger share of all, than usual.
        case domain(String)
        /// All arrivals. A newspaper and a mailing make such an hour too.
        case all
    }

    package let kind: Kind
    package let start: Moment
    package let count: Int
    /// All arrivals of the stretch.
    package let total: Int
    /// How many of its kind came in the same length of time before: the median.
    package let usual: Int
    /// The largest of the last 24 such stretches; for a domain, of all that were compared.
    package let most: Int
    /// The usual share of the domain in hundredths; nil for all arrivals, and where too little came before.
    package let usualShare: Int?

    package init(
        kind: Kind,
        start: Moment,
        count: Int,
        total: Int,
        usual: Int,
        most: Int,
        usualShare: Int? = nil
    ) {
        self.kind = kind
        self.start = start
        self.count = count
        self.total = total
        self.usual = usual
        self.most = most
        self.usualShare = usualShare
    }

    /// The share of all arrivals of the stretch, in hundredths.
    package var share: Int { total > 0 ? count * 100 / total : 0 }
}

/// Finds bursts: a stretch of arrivals against those of the same length in the days before it.
///
/// The rule, in words. A domain bursts where at least 100 came from it, and its share of all is above its usual one (the
/// median of up to a week) by more than ten times what that share usually differs (MAD), and by 10 hundredths at least. Of a
/// domain that was seldom large an upper bound is known alone: it bursts 10 hundredths above that, or with more than half of
/// all; a provider at which anybody can have a mailbox then is not judged. A great day with the usual mixture is no burst of
/// a domain, however great. All arrivals burst where at least 500 came,
/// more than ten times what came in any of the last 24 stretches, and more than the week's median by ten MAD.
package struct ArrivalWatch: Sendable {
    /// One stretch: an hour, or a day where the petition publishes daily.
    package struct Stretch: Sendable {
        package let start: Moment
        /// Everything that arrived.
        package let total: Int
        /// By domain, only where many came.
        package var domains: [String: Int]

        package init(start: Moment, total: Int, domains: [String: Int] = [:]) {
            self.start = start
            self.total = total
            self.domains = domains
        }
    }

    /// Of fewer from one domain in a stretch, none are stored (DESIGN 11.15).
    package static let domainThreshold = 20
    package static let domainFloor = 100
    package static let floor = 500
    /// How many deviations are unusual.
    static let deviations = 10.0
    /// How much larger a share must be at least, of 1.
    static let leastRise = 0.1
    /// How many times the largest of the last stretches.
    static let leap = 10
    /// Stretches that are compared: a week of hours.
    package static let compared = 168
    /// The last stretches that a leap is measured against.
    static let recent = 24
    /// Of fewer arrivals in a stretch a share says nothing.
    static let tellingTotal = 50
    /// With fewer telling stretches nothing is usual yet.
    static let leastCompared = 6

    private let stretches: [Stretch]

    /// - Parameter stretches: Oldest first, one after the other, those without arrivals too.
    package init(_ stretches: [Stretch]) {
        self.stretches = stretches
    }

    /// The bursts among the last stretches.
    ///
    /// - Parameters:
    ///   - count: How many stretches are looked at, from the last one back.
    ///   - isCommon: Whether anybody can have a mailbox at a domain: while nothing is usual yet, such a one is not told.
    /// - Returns: Newest first.
    package func bursts(inLast count: Int, isCommon: (String) -> Bool) -> [ArrivalBurst] {
        let looked = stretches.indices.suffix(count).reversed()
        return looked.flatMap { index in
            [leap(at: index)].compactMap(\.self) + domains(at: index, isCommon)
        }
    }

    private func leap(at index: Int) -> ArrivalBurst? {
        let total = stretches[index].total
        // In its first day everything is new.
        guard total >= Self.floor, index >= Self.recent else { return nil }
        let before = stretches[max(0, index - Self.compared)..<index].map(\.total)
        let most = before.suffix(Self.recent).max() ?? 0
        guard total > most * Self.leap, let range = RobustRange(before.map(Double.init)),
            Double(total) > range.median + Self.deviations * max(range.deviation, 1)
        else { return nil }
        return ArrivalBurst(
            kind: .all,
            start: stretches[index].start,
            count: total,
            total: total,
            usual: Int(range.median),
            most: most
        )
    }

    private func domains(at index: Int, _ isCommon: (String) -> Bool) -> [ArrivalBurst] {
        let stretch = stretches[index]
        let before = stretches[max(0, index - Self.compared)..<index]
        let telling = before.filter { $0.total >= Self.tellingTotal }
        return stretch.domains.sorted { $0.value > $1.value }.compactMap { domain, count in
            guard count >= Self.domainFloor, stretch.total > 0 else { return nil }
            let share = Double(count) / Double(stretch.total)
            // Where none is stored there were fewer than the threshold: as if all but one of those had come.
            let shares = telling.map { past in
                Double(past.domains[domain] ?? min(past.total, Self.domainThreshold - 1)) / Double(past.total)
            }
            let isKnown = shares.count >= Self.leastCompared
            let range = isKnown ? RobustRange(shares) : nil
            let isStored = telling.count { $0.domains[domain] != nil } * 2 >= telling.count
            guard share > bound(range, isStored: isStored, isCommon: isCommon(domain)) else { return nil }
            let counts = before.map { Double($0.domains[domain] ?? 0) }
            return ArrivalBurst(
                kind: .domain(domain),
                start: stretch.start,
                count: count,
                total: stretch.total,
                usual: Int(RobustRange(counts)?.median ?? 0),
                most: Int(counts.max() ?? 0),
                usualShare: range.map { Int(($0.median * 100).rounded()) }
            )
        }
    }

    /// What a share must be above.
    ///
    /// - Parameters:
    ///   - range: What is usual; nil where too little came before.
    ///   - isStored: Whether the domain was large in half of the stretches, so that its own share is known; of a smaller
    ///     one only an upper bound is, which says nothing about how it differs.
    ///   - isCommon: Whether anybody can have a mailbox there: unless its share is known it may be anything.
    /// - Returns: From 0 to 1.
    private func bound(_ range: RobustRange?, isStored: Bool, isCommon: Bool) -> Double {
        if let range, isStored { return range.median + max(Self.deviations * range.deviation, Self.leastRise) }
        if isCommon { return 1 }
        return min(range.map { $0.median + Self.leastRise } ?? 1, Self.half)
    }

    private static let half = 0.5
}
