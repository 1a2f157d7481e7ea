import Foundation
import Testing

/// The independent checker `tlogjudge`, whose binary the environment variable UNDERSIGNED_JUDGE names.
enum IndependentJudge {
    private static let binary = ProcessInfo.processInfo.environment["UNDERSIGNED_JUDGE"]

    static var isNamed: Bool { binary != nil }

    /// Runs the judge: status 0 when nothing failed, 1 when something did, 2 on wrong usage.
    static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(binary))
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output.suffix(4_000), as: UTF8.self))
    }
}
