import Foundation
import Synchronization

/// A server on loopback that gives the files of a folder below `/petitions/save-the-library`, one request a connection.
final class VerifyCommandServer: Sendable {
    /// What to answer instead of the file.
    enum Answer: Sendable {
        case file
        case status(Int)
        case redirect(String)
        /// 64 MiB, unannounced.
        case flood
    }

    static let prefix = "/petitions/save-the-library/"

    var port: UInt16 { listener.port }
    private let folder: URL
    private let listener: LoopbackListener
    private let answer: @Sendable (_ path: String, _ request: Int) -> Answer
    private let requests = Mutex<[String]>([])

    /// The paths that were asked for, in order.
    var paths: [String] { requests.withLock { $0 } }

    var address: String { "http://127.0.0.1:\(port)\(Self.prefix.dropLast())" }

    init(folder: URL, answer: @escaping @Sendable (String, Int) -> Answer = { _, _ in .file }) throws {
        self.folder = folder
        self.answer = answer
        listener = try LoopbackListener()
        listener.serve(respond)
    }

    func stop() { listener.stop() }

    private func respond(to connection: Int32) {
        var head: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while !String(decoding: head, as: UTF8.self).contains("\r\n\r\n") {
            let count = read(connection, &buffer, buffer.count)
            guard count > 0 else { return }
            head += buffer[..<count]
        }
        let path = String(decoding: head, as: UTF8.self).split(separator: " ").dropFirst().first.map(String.init) ?? ""
        let request = requests.withLock { requests in
            requests.append(path)
            return requests.filter { $0 == path }.count
        }
        let answer = answer(path, request)
        send(Self.response(to: answer, body: body(of: path)), to: connection)
        guard case .flood = answer else { return }
        let piece = Data(count: 1 << 20)
        for _ in 0..<64 {
            guard send(piece, to: connection) else { return }
        }
    }

    private func body(of path: String) -> Data? {
        guard path.hasPrefix(Self.prefix) else { return nil }
        let file = folder.appendingPathComponent(String(path.dropFirst(Self.prefix.count)))
        return try? Data(contentsOf: file)  // a file that is absent is a 404
    }

    private static func response(to answer: Answer, body: Data?) -> Data {
        switch answer {
        case .file:
            guard let body else { return head("404 Not Found") }
            return head("200 OK", length: body.count) + body
        case .status(let status): return head("\(status) Trouble")
        case .redirect(let location): return head("302 Found", extra: "Location: \(location)\r\n")
        case .flood: return Data("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".utf8)
        }
    }

    private static func head(_ status: String, extra: String = "", length: Int = 0) -> Data {
        Data("HTTP/1.1 \(status)\r\n\(extra)Content-Length: \(length)\r\nConnection: close\r\n\r\n".utf8)
    }

    /// False when the client is gone.
    @discardableResult
    private func send(_ response: Data, to connection: Int32) -> Bool {
        var rest = Array(response)[...]
        while !rest.isEmpty {
            let flags = Int32(MSG_NOSIGNAL)
            let count = rest.withUnsafeBytes { Glibc.send(connection, $0.baseAddress, $0.count, flags) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
