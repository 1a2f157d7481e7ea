package import NIOCore
import Synchronization

/// How long a connection may keep others waiting.
package struct Patience: Equatable, Sendable {
    /// From the connection's begin to its first whole request head.
    package let head: TimeAmount
    /// From a request's head to the end of its body.
    package let body: TimeAmount
    /// From an answer to the next whole request head.
    package let idle: TimeAmount

    /// While there is room.
    package static let roomy = Patience(head: .seconds(15), body: .seconds(30), idle: .seconds(60))
    /// Half of the room is taken.
    package static let crowded = Patience(head: .seconds(5), body: .seconds(10), idle: .seconds(15))
    /// Nearly all of it: who sends nothing makes room for who does.
    package static let full = Patience(head: .seconds(2), body: .seconds(4), idle: .seconds(3))
}

/// How many connections are open: the more there are, the less patience each finds.
package final class ConnectionCrowd: Sendable {
    /// More are not taken in: they wait in the kernel's queue.
    package let limit: Int
    private let limitPerAddress: Int?
    private let open = Atomic(0)
    private let addresses = Mutex<[String: Int]>([:])

    /// - Parameters:
    ///   - limit: How many may be open.
    ///   - limitPerAddress: How many of one address; nil for no such limit, as behind a proxy.
    package init(limit: Int, limitPerAddress: Int? = nil) {
        self.limit = limit
        self.limitPerAddress = limitPerAddress
    }

    package var openCount: Int { open.load(ordering: .relaxed) }

    package var patience: Patience {
        let count = openCount
        if count * 5 >= limit * 4 { return .full }
        return count * 2 >= limit ? .crowded : .roomy
    }

    /// Counts a connection; false where its address has too many, and then it is not counted.
    func enter(_ address: String) -> Bool {
        if let limitPerAddress {
            let isTaken = addresses.withLock { addresses in
                guard addresses[address, default: 0] < limitPerAddress else { return false }
                addresses[address, default: 0] += 1
                return true
            }
            guard isTaken else { return false }
        }
        open.add(1, ordering: .relaxed)
        return true
    }

    func leave(_ address: String) {
        open.subtract(1, ordering: .relaxed)
        guard limitPerAddress != nil else { return }
        addresses.withLock { addresses in
            let left = addresses[address, default: 0] - 1
            addresses[address] = left > 0 ? left : nil
        }
    }
}
