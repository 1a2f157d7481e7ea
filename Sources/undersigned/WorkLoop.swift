import Logging
import ServiceLifecycle

/// Does what is left to do, once a second, beside the site; what fails is tried again.
struct WorkLoop: Service {
    /// What the operator reads where it fails.
    let failure: String
    let logger: Logger
    /// Does it, or a part of it; safe to repeat.
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
