import ArgumentParser
import Foundation
import Hummingbird
import Logging
import ServiceLifecycle
import Synchronization
import UndersignedDatabase
import UnixSignals

/// Ends the server on SIGTERM or SIGINT: what was begun is finished, for some seconds at most; a second signal
/// ends it at once.
final class Ending: Sendable {
    private let assembly: Assembly
    private let logger: Logger
    private let isClosing = Atomic(false)

    /// A mail server that does not answer must not keep the process: its mail is sent again after the next start.
    private static let patience = Duration.seconds(8)

    init(_ assembly: Assembly, logger: Logger) {
        self.assembly = assembly
        self.logger = logger
    }

    /// Serves until the end, then answers every waiter and closes the database.
    ///
    /// - Throws: What the application throws, such as a port that is taken.
    func serve(_ application: some ApplicationProtocol) async throws {
        let group = ServiceGroup(
            configuration: .init(services: [application], gracefulShutdownSignals: [], logger: logger)
        )
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        let watch = Task { [self] in
            var isEnding = false
            for await _ in signals {
                if isEnding { force() }
                isEnding = true
                say("ending; what was begun is finished first")
                await group.triggerGracefulShutdown()
                Task { try await closeAfterPatience() }
            }
        }
        defer { watch.cancel() }
        try await group.run()
        try await close()
    }

    private func closeAfterPatience() async throws {
        try await Task.sleep(for: Self.patience)
        say("something did not end within \(Self.patience); it is left behind")
        try await close()
        exit(0)
    }

    /// Once: the end that was waited for and the end of the patience may meet.
    private func close() async throws {
        guard !isClosing.exchange(true, ordering: .acquiringAndReleasing) else { return }
        do {
            try await assembly.close()
        } catch let failure as DatabaseFailure {
            // What was acknowledged is durable; why it failed was said when it did.
            say("the database could not be closed: \(failure.words)")
            throw ExitCode.failure
        }
    }

    private func force() -> Never {
        say("ended at once by a second signal")
        // What was acknowledged is durable: nothing is lost but what nobody was told yet.
        exit(1)
    }

    private func say(_ words: String) {
        FileHandle.standardError.write(Data("undersigned: \(words)\n".utf8))
    }
}
