import UndersignedDatabase

/// A read block on one consistent view of the data.
struct ReadView {
    private static let repeatLimit = 3

    let line: PostgresLine

    /// Runs the block and answers it; anew where the connection was lost.
    func run(_ job: PostgresJob) {
        var last: PostgresFault?
        for _ in 0..<Self.repeatLimit {
            guard let fault = attempt(job) else { return job.finish() }
            line.forget(after: fault)
            last = fault
            guard fault.needsNewConnection else { break }
        }
        job.finish(last?.failure ?? .unavailable("the server does not answer"))
    }

    /// Nil when the block has its own outcome.
    private func attempt(_ job: PostgresJob) -> PostgresFault? {
        do {
            let connection = try line.connection()
            try connection.run("BEGIN")
            let fault = job.execute(on: connection, isWriting: false)
            if let fault, fault.needsNewConnection { return fault }
            try connection.run(fault == nil ? "COMMIT" : "ROLLBACK")
            return nil
        } catch {
            return error
        }
    }
}
