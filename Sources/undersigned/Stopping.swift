import ArgumentParser
import Foundation

/// Says what is wrong on standard error and gives the exit code to throw (DESIGN 10).
///
/// - Parameters:
///   - code: 1 failure, 2 usage or configuration, 3 verification failed, 4 locked, 5 dependency unavailable.
///   - message: What is wrong and what to do.
/// - Returns: The exit code, to be thrown.
func stop(_ code: Int32, _ message: String) -> ExitCode {
    FileHandle.standardError.write(Data("undersigned: \(message)\n".utf8))
    return ExitCode(code)
}
