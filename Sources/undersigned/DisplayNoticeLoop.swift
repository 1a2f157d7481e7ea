import Logging
import ServiceLifecycle
import UndersignedApp

/// Tells signatories that something of theirs is not shown, fifty a second at most.
struct DisplayNoticeLoop: Service {
    let notices: DisplayNotices
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await notices.queueSome()
                } catch {
                    logger.error(
                        "signatories could not be told what is not shown",
                        metadata: ["what": "\(type(of: error))"]
                    )
                }
                // Cancelled in its sleep when the process ends.
                try? await Task.sleep(for: .seconds(1))  // a cancelled sleep ends the loop above
            }
        }
    }
}
