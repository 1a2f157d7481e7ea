import UndersignedCore
import UndersignedMail
import UndersignedStore

/// What happens to a mail after an attempt.
enum OutboxPlan: Equatable {
    case finish(OutboxState, reply: String?)
    case postpone(until: Moment, OutboxPayload, reply: String)

    /// Decides after an answer.
    static func next(
        after delivery: Delivery,
        _ waiting: WaitingMail,
        _ payload: OutboxPayload,
        now: Moment
    ) -> OutboxPlan {
        switch delivery {
        case .accepted: return .finish(.sent, reply: nil)
        case .refusedForGood(let reply), .undeliverable(_, let reply): return .finish(.refused, reply: reply)
        case .refusedForNow(let reply): return later(waiting, payload, reply, now)
        case .uncertain(let reply):
            // Two copies at most: a third would be a nuisance, and one of the two has probably arrived.
            guard !payload.mayHaveArrived else { return .finish(.gaveUp, reply: reply) }
            var payload = payload
            payload.mayHaveArrived = true
            return later(waiting, payload, reply, now)
        }
    }

    /// How long to wait after each attempt; after the last one, as long again.
    private static let pauses: [Moment.Span] = [
        .minutes(1), .minutes(5), .minutes(15), .hours(1), .hours(2), longestPause,
    ]
    static let longestPause = Moment.Span.hours(4)

    /// A mail this old is given up, unless it was hardly tried because the site was down.
    private static let patience = Moment.Span.hours(48)
    private static let leastAttempts = 6

    private static func later(
        _ waiting: WaitingMail,
        _ payload: OutboxPayload,
        _ reply: String,
        _ now: Moment
    ) -> OutboxPlan {
        let isTired = now - waiting.queuedAt >= patience && waiting.attempts + 1 >= leastAttempts
        guard !isTired else { return .finish(.gaveUp, reply: reply) }
        let pause = pauses[min(waiting.attempts, pauses.count - 1)]
        return .postpone(until: now + pause, payload, reply: reply)
    }
}
