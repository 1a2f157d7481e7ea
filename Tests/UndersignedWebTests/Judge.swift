import Foundation
import UndersignedTestSupport

/// The independent checker, on a thread of its own so that the server goes on.
enum Judge {
    /// UNDERSIGNED_JUDGE names it; bin/test builds it where ../shared/judge is at hand.
    static let isNamed = ProcessInfo.processInfo.environment["UNDERSIGNED_JUDGE"] != nil

    static func run(_ arguments: [String]) async throws -> (status: Int32, output: String) {
        let binary = try Samples.required(ProcessInfo.processInfo.environment["UNDERSIGNED_JUDGE"])
        return try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try Self.wait(for: binary, arguments) })
            }
        }
    }

    private static func wait(for binary: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: binary)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output.suffix(2_000), as: UTF8.self))
    }
}
