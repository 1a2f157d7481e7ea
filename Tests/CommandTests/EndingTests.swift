import Foundation
import Testing

/// how a server ends while somebody is in the middle of a request.
struct EndingTests {
    /// A client that has sent the head of a form and half of its body.
    private final class SlowClient {
        private let connection: Int32

        init(port: UInt16) throws {
            connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            let isConnected = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
                }
            }
            guard isConnected else { throw POSIXError(.ECONNREFUSED) }
        }

        deinit {
            close(connection)
        }

        func send(_ text: String) {
            _ = text.withCString { write(connection, $0, text.utf8.count) }
        }

        /// What the server sends until it closes the connection.
        func answer() -> String {
            var bytes: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 4_096)
            while case let count = read(connection, &buffer, buffer.count), count > 0 { bytes += buffer[..<count] }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    private static func server() throws -> (program: RunningProgram, port: UInt16) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "ending-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let program = try RunningProgram(["serve", "--data", "d", "--listen", "127.0.0.1:0"], in: folder)
        let line = try program.waitForError(containing: "serving")
        let port = try #require(line.split(separator: ":").last.flatMap { UInt16($0.prefix { $0.isNumber }) })
        return (program, port)
    }

    /// Sends half of a form, and waits until the server has read the one request before it.
    private static func clientInTheMiddle(_ port: UInt16) throws -> SlowClient {
        let other = try SlowClient(port: port)
        let client = try SlowClient(port: port)
        client.send("POST /s/AAAA HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n")
        client.send("Content-Length: 100\r\n\r\ntext=1")
        // HTTP/1.0: the answer ends with the connection, and came after what the other client had sent before it.
        other.send("GET /healthz HTTP/1.0\r\n\r\n")
        #expect(other.answer().contains("200 OK"))
        return client
    }

    @Test func `a form that never ends does not keep a server that was asked to end`() throws {
        let (program, port) = try Self.server()
        let client = try Self.clientInTheMiddle(port)
        let start = ContinuousClock.now
        #expect(program.end() == 0)
        #expect(ContinuousClock.now - start < .seconds(10))
        withExtendedLifetime(client) {}
    }

    @Test func `a second signal ends it at once`() throws {
        let (program, port) = try Self.server()
        let client = try Self.clientInTheMiddle(port)
        kill(program.identifier, SIGTERM)
        try program.waitForError(containing: "ending; what was begun is finished first")
        // Had it waited for the form, it would have ended with 0.
        #expect(program.end() == 1)
        try program.waitForError(containing: "ended at once by a second signal")
        withExtendedLifetime(client) {}
    }
}
