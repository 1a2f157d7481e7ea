import Foundation
import Synchronization

/// A server on loopback that answers every request in one way, on as many connections as there are.
final class HTTPStranger: Sendable {
    enum Manner: Sendable {
        /// Takes the request and says nothing.
        case hang
        /// A byte every 50 milliseconds.
        case drip
        /// Bytes without end.
        case flood
        /// An answer as it stands.
        case answer(String)
    }

    let address: String
    private let manner: Manner
    private let listener: Int32
    private let heard = Mutex<[[UInt8]]>([])
    private let onRequest: @Sendable () -> Void

    /// The requests as they came.
    var requests: [String] { heard.withLock { $0.map { String(decoding: $0, as: UTF8.self) } } }

    init(_ manner: Manner, onRequest: @escaping @Sendable () -> Void = {}) throws {
        (self.manner, self.onRequest) = (manner, onRequest)
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { [listener] pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 64) == 0 && getsockname(listener, $0, &length) == 0
            }
        }
        guard isBound else { throw POSIXError(.EADDRNOTAVAIL) }
        self.address = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
        Thread { [self] in accept() }.start()
    }

    /// Ends the server; open conversations end with their clients.
    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private func accept() {
        while case let connection = Glibc.accept(listener, nil, nil), connection >= 0 {
            Thread { [self] in
                converse(on: connection)
                close(connection)
            }.start()
        }
    }

    private func converse(on connection: Int32) {
        while let request = request(on: connection) {
            heard.withLock { $0.append(request) }
            onRequest()
            switch manner {
            case .hang:
                _ = read(connection, 1)
            case .drip:
                guard send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", to: connection) else { return }
                // Waits for the client's end, which gives an empty piece, and sends a byte whenever it did not come.
                var pause = timeval(tv_sec: 0, tv_usec: 50_000)
                setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &pause, socklen_t(MemoryLayout<timeval>.size))
                while read(connection, 1) == nil, send("x", to: connection) {}
            case .flood:
                guard send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", to: connection) else { return }
                let piece = String(repeating: "x", count: 65_536)
                while send(piece, to: connection) {}
            case .answer(let text):
                guard send(text, to: connection) else { return }
            }
        }
    }

    /// Head and body; nil when the client is gone.
    private func request(on connection: Int32) -> [UInt8]? {
        var bytes: [UInt8] = []
        while true {
            let parts = String(decoding: bytes, as: UTF8.self).split(
                separator: "\r\n\r\n",
                omittingEmptySubsequences: false
            )
            if parts.count > 1 {
                let length = parts[0].split(separator: "\r\n").first { $0.hasPrefix("Content-Length: ") }
                    .flatMap { Int($0.dropFirst("Content-Length: ".count)) }
                if parts[1].utf8.count >= length ?? 0 { return bytes }
            }
            guard let piece = read(connection, 4_096), !piece.isEmpty else { return nil }
            bytes += piece
        }
    }

    /// Empty when the client is gone, nil when nothing came in time.
    private func read(_ connection: Int32, _ limit: Int) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: limit)
        let count = recv(connection, &buffer, limit, 0)
        return count < 0 ? nil : Array(buffer[..<count])
    }

    private func send(_ text: String, to connection: Int32) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
