import Logging
import ServiceLifecycle
import UndersignedApp

/// Makes the mails of updates, as many as may wait, once a second.
struct UpdateMailLoop: Service {
    let mails: UpdateMails
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    while !Task.isCancelled, try await mails.queueSome() {}
                } catch {
                    logger.error("updates could not be made", metadata: ["what": "\(type(of: error))"])
                }
                // Cancelled in its sleep when the process ends.
                try? await Task.sleep(for: .seconds(1))  // a cancelled sleep ends the loop above
            }
        }
    }
}
