import Foundation
import NIOCore
import NIOPosix

/// Keeps the schedule: who asks now, who looks now, whose mail came, and what the answers were.
final class BenchReplayEngine: @unchecked Sendable {
    // Everything here is confined to one event loop, hence unchecked.
    private let loop: any EventLoop
    private let arrivals: BenchReplayArrivals
    private let views: BenchReplayViews
    private let writer: BenchReplayWriter
    private let process: BenchReplayProcess?
    private let pages: (gzip: ByteBuffer, plain: ByteBuffer, count: ByteBuffer)
    private var pools: (signing: BenchReplayPool, looking: BenchReplayPool)?

    private var record: BenchReplayRecord
    private var people: [Int: Stage] = [:]
    private var started = NIODeadline.now()
    private var lastTick = NIODeadline.now()
    private var lastNews = NIODeadline.now()
    private var sent = (asks: 0, views: 0)
    private var task: RepeatedTask?
    private let over: EventLoopPromise<BenchReplayRecord>

    /// Where a person stands between the ask and the confirmation's answer.
    private enum Stage {
        case asking
        case waiting(since: NIODeadline)
        case confirming
    }

    /// Nothing arrived for so long after the last ask: then nothing will.
    private static let patience = TimeAmount.seconds(45)
    private static let tick = TimeAmount.milliseconds(2)
    /// Of so many views one polls `count.json`, the others get the page.
    private static let viewsPerPoll = 5

    /// - Parameters:
    ///   - loop: Where all of it happens.
    ///   - arrivals: When signatures are due.
    ///   - views: How many look.
    ///   - writer: Writes the requests.
    ///   - process: The server's, whose memory is recorded.
    ///   - countBefore: The petition's count before the run.
    init(
        loop: any EventLoop,
        arrivals: BenchReplayArrivals,
        views: BenchReplayViews,
        writer: BenchReplayWriter,
        process: BenchReplayProcess?,
        countBefore: Int
    ) {
        (self.loop, self.arrivals, self.views, self.writer) = (loop, arrivals, views, writer)
        self.process = process
        pages = (writer.page(), writer.plainPage(), writer.count())
        record = BenchReplayRecord(countBefore: countBefore)
        over = loop.makePromise()
    }

    /// Runs the schedule to its end, and waits for the mails and confirmations that are under way.
    func run(address: SocketAddress, connections: Int) async throws -> BenchReplayRecord {
        try await loop.flatSubmit { [self] in
            let make = { [self] in
                BenchReplayPool(loop: loop, address: address, limit: connections) { [self] in answered($0, $1) }
            }
            pools = (make(), make())
            (started, lastTick, lastNews) = (.now(), .now(), .now())
            task = loop.scheduleRepeatedTask(initialDelay: .zero, delay: Self.tick) { [self] _ in tick() }
            return over.futureResult
        }.get()
    }

    /// Mails that were read, told on the loop.
    func arrived(_ mails: [BenchReplayMailbox.Arrival]) {
        let now = NIODeadline.now()
        lastNews = now
        record.series.now.mails += mails.count
        for mail in mails {
            switch people[mail.person] {
            case .asking: record.series.note(.mail, since: now, until: now)
            case .waiting(let since): record.series.note(.mail, since: since, until: now)
            // The receipt; or a second copy of the first mail, which changes nothing.
            case .confirming, nil: continue
            }
            people[mail.person] = .confirming
            record.confirmationsSent += 1
            pools?.signing.send(writer.confirm(mail.person, link: mail.link, due: now))
        }
    }

    private func tick() {
        let now = NIODeadline.now()
        let elapsed = Double((now - started).nanoseconds) / 1e9
        while Double(record.series.now.second + 1) <= elapsed { endSecond(now) }
        record.note(acknowledgedAt: now)
        let due = arrivals.due(at: elapsed)
        for (place, moment) in moments(due - sent.asks, now).enumerated() {
            ask(sent.asks + place, due: moment)
        }
        sent.asks = max(sent.asks, due)
        let isSigning = elapsed < Double(arrivals.seconds)
        if isSigning { look(views.due(at: elapsed, signatures: due), now) }
        lastTick = now
        let isDone = people.isEmpty || now - lastNews > Self.patience
        if !isSigning, isDone { end() }
    }

    /// So many moments, evenly between the last tick and this one.
    private func moments(_ count: Int, _ now: NIODeadline) -> [NIODeadline] {
        guard count > 0 else { return [] }
        let span = (now - lastTick).nanoseconds
        return (1...count).map { lastTick + .nanoseconds(span * Int64($0) / Int64(count)) }
    }

    private func ask(_ person: Int, due: NIODeadline) {
        people[person] = .asking
        record.series.now.due += 1
        pools?.signing.send(writer.ask(person, due: due))
    }

    private func look(_ due: Int, _ now: NIODeadline) {
        for (place, moment) in moments(due - sent.views, now).enumerated() {
            let isPoll = (sent.views + place) % Self.viewsPerPoll == 0
            send(isPoll ? .count : .page, isPoll ? pages.count : pages.gzip, moment)
        }
        sent.views = max(sent.views, due)
    }

    private func send(_ kind: BenchReplayRequest.Kind, _ bytes: ByteBuffer, _ due: NIODeadline) {
        pools?.looking.send(BenchReplayRequest(kind: kind, person: 0, due: due, bytes: bytes))
    }

    private func endSecond(_ now: NIODeadline) {
        record.series.now.memory = process?.residentMegabytes()
        record.series.now.acknowledged = record.acknowledged
        record.series.advance()
        pools?.signing.closeSlow()
        pools?.looking.closeSlow()
        send(.samplePage, pages.plain, now)
        send(.sampleCount, pages.count, now)
    }

    private func answered(_ request: BenchReplayRequest, _ answer: BenchReplayAnswer) {
        let isFulfilled = request.isFulfilled(by: answer.status)
        if !isFulfilled { record.note(failed: request.kind, status: answer.status) }
        switch request.kind {
        case .ask:
            lastNews = answer.at
            record.series.note(.ask, since: request.due, until: answer.at)
            if isFulfilled { record.series.now.asked += 1 }
            guard case .asking = people[request.person] else { return }
            people[request.person] = isFulfilled ? .waiting(since: answer.at) : nil
        case .confirm:
            lastNews = answer.at
            record.series.note(.confirm, since: request.due, until: answer.at)
            people[request.person] = nil
            if isFulfilled { record.acknowledge() }
        case .page, .count:
            record.series.now.views += 1
            record.series.note(.view, since: request.due, until: answer.at)
        case .samplePage: if isFulfilled { record.note(page: answer.body, at: answer.at) }
        case .sampleCount: if isFulfilled { record.note(count: answer.body, at: answer.at) }
        }
    }

    private func end() {
        task?.cancel()
        record.missingMails = people.count
        record.repeatedCount = (pools?.signing.repeatedCount ?? 0) + (pools?.looking.repeatedCount ?? 0)
        record.series.now.memory = process?.residentMegabytes()
        record.series.now.acknowledged = record.acknowledged
        record.series.advance()
        pools?.signing.closeAll()
        pools?.looking.closeAll()
        over.succeed(record)
    }
}
