import Foundation
import Logging
import ServiceLifecycle
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore

/// Says in the program's log when room runs out and when a disk takes nothing, and finds out when it does again.
struct DiskWatch: Service {
    let site: Site
    let folder: String
    let keysFolder: String

    private var logger: Logger { site.logger }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var last = Report(isLow: false, condition: .good)
            var couldKeysBeWritten = true
            while !Task.isCancelled {
                await tryAgain()
                last = tell(after: last)
                couldKeysBeWritten = tellOfKeys(after: couldKeysBeWritten)
                try? await Task.sleep(for: .seconds(2))  // a cancelled sleep ends the loop above
            }
        }
    }

    private struct Report: Equatable {
        let isLow: Bool
        let condition: WriteCondition
    }

    /// Without anybody who signs, only a write of its own shows that there is room again.
    private func tryAgain() async {
        let now = site.ambient.now()
        site.outboxKeys.tryAgain(now)
        guard site.database.condition == .unwritable else { return }
        // Another number each time: a row that stays as it is need not be written. A refusal is what the report tells of.
        try? await site.database.write { try $0.setMetaValue("disk_tried", now.seconds) }  // refused again: tried again
    }

    private func tellOfKeys(after wereWritable: Bool) -> Bool {
        let areWritable = site.outboxKeys.isWritable
        guard areWritable != wereWritable else { return wereWritable }
        if areWritable {
            logger.notice("the keys folder takes what is written", metadata: ["folder": "\(keysFolder)"])
        } else {
            logger.error(
                "the keys folder takes nothing: nobody can ask to sign until it does",
                metadata: ["folder": "\(keysFolder)"]
            )
        }
        return areWritable
    }

    private func tell(after last: Report) -> Report {
        let space = FreeSpace(of: folder)
        let report = Report(isLow: space?.isLow ?? false, condition: site.database.condition)
        guard report != last else { return last }
        let metadata: Logger.Metadata = ["folder": "\(folder)", "space": "\(space?.words ?? "unknown")"]
        switch report.condition {
        case .stopped: logger.critical("the disk failed: nothing is stored before the next start", metadata: metadata)
        case .unwritable: logger.error("the disk takes nothing: nobody can sign until it does", metadata: metadata)
        case .good where report.isLow: logger.warning("room on the disk runs out", metadata: metadata)
        case .good: logger.notice("the disk has room and takes what is written", metadata: metadata)
        }
        return report
    }
}
