import Logging
import ServiceLifecycle

/// Makes mails once a second, beside the site; what fails is tried again.
struct MailLoop: Service {
    /// What the operator reads where it fails.
    let failure: String
    let logger: Logger
    /// Queues the next mails; safe to repeat.
    let work: @Sendable () async throws -> Void

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await work()
                } catch {
                    logger.error("\(failure)", metadata: ["what": "\(type(of: error))"])
                }
                // Cancelled in its sleep when the process ends.
                try? await Task.sleep(for: .seconds(1))  // a cancelled sleep ends the loop above
            }
        }
    }
}
