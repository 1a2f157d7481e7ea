import Foundation
import UndersignedTestSupport

/// A socket on loopback that sends any bytes: what no well-behaved client would send, or not in these pieces.
///
/// Reading waits ten seconds at most, on a thread of its own: the server under test needs those that tasks share. Used by
/// one task at a time, hence unchecked.
final class RawConnection: @unchecked Sendable {
    private let socket: Int32
    private let thread = DispatchQueue(label: "raw connection")
    private var unread: [UInt8] = []

    /// One answer as it came.
    struct Answer: Equatable {
        let status: Int
        /// Names in small letters.
        let headers: [String: String]
        let body: [UInt8]

        /// Without what differs from one answer to the next: the date, and the key of a form that comes back.
        var comparable: Answer {
            Answer(status: status, headers: headers.filter { $0.key != "date" }, body: status == 422 ? [] : body)
        }
    }

    /// The connection was closed, or nothing came in time.
    struct NoAnswer: Error {}

    init(port: Int) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var patience = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw NoAnswer() }
    }

    deinit {
        close(socket)
    }

    func send(_ text: String) throws {
        let bytes = Array(text.utf8)
        guard Glibc.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else { throw NoAnswer() }
    }

    /// Says that nothing more will be sent.
    func finishSending() {
        shutdown(socket, Int32(SHUT_WR))
    }

    /// The next answer.
    func answer() async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            thread.async { continuation.resume(with: Result { try self.read() }) }
        }
    }

    /// Whether the server ended the connection, after all that was answered.
    func isEnded() async -> Bool {
        await withCheckedContinuation { continuation in
            thread.async {
                var byte: UInt8 = 0
                continuation.resume(returning: self.unread.isEmpty && recv(self.socket, &byte, 1, 0) == 0)
            }
        }
    }

    private func read() throws -> Answer {
        let end = Array("\r\n\r\n".utf8)
        while unread.firstRange(of: end) == nil { try receive() }
        let split = try Samples.required(unread.firstRange(of: end))
        let lines = String(decoding: unread[..<split.lowerBound], as: UTF8.self).split(separator: "\r\n")
        unread.removeSubrange(..<split.upperBound)
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased()] = parts.count == 2 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
        }
        let count = headers["content-length"].flatMap { Int($0) } ?? 0
        while unread.count < count { try receive() }
        defer { unread.removeFirst(count) }
        let status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return Answer(status: status, headers: headers, body: Array(unread.prefix(count)))
    }

    private func receive() throws {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(socket, &buffer, buffer.count, 0)
        guard count > 0 else { throw NoAnswer() }
        unread += buffer.prefix(count)
    }
}
