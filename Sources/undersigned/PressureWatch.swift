import Logging
import ServiceLifecycle
import UndersignedApp

/// Looks ten times a second at how hard the site works.
struct PressureWatch: Service {
    let pressure: Pressure
    let sequencer: Sequencer
    let logger: Logger

    private static let step = Duration.milliseconds(100)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var planned = ContinuousClock.now + Self.step
            // Cancelled in its sleep when the process ends.
            while (try? await Task.sleep(until: planned, clock: .continuous)) != nil {  // a cancelled sleep ends it
                let now = ContinuousClock.now
                let figure = Pressure.Figure(waiting: sequencer.waitingCount, delay: now - planned)
                if let level = pressure.note(figure) {
                    logger.warning(
                        "the site works hard: some things are left out",
                        metadata: ["level": "\(level)", "waiting": "\(figure.waiting)", "delay": "\(figure.delay)"]
                    )
                }
                planned = now + Self.step
            }
        }
    }
}
