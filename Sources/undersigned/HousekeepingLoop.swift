import Logging
import ServiceLifecycle
import UndersignedApp

/// Looks at the calendar once a minute, in the one process that is on duty.
struct HousekeepingLoop: Service {
    let housekeeping: Housekeeping
    let corrections: Corrections
    /// Of this machine, on duty or not.
    let packets: PacketShelf
    /// Of this process, on duty or not.
    let figures: FigureKeeping
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var wasOnDuty = false
            while !Task.isCancelled {
                let isOnDuty = await housekeeping.isOnDuty()
                if isOnDuty, !wasOnDuty { await resumeCorrections() }
                wasOnDuty = isOnDuty
                if isOnDuty { await keepHouse() }
                await clearPackets()
                await figures.storeDomains()
                // Cancelled in its sleep when the process ends.
                try? await Task.sleep(for: .seconds(60))  // a cancelled sleep ends the loop above
            }
            await figures.storeDomains()
        }
    }

    /// What another process left unfinished, or this one before it ended.
    private func resumeCorrections() async {
        do {
            try await corrections.resume()
        } catch {
            logger.error("an unfinished removal waits for the next start", metadata: ["what": "\(type(of: error))"])
        }
    }

    private func keepHouse() async {
        do {
            try await housekeeping.doDue()
        } catch {
            logger.error("housekeeping failed", metadata: ["what": "\(type(of: error))"])
        }
    }

    private func clearPackets() async {
        do {
            try await packets.clear()
        } catch {
            logger.error("old packets can't be deleted", metadata: ["what": "\(type(of: error))"])
        }
    }
}
