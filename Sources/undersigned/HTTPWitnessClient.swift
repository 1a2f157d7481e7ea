import Foundation
import Synchronization
import UndersignedApp

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// The way to witnesses over HTTP: a short answer in good time, or none.
final class HTTPWitnessClient: WitnessClient {
    private static let limitBytes = 64 * 1_024

    private let session: URLSession
    private let conversations: Conversations
    private let seconds: Double

    /// - Parameter seconds: How long one request may take, from first to last byte.
    init(seconds: Double = 5) {
        self.seconds = seconds
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = seconds
        configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
        configuration.httpShouldSetCookies = false
        conversations = Conversations(limitBytes: Self.limitBytes)
        session = URLSession(configuration: configuration, delegate: conversations, delegateQueue: nil)
    }

    deinit {
        session.invalidateAndCancel()
    }

    func addCheckpoint(_ body: [UInt8], at prefix: String) async throws -> WitnessAnswer {
        let base = prefix.hasSuffix("/") ? String(prefix.dropLast()) : prefix
        guard let url = URL(string: base + "/add-checkpoint") else { throw WitnessSilent(what: "its address is none") }
        var request = URLRequest(url: url)
        request.httpMethod = "POST"
        request.httpBody = Data(body)
        request.setValue("text/plain; charset=utf-8", forHTTPHeaderField: "Content-Type")
        let task = session.dataTask(with: request)
        // A witness that sends a byte now and then never meets the session's own limit.
        DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { task.cancel() }
        return try await withCheckedThrowingContinuation { continuation in
            conversations.begin(task.taskIdentifier) { continuation.resume(with: $0) }
            task.resume()
        }
    }

    /// What was received so far, by task.
    private final class Conversations: NSObject, URLSessionDataDelegate, Sendable {
        private struct Conversation {
            let answer: @Sendable (Result<WitnessAnswer, any Error>) -> Void
            var body: [UInt8] = []
            var isTooLong = false
        }

        private let limitBytes: Int
        private let open = Mutex<[Int: Conversation]>([:])

        init(limitBytes: Int) {
            self.limitBytes = limitBytes
        }

        func begin(_ identifier: Int, _ answer: @escaping @Sendable (Result<WitnessAnswer, any Error>) -> Void) {
            open.withLock { $0[identifier] = Conversation(answer: answer) }
        }

        func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
            let identifier = dataTask.taskIdentifier
            let isTooLong = open.withLock { open in
                guard let held = open[identifier]?.body.count else { return false }
                if held + data.count > limitBytes {
                    open[identifier]?.isTooLong = true
                } else {
                    open[identifier]?.body += Array(data)
                }
                return open[identifier]?.isTooLong == true
            }
            if isTooLong { dataTask.cancel() }
        }

        func urlSession(
            _ session: URLSession,
            task: URLSessionTask,
            willPerformHTTPRedirection response: HTTPURLResponse,
            newRequest request: URLRequest,
            completionHandler: @escaping @Sendable (URLRequest?) -> Void
        ) {
            completionHandler(nil)
        }

        func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
            guard let conversation = open.withLock({ $0.removeValue(forKey: task.taskIdentifier) }) else { return }
            conversation.answer(
                Result {
                    if conversation.isTooLong { throw WitnessSilent(what: "its answer is longer than 64 kB") }
                    if let error {
                        let isLate = (error as? URLError)?.code == .cancelled
                        throw WitnessSilent(what: isLate ? "it did not answer in time" : error.localizedDescription)
                    }
                    guard let response = task.response as? HTTPURLResponse else {
                        throw WitnessSilent(what: "it did not answer")
                    }
                    let type = response.value(forHTTPHeaderField: "Content-Type") ?? ""
                    return WitnessAnswer(
                        status: response.statusCode,
                        mediaType: type.prefix { $0 != ";" && $0 != " " }.lowercased(),
                        body: conversation.body
                    )
                }
            )
        }
    }
}
