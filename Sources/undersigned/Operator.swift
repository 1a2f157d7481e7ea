import ArgumentParser
import Foundation
import Synchronization
import UndersignedApp

/// Runs an operation where the data is: in the process that serves it, else here.
extension DataOptions {
    /// - Parameters:
    ///   - operation: What to do.
    ///   - mayBeNew: Whether a missing data folder is made.
    ///   - take: Is given what is not for the screen.
    /// - Throws: `ExitCode` after saying why.
    func operate(
        _ operation: Operation,
        mayBeNew: Bool = false,
        take: @escaping @Sendable (OperationMessage) -> Void = { _ in }
    ) async throws {
        let configuration = try await configuration()
        let console = Console()
        if DataLock.isHeld(configuration.data), let path = OperatorAddress.path(inside: configuration.data) {
            do {
                try await OperatorClient(path: path).run(operation) { message in
                    console.show(message)
                    take(message)
                }
            } catch is OperatorClient.Unreachable {
                let refusal = DataLock.refusal(of: configuration.data)
                FileHandle.standardError.write(
                    Data("undersigned: (it does not answer at \(path), through which it takes commands)\n".utf8)
                )
                throw refusal
            }
        } else {
            let assembly = try await Assembly(configuration, logger: .quiet, mayBeNew: mayBeNew)
            await Operations(assembly.site).run(operation) { message in
                console.show(message)
                take(message)
            }
            try await assembly.close()
        }
        try console.finish()
    }
}

/// Prints what an operation says.
private final class Console: Sendable {
    private let bar = Mutex(ProgressBar(isQuiet: false, unit: "signatures"))
    private let end = Mutex<(code: Int32, words: String?)?>(nil)

    func show(_ message: OperationMessage) {
        switch message {
        case .line(let text):
            bar.withLock { $0.clear() }
            print(text)
        case .progress(let done, let total):
            bar.withLock { $0.show(done: UInt64(max(0, done)), of: UInt64(max(done, total, 0))) }
        case .packet, .names, .contacts, .records: break
        case .ended(let code, let words):
            bar.withLock { $0.clear() }
            end.withLock { $0 = (code, words) }
        }
    }

    /// - Throws: The exit code of an operation that did not succeed, or was cut off.
    func finish() throws {
        guard let end = end.withLock({ $0 }) else {
            throw stop(1, "the server ended before it answered; look at what it has done before you repeat it")
        }
        if end.code != 0 { throw stop(end.code, end.words ?? "it was refused") }
    }
}
