import Foundation

/// A socket on a free port of this machine; one connection after the other is answered, on a thread of its own.
final class LoopbackListener: Sendable {
    let port: UInt16
    private let listener: Int32

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
    }

    /// - Parameter respond: Reads and answers a connection, which is closed behind it.
    func serve(_ respond: @escaping @Sendable (_ connection: Int32) -> Void) {
        Thread { [listener] in
            while case let connection = accept(listener, nil, nil), connection >= 0 {
                respond(connection)
                close(connection)
            }
        }.start()
    }

    /// Ends it: the next `accept` fails.
    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }
}
