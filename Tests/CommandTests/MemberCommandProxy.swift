import Foundation
import Synchronization

/// A SOCKS5 proxy (RFC 1928) on loopback that notes which host it is asked for by name, and refuses.
final class MemberCommandProxy: Sendable {
    var port: UInt16 { listener.port }
    private let listener: LoopbackListener
    private let asked = Mutex<[String]>([])

    var hosts: [String] { asked.withLock { $0 } }

    init() throws {
        listener = try LoopbackListener()
        listener.serve(respond)
    }

    func stop() { listener.stop() }

    private func respond(to connection: Int32) {
        var buffer = [UInt8](repeating: 0, count: 512)
        guard read(connection, &buffer, buffer.count) > 2, buffer[0] == 5 else { return }
        _ = write(connection, [5, 0], 2)
        let count = read(connection, &buffer, buffer.count)
        // 5, connect, 0, the kind of address: 3 is a name, with its length before it.
        guard count > 5, buffer[3] == 3, count >= 5 + Int(buffer[4]) else { return asked.withLock { $0.append("?") } }
        let host = String(decoding: buffer[5..<5 + Int(buffer[4])], as: UTF8.self)
        asked.withLock { $0.append(host) }
        _ = write(connection, [5, 4, 0, 1, 0, 0, 0, 0, 0, 0], 10)
    }
}
