package import Logging
import Synchronization
package import UndersignedCore
package import UndersignedDatabase
package import UndersignedMail
import UndersignedStore

/// Sends what waits in the outbox.
///
/// Mail leaves here and nowhere else, so that no request waits for a mail server.
package final class OutboxWorker: Sendable {
    private let database: any TransactionalDatabase
    private let keys: OutboxKeys
    private let courier: any Courier
    private let composer: OutboxComposer
    private let ambient: Ambient
    private let logger: Logger
    private let parallelCount: Int
    private let perPass: Int
    private let updates: UpdateLane
    private let bounces: Bounces?
    private let signal = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    private let desk = Mutex(Desk())

    private struct Desk {
        /// One pass at a time: two would read the same rows.
        var isBusy = false
        /// No mail is begun any more.
        var isStopping = false
        /// Answered by the mail server, not yet marked in the database: only the mark is repeated, never the delivery.
        var unmarked: [Int64: (mail: WaitingMail, plan: OutboxPlan)] = [:]

        /// Put off in this pass, by the courier's reply.
        var postponed: [String: Int] = [:]

        /// Takes the desk; false when it is taken.
        mutating func begin() -> Bool {
            guard !isBusy else { return false }
            isBusy = true
            return true
        }
    }

    package init(
        database: any TransactionalDatabase,
        keys: OutboxKeys,
        courier: any Courier,
        composer: OutboxComposer,
        ambient: Ambient,
        logger: Logger,
        parallelCount: Int = 4,
        mailsPerSecond: Int = 400,
        pace: MailPace.Limits = MailPace.Limits(),
        bounces: Bounces? = nil
    ) {
        self.database = database
        self.keys = keys
        self.courier = courier
        self.composer = composer
        self.ambient = ambient
        self.logger = logger
        self.parallelCount = max(1, parallelCount)
        // Two passes a second.
        perPass = max(1, mailsPerSecond / 2)
        updates = UpdateLane(database: database, keys: keys, limits: pace)
        self.bounces = bounces
    }

    /// Says that a mail was queued: `run` looks at once.
    package func wake() {
        signal.continuation.yield()
    }

    /// Delivers until the task is cancelled; what is under way is finished first.
    ///
    /// - Parameter interval: How long a mail waits at most for which nobody called `wake`.
    package func run(every interval: Duration = .milliseconds(500)) async {
        async let timer: Void = tick(every: interval)
        await withTaskCancellationHandler {
            for await _ in signal.stream {
                // A task of its own: cancelling must not come between a mail server's answer and its mark.
                await Task { await self.deliverOrLog() }.value
            }
        } onCancel: {
            desk.withLock { $0.isStopping = true }
        }
        await timer
    }

    private func tick(every interval: Duration) async {
        while (try? await Task.sleep(for: interval)) != nil {  // throws only when cancelled: then the timer ends
            wake()
        }
        signal.continuation.finish()
    }

    private func deliverOrLog() async {
        // Of several processes on one database one sends, so that no mail leaves twice.
        guard await database.isOnDuty() else { return }
        do {
            try await deliverDue(atMost: perPass)
            logPostponed()
        } catch {
            logger.error("the outbox could not go on", metadata: ["what": "\(error.wordsToLog)"])
        }
    }

    /// One line a pass and reply, however many mails wait: a mail server that is down is seen at once (O-19).
    private func logPostponed() {
        let postponed = desk.withLock { desk in
            defer { desk.postponed = [:] }
            return desk.postponed
        }
        for (reply, count) in postponed.sorted(by: { $0.key < $1.key }) {
            logger.warning("mails were put off", metadata: ["count": "\(count)", "reply": "\(reply)"])
        }
    }

    /// Delivers what is due, then erases the keys that no mail needs.
    ///
    /// - Parameter most: How many mails to begin at most; the rest waits for the next call.
    /// - Returns: How many mails were accepted; 0 at once while another call is at it.
    /// - Throws: A fault of the database or of the keys folder. What a mail server took over and could not be marked is
    ///   marked at the next call; after a crash it is delivered once more, with the same Message-ID.
    @discardableResult
    package func deliverDue(atMost most: Int = .max) async throws -> Int {
        guard desk.withLock({ $0.begin() }) else { return 0 }
        defer { desk.withLock { $0.isBusy = false } }
        try await markUnmarked()
        var acceptedCount = 0
        var begun = 0
        while !isStopping, begun < most {
            let now = ambient.now()
            let limit = min(Self.batchLimit, most - begun)
            var due = try await database.read { try $0.dueMails(at: now, limit: limit) }
            // Updates go when nobody waits for a link, a few at a time: whoever comes next waits for these few at most.
            if due.isEmpty { due = try await updates.next(at: now, limit: min(limit, parallelCount)) }
            guard !due.isEmpty else { break }
            begun += due.count
            let mails = due
            acceptedCount += try await deliver(due, try await database.read { try OutboxSubjects(of: mails, $0) })
        }
        try await tidy()
        return acceptedCount
    }

    private var isStopping: Bool { desk.withLock { $0.isStopping } }

    private static let batchLimit = 1_024

    /// At most `parallelCount` at a time; the count of accepted mails.
    private func deliver(_ due: [WaitingMail], _ subjects: OutboxSubjects) async throws -> Int {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            var acceptedCount = 0
            for (place, waiting) in due.enumerated() where !isStopping {
                if place >= parallelCount, try await group.next() == true { acceptedCount += 1 }
                group.addTask { try await self.deliver(waiting, about: subjects) }
            }
            for try await isAccepted in group where isAccepted { acceptedCount += 1 }
            return acceptedCount
        }
    }

    private func deliver(_ waiting: WaitingMail, about subjects: OutboxSubjects) async throws -> Bool {
        let payload: OutboxPayload
        do {
            payload = try keys.open(waiting.mail)
        } catch is OutboxKeys.Destroyed {
            // After a restore: the mail shows as lost, and the person can ask again.
            try await mark(waiting, .finish(.gaveUp, reply: "key destroyed"))
            return false
        }
        if waiting.mail.kind == .memberCode, waiting.queuedAt + MemberIssuing.codeSpan <= ambient.now() {
            // It would say that it works; its owner asks for another one.
            try await mark(waiting, .finish(.gaveUp, reply: "code ended"))
            return false
        }
        let update = subjects.update(of: waiting)
        guard let petition = subjects.sheet(of: waiting), (update == nil) == (waiting.updateNumber == nil) else {
            try await mark(waiting, .finish(.gaveUp, reply: "no such petition"))
            return false
        }
        let delivery = await courier.deliver(composer.message(for: waiting, payload, about: petition, update: update))
        if waiting.mail.kind == .update { updates.note(delivery, to: payload.address, at: ambient.now()) }
        // The mail server has answered. Until the mark is committed a crash leads to a second copy, never to none.
        let settled = try await settle(delivery, of: waiting)
        try await mark(waiting, OutboxPlan.next(after: settled, waiting, payload, now: ambient.now()))
        return delivery == .accepted
    }

    /// A mailbox that does not exist ends what waited for it, before the mark: after a crash it is refused once more.
    ///
    /// - Returns: The delivery; one to be tried again where the log can't be written yet.
    private func settle(_ delivery: Delivery, of waiting: WaitingMail) async throws -> Delivery {
        guard case .undeliverable(let status, let reply) = delivery, let bounces else { return delivery }
        do {
            return try await bounces.take(status, of: waiting) ? delivery : .refusedForNow(reply: reply)
        } catch is Sequencer.Overloaded {
            return .refusedForNow(reply: reply)
        }
    }

    private func markUnmarked() async throws {
        for (_, left) in desk.withLock({ $0.unmarked }) {
            try await mark(left.mail, left.plan)
        }
    }

    private func mark(_ waiting: WaitingMail, _ plan: OutboxPlan) async throws {
        desk.withLock { $0.unmarked[waiting.id] = (waiting, plan) }
        let now = ambient.now()
        switch plan {
        case .finish(let state, let reply):
            try await database.write { try $0.finish(waiting, as: state, reply: reply, at: now) }
            if state != .sent { logLoss(of: waiting, state, reply) }
        case .postpone(let due, let payload, let reply):
            let mail = waiting.mail
            let (hour, sealed) = try keys.seal(payload, kind: mail.kind, petitionID: mail.petitionID, now: now)
            try await database.write {
                try $0.postpone(waiting, until: due, keyHour: hour, sealed: sealed, reply: reply)
            }
            desk.withLock { $0.postponed[reply, default: 0] += 1 }
        }
        // Committed: from here this attempt is on record.
        desk.withLock { $0.unmarked[waiting.id] = nil }
    }

    /// Codes and numbers only: an address never reaches the logger.
    private func logLoss(of waiting: WaitingMail, _ state: OutboxState, _ reply: String?) {
        logger.warning(
            "a mail was not delivered",
            metadata: [
                "outbox": "\(waiting.id)", "petition": "\(waiting.mail.petitionID)", "state": "\(state.rawValue)",
                "attempts": "\(waiting.attempts + 1)", "reply": "\(reply ?? "")",
            ]
        )
    }

    /// Erases old keys; the database is asked only when there is one to erase.
    private func tidy() async throws {
        let now = ambient.now()
        // A mail sealed at the end of an hour may be committed a little later.
        let limit = now - .minutes(10)
        guard keys.hasHours(before: limit) else { return }
        try await database.write { try $0.deleteSentMails() }
        let inUse = try await database.read { try $0.outboxHoursInUse() }
        try keys.eraseHours(notIn: inUse, before: limit)
    }
}
