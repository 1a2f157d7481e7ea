import Synchronization
import UndersignedCore

/// How many codes a mailbox was mailed of late: in memory only, so that no row says when somebody asked.
final class MemberCodePace: Sendable {
    private static let limit = 3
    private static let span = Moment.Span.hours(24)
    private static let mailboxLimit = 200_000

    private let ambient: Ambient
    private let sent = Mutex<[[UInt8]: [Int64]]>([:])

    init(ambient: Ambient) {
        self.ambient = ambient
    }

    /// Counts a code for a mailbox.
    ///
    /// - Parameter tag: The mailbox's, under its petition's key.
    /// - Returns: False where it was sent three within the last day.
    func take(_ tag: [UInt8]) -> Bool {
        // A calendar that jumps gives nobody more.
        let now = ambient.steadySeconds()
        return sent.withLock { sent in
            let recent = (sent[tag] ?? []).filter { now - $0 < Self.span.seconds }
            guard recent.count < Self.limit else { return false }
            if sent[tag] == nil, sent.count >= Self.mailboxLimit {
                sent = sent.filter { $0.value.contains { now - $0 < Self.span.seconds } }
                // Of so many within a day none is let go: that would free those who are at their limit.
                guard sent.count < Self.mailboxLimit else { return false }
            }
            sent[tag] = recent + [now]
            return true
        }
    }
}
