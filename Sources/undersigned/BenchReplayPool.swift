import NIOCore
import NIOPosix

/// Kept connections of one kind of people; what finds none free waits, and its time counts from when it was due.
final class BenchReplayPool: @unchecked Sendable {
    // Everything here is confined to one event loop, hence unchecked.
    private let loop: any EventLoop
    private let address: SocketAddress
    private let limit: Int
    private var open: [ObjectIdentifier: BenchReplayConnection] = [:]
    private var free: [BenchReplayConnection] = []
    private var connectingCount = 0
    private var waiting = CircularBuffer<BenchReplayRequest>()
    private let answer: (BenchReplayRequest, BenchReplayAnswer) -> Void
    /// Requests sent once more because their quiet connection was closed at that moment.
    private(set) var repeatedCount = 0

    /// So many requests wait at most: a server that stands still must not fill our memory.
    private static let waitingLimit = 100_000
    private static let patience = TimeAmount.seconds(30)

    /// - Parameters:
    ///   - loop: Where all of it happens.
    ///   - address: Of the server.
    ///   - limit: How many connections at most.
    ///   - answer: Told of every answer, on the loop.
    init(
        loop: any EventLoop,
        address: SocketAddress,
        limit: Int,
        answer: @escaping (BenchReplayRequest, BenchReplayAnswer) -> Void
    ) {
        (self.loop, self.address, self.limit, self.answer) = (loop, address, limit, answer)
    }

    func send(_ request: BenchReplayRequest) {
        if let connection = free.popLast() { return connection.send(request) }
        guard waiting.count < Self.waitingLimit else {
            return answer(request, BenchReplayAnswer(status: 0, body: [], at: .now()))
        }
        waiting.append(request)
        if open.count + connectingCount < limit { connect() }
    }

    private func connect() {
        connectingCount += 1
        ClientBootstrap(group: loop)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .connectTimeout(.seconds(10))
            .channelInitializer { [self] channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(BenchReplayConnection(pool: self))
                }
            }
            .connect(to: address)
            .whenFailure { [self] _ in
                connectingCount -= 1
                if let request = waiting.popFirst() {
                    answer(request, BenchReplayAnswer(status: 0, body: [], at: .now()))
                }
            }
    }

    /// Gives up what has waited for its answer too long, and closes everything at the end.
    func closeSlow() {
        let now = NIODeadline.now()
        for connection in open.values {
            if let request = connection.request, now - request.due > Self.patience { connection.close() }
        }
    }

    func closeAll() {
        for connection in open.values { connection.close() }
    }
}

// Told by the connections.
extension BenchReplayPool {
    func opened(_ connection: BenchReplayConnection) {
        connectingCount -= 1
        open[ObjectIdentifier(connection)] = connection
        isFree(connection)
    }

    func isFree(_ connection: BenchReplayConnection) {
        if let request = waiting.popFirst() { connection.send(request) } else { free.append(connection) }
    }

    func closed(_ connection: BenchReplayConnection) {
        open[ObjectIdentifier(connection)] = nil
        free.removeAll { $0 === connection }
        if !waiting.isEmpty, open.count + connectingCount < limit { connect() }
    }

    func repeated(_ request: BenchReplayRequest) {
        var request = request
        request.isRepeated = true
        repeatedCount += 1
        send(request)
    }

    func answered(_ request: BenchReplayRequest, _ answer: BenchReplayAnswer) {
        self.answer(request, answer)
    }
}
