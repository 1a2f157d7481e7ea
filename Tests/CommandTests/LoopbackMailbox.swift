import Foundation
import Synchronization

/// A mail server on loopback (RFC 5321) that takes every mail, without TLS.
final class LoopbackMailbox: Sendable {
    private let listener: LoopbackListener
    private let mails = Mutex<[String]>([])
    private let isHeard = DispatchSemaphore(value: 0)

    var destination: String { "smtp://127.0.0.1:\(listener.port)?tls=insecure" }

    /// Each from its first header field on.
    var texts: [String] { mails.withLock { $0 } }

    init() throws {
        listener = try LoopbackListener()
        listener.serve(respond)
    }

    func stop() { listener.stop() }

    /// None came within 20 seconds.
    struct Empty: Error {}

    /// Waits for the next mail.
    func next() throws -> String {
        guard isHeard.wait(timeout: .now() + 20) == .success, let last = texts.last else { throw Empty() }
        return last
    }

    private func respond(to connection: Int32) {
        var rest = ""
        func say(_ line: String) { _ = write(connection, line + "\r\n", line.utf8.count + 2) }
        func line() -> String? {
            var buffer = [UInt8](repeating: 0, count: 4_096)
            while true {
                if let end = rest.range(of: "\r\n") {
                    defer { rest = String(rest[end.upperBound...]) }
                    return String(rest[..<end.lowerBound])
                }
                let count = read(connection, &buffer, buffer.count)
                guard count > 0 else { return nil }
                rest += String(decoding: buffer[..<count], as: UTF8.self)
            }
        }
        say("220 mailbox")
        while let command = line() {
            switch command.prefix(4).uppercased() {
            case "DATA":
                say("354 go on")
                var text: [String] = []
                while let next = line(), next != "." { text.append(next) }
                mails.withLock { $0.append(text.joined(separator: "\n")) }
                say("250 taken")
                isHeard.signal()
            case "QUIT": return say("221 bye")
            default: say("250 mailbox")
            }
        }
    }
}
