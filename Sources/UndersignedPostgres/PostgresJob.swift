import UndersignedDatabase

/// A block that waits for a connection, and the task that waits for the block.
final class PostgresJob: @unchecked Sendable {
    // Confined to one connection's thread once it was taken from the queue, and handed over once, hence unchecked.
    private var outcome: Result<any Sendable, any Error> = .failure(DatabaseFailure.statement("the block did not run"))
    private let block: @Sendable (any Transaction) throws -> any Sendable
    private let answer: @Sendable (Result<any Sendable, any Error>) -> Void

    init<T: Sendable>(
        _ block: @escaping @Sendable (any Transaction) throws -> T,
        _ continuation: CheckedContinuation<T, any Error>
    ) {
        self.block = block
        answer = { result in
            switch result {
            case .success(let value):
                if let value = value as? T {
                    continuation.resume(returning: value)
                } else {
                    continuation.resume(throwing: DatabaseFailure.unexpectedShape("a block's result"))
                }
            case .failure(let error): continuation.resume(throwing: error)
            }
        }
    }

    var hasFailed: Bool {
        if case .failure = outcome { true } else { false }
    }

    /// Runs the block; what it did before counts no more.
    ///
    /// - Returns: The statement that failed in it, also where the block went on: the server undoes all that follows.
    func execute(on connection: PostgresConnection, isWriting: Bool) -> PostgresFault? {
        connection.forgetFault()
        outcome = Result { try block(PostgresTransaction(connection: connection, isWriting: isWriting)) }
        do throws(PostgresFault) {
            // Also where the block threw: what it sent before may have failed first.
            try connection.drain()
        } catch {
            if !hasFailed { outcome = .failure(error.failure) }
        }
        if let fault = connection.fault, !hasFailed { outcome = .failure(fault.failure) }
        return connection.fault
    }

    /// Answers the waiting task with the block's own outcome.
    func finish() {
        answer(outcome)
    }

    /// Answers the waiting task with a fault of the transaction.
    func finish(_ failure: DatabaseFailure) {
        answer(.failure(failure))
    }
}
