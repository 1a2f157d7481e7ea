import UndersignedDatabase

/// A block that waits for the writer.
protocol WaitingWrite: Sendable {
    /// Runs the block and keeps what it gave.
    func execute(_ transaction: any Transaction)

    /// What the block threw.
    var fault: (any Error)? { get }

    /// Answers the waiting task: with the block's own outcome when the commit stands, else with the fault.
    func finish(_ commit: Result<Void, any Error>)
}

/// A block, and the task that waits for its value.
///
/// Confined to the writer thread between `execute` and `finish`, and handed over once, hence unchecked.
final class WriteJob<Value: Sendable>: WaitingWrite, @unchecked Sendable {
    private var outcome: Result<Value, any Error>?
    private(set) var fault: (any Error)?
    private let block: @Sendable (any Transaction) throws -> Value
    private let continuation: CheckedContinuation<Value, any Error>

    init(
        _ block: @escaping @Sendable (any Transaction) throws -> Value,
        _ continuation: CheckedContinuation<Value, any Error>
    ) {
        self.block = block
        self.continuation = continuation
    }

    func execute(_ transaction: any Transaction) {
        fault = nil
        do {
            outcome = .success(try block(transaction))
        } catch {
            outcome = .failure(error)
            fault = error
        }
    }

    func finish(_ commit: Result<Void, any Error>) {
        switch (commit, outcome) {
        case (.success, .some(let outcome)): continuation.resume(with: outcome)
        case (.failure(let error), _): continuation.resume(throwing: error)
        case (.success, .none): continuation.resume(throwing: DatabaseFailure.statement("the block did not run"))
        }
    }
}
