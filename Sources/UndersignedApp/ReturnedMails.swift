import Synchronization
import UndersignedCore

/// To which addresses a mail came back within the last hour: in memory only, for the page of the person who asked.
///
/// Filled by each kind of mail alike, so that it tells of a mailbox and never of a signature (F-J).
final class ReturnedMails: Sendable {
    private struct Key: Hashable {
        let petitionID: Int64
        let tag: [UInt8]
    }

    private static let limit = 10_000
    /// As long as "check your e-mail" knows the form.
    private static let span = Moment.Span.hours(1)

    private let moments = Mutex<[Key: Moment]>([:])

    func note(tag: [UInt8], petitionID: Int64, at now: Moment) {
        moments.withLock { moments in
            if moments.count >= Self.limit { moments = moments.filter { now - $0.value < Self.span } }
            if moments.count >= Self.limit { moments = [:] }
            moments[Key(petitionID: petitionID, tag: tag)] = now
        }
    }

    /// Whether a mail came back after a moment.
    func holds(tag: [UInt8], petitionID: Int64, since start: Moment, now: Moment) -> Bool {
        guard let moment = moments.withLock({ $0[Key(petitionID: petitionID, tag: tag)] }) else { return false }
        return moment >= start && now - moment < Self.span
    }
}
