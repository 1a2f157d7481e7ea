/// How many updates a minute go to one receiving domain: few at first, more while it takes them (M-05).
///
/// Big receivers distrust a sender that they do not know and that sends much at once. Kept in memory only: after a
/// start each domain is new again.
package struct MailPace: Sendable {
    /// Mails a minute to one domain.
    package struct Limits: Hashable, Sendable {
        /// At first.
        package var start: Int
        /// At most, however well it goes.
        package var most: Int

        package init(start: Int = 20, most: Int = 600) {
            self.start = start
            self.most = max(start, most)
        }
    }

    private struct Lane {
        var rate: Int
        /// Since when it has been this rate.
        var since: Moment
        var minute: Moment
        /// How many went in this minute.
        var count = 0
        /// Whether the rate was used up since it holds: what was not tried proves nothing.
        var wasFull = false
    }

    /// After so long at one rate without a refusal the rate doubles.
    private static let stage = Moment.Span.hours(1)
    /// A domain that got nothing for so long is new again.
    private static let memory = Moment.Span.days(3)
    private static let laneLimit = 10_000

    private let limits: Limits
    private var lanes: [String: Lane] = [:]

    package init(_ limits: Limits = Limits()) {
        self.limits = limits
    }

    /// Asks for a place.
    ///
    /// - Parameters:
    ///   - domain: In small letters.
    ///   - now: When the mail would leave.
    /// - Returns: False where the minute's places are taken: then the mail waits for the next minute.
    package mutating func take(_ domain: String, at now: Moment) -> Bool {
        var lane = lanes[domain] ?? fresh(now)
        if now - lane.minute >= Self.memory { lane = fresh(now) }
        if lane.minute != now.minute { (lane.minute, lane.count) = (now.minute, 0) }
        if lane.wasFull, now - lane.since >= Self.stage {
            (lane.rate, lane.since, lane.wasFull) = (min(limits.most, lane.rate * 2), now, false)
        }
        defer { lanes[domain] = lane }
        guard lane.count < lane.rate else { return false }
        lane.count += 1
        if lane.count == lane.rate { lane.wasFull = true }
        return true
    }

    /// Notes that a domain put a mail off: half as many from now on, and none in this minute.
    package mutating func slowDown(_ domain: String, at now: Moment) {
        var lane = lanes[domain] ?? fresh(now)
        // Several mails of one minute are put off for one reason.
        if lane.minute != now.minute || lane.count < Int.max {
            (lane.rate, lane.since, lane.wasFull) = (max(1, lane.rate / 2), now, false)
        }
        (lane.minute, lane.count) = (now.minute, Int.max)
        lanes[domain] = lane
    }

    /// Mails a minute to a domain, as it stands.
    package func rate(_ domain: String) -> Int { lanes[domain]?.rate ?? limits.start }

    private mutating func fresh(_ now: Moment) -> Lane {
        if lanes.count >= Self.laneLimit { lanes = lanes.filter { now - $0.value.minute < .hours(1) } }
        if lanes.count >= Self.laneLimit { lanes = [:] }
        return Lane(rate: limits.start, since: now, minute: now.minute)
    }
}
