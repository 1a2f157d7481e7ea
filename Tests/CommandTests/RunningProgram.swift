import Foundation
import Synchronization

/// The program while it runs, ended by its own process only.
final class RunningProgram: Sendable {
    private let process: Process
    private let errors = Mutex("")
    private let isHeard = DispatchSemaphore(value: 0)

    /// - Parameters:
    ///   - arguments: What stands after `undersigned`.
    ///   - folder: Where it runs.
    /// - Throws: When there is no such program beside the test bundle.
    init(_ arguments: [String], in folder: URL) throws {
        process = Process()
        process.executableURL = BuiltProgram.address
        process.arguments = arguments
        process.currentDirectoryURL = folder
        let pipe = Pipe()
        process.standardOutput = FileHandle.nullDevice
        process.standardError = pipe
        try process.run()
        let file = pipe.fileHandleForReading
        Thread.detachNewThread { [self] in
            while true {
                let data = file.availableData
                errors.withLock { $0 += String(decoding: data, as: UTF8.self) }
                isHeard.signal()
                if data.isEmpty { break }
            }
        }
    }

    var identifier: Int32 { process.processIdentifier }

    /// The program did not say what a test waits for.
    struct Silent: Error {
        let said: String
    }

    /// Waits, at most 20 seconds, for a line on standard error.
    @discardableResult
    func waitForError(containing words: String) throws -> String {
        while true {
            let said = errors.withLock { $0 }
            if let line = said.split(separator: "\n").first(where: { $0.contains(words) }) { return String(line) }
            guard isHeard.wait(timeout: .now() + 20) == .success, process.isRunning else { throw Silent(said: said) }
        }
    }

    /// Asks it to end, waits, and gives its exit code.
    @discardableResult
    func end() -> Int32 {
        if process.isRunning { process.terminate() }
        process.waitUntilExit()
        return process.terminationStatus
    }
}
