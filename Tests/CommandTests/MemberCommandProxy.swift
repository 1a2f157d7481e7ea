import Foundation
import Synchronization

/// A SOCKS5 proxy (RFC 1928) on loopback that notes which host it is asked for by name, and refuses.
final class MemberCommandProxy: Sendable {
    let port: UInt16
    private let listener: Int32
    private let asked = Mutex<[String]>([])

    var hosts: [String] { asked.withLock { $0 } }

    init() throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 64) == 0
                    && getsockname(listener, $0, &length) == 0
            }
        }
        guard listener >= 0, isBound else { throw POSIXError(.EADDRNOTAVAIL) }
        self.listener = listener
        port = UInt16(bigEndian: address.sin_port)
        Thread { self.serve() }.start()
    }

    /// Ends the proxy: the next `accept` fails.
    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private func serve() {
        while case let connection = accept(listener, nil, nil), connection >= 0 {
            respond(to: connection)
            close(connection)
        }
    }

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
