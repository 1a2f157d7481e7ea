import Synchronization
import UndersignedCore
import UndersignedDatabase
import UndersignedMail
import UndersignedStore

/// Which updates leave next: as many to each receiving domain as it takes, the others a minute later (M-05).
final class UpdateLane: Sendable {
    private let database: any TransactionalDatabase
    private let keys: OutboxKeys
    private let pace: Mutex<MailPace>

    /// So many are looked at together.
    private static let sliceLimit = 64

    init(database: any TransactionalDatabase, keys: OutboxKeys, limits: MailPace.Limits) {
        self.database = database
        self.keys = keys
        pace = Mutex(MailPace(limits))
    }

    /// Updates that may leave now; their places in the minute are taken.
    ///
    /// - Parameters:
    ///   - now: What is due later stays.
    ///   - limit: How many at most; few, because nothing else leaves before they have.
    /// - Returns: Empty where none is due, or none may leave in this minute.
    /// - Throws: A fault of the database or of the keys folder.
    func next(at now: Moment, limit: Int) async throws -> [WaitingMail] {
        while true {
            let found = try await database.read { try $0.dueUpdates(at: now, limit: max(limit, Self.sliceLimit)) }
            guard !found.isEmpty else { return [] }
            var (ready, early): ([WaitingMail], [WaitingMail]) = ([], [])
            for mail in found where ready.count < limit {
                if try mayLeave(mail, now) { ready.append(mail) } else { early.append(mail) }
            }
            let waiting = early
            if !waiting.isEmpty {
                try await database.write { try $0.putOff(waiting, until: now.minute + .minutes(1)) }
            }
            // Where all of these wait for their minute, one behind them may go.
            if !ready.isEmpty { return ready }
        }
    }

    /// Notes what became of an update.
    func note(_ delivery: Delivery, to address: String, at now: Moment) {
        guard case .refusedForNow = delivery else { return }
        pace.withLock { $0.slowDown(Self.domain(of: address), at: now) }
    }

    private func mayLeave(_ mail: WaitingMail, _ now: Moment) throws -> Bool {
        let address: String
        do {
            address = try keys.open(mail.mail).address
        } catch is OutboxKeys.Destroyed {
            // The worker gives it up.
            return true
        }
        return pace.withLock { $0.take(Self.domain(of: address), at: now) }
    }

    private static func domain(of address: String) -> String {
        address.split(separator: "@").last.map { $0.lowercased() } ?? ""
    }
}
