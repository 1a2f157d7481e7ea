import Logging
import ServiceLifecycle
import UndersignedApp

/// Tells earlier signatories that a text changed, a hundred a second at most.
struct TextNoticeLoop: Service {
    let notices: TextNotices
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await notices.queueSome()
                } catch {
                    logger.error(
                        "signatories could not be told of a changed text",
                        metadata: ["what": "\(type(of: error))"]
                    )
                }
                // Cancelled in its sleep when the process ends.
                try? await Task.sleep(for: .seconds(1))  // a cancelled sleep ends the loop above
            }
        }
    }
}
