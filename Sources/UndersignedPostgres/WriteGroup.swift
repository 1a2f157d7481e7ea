import Foundation
import UndersignedDatabase

/// The write blocks that a connection commits together, each in a savepoint of its own.
///
/// What waits while a commit is under way goes into the next one, as with SQLite; several connections do so at once.
/// Why READ COMMITTED with locked rows is enough is in docs/decisions/0008-postgresql.md.
struct WriteGroup {
    /// How often a block is run anew at most when it met another transaction or its connection was lost.
    private static let repeatLimit = 5
    private static let pauseSeconds = 0.02

    let line: PostgresLine

    /// What became of one try.
    private enum End {
        /// Each block has its own outcome.
        case settled
        case failed(DatabaseFailure)
        /// Nothing was committed, and it may succeed the next time.
        case undone(PostgresFault)
    }

    /// Runs the blocks, commits and answers each of them.
    func run(_ jobs: [PostgresJob]) {
        switch attempt(jobs) {
        case .settled: jobs.forEach { $0.finish() }
        case .failed(let failure): jobs.forEach { $0.finish(failure) }
        case .undone(let fault):
            // Which one met whom is not known: each is tried on its own.
            for job in jobs { runAlone(job, after: fault) }
        }
    }

    private func runAlone(_ job: PostgresJob, after first: PostgresFault) {
        var last = first
        for round in 1...Self.repeatLimit {
            // Two that met go on at different times: the thread's own address is chance enough for that.
            Thread.sleep(forTimeInterval: Self.pauseSeconds * Double(round) * Double.random(in: 0.5...1.5))
            switch attempt([job]) {
            case .settled: return job.finish()
            case .failed(let failure): return job.finish(failure)
            case .undone(let fault): last = fault
            }
        }
        job.finish(last.failure)
    }

    private func attempt(_ jobs: [PostgresJob]) -> End {
        let connection: PostgresConnection
        do {
            connection = try line.connection()
        } catch {
            return .failed(error.failure)
        }
        do {
            try connection.run("BEGIN")
            for job in jobs {
                if let fault = try run(job, on: connection) {
                    try undo(connection, after: fault)
                    return .undone(fault)
                }
            }
        } catch {
            leave(connection, after: error)
            return .undone(error)
        }
        return commit(connection)
    }

    /// Whatever failed, the next transaction on this connection begins at a beginning.
    private func leave(_ connection: PostgresConnection, after fault: PostgresFault) {
        do throws(PostgresFault) {
            try undo(connection, after: fault)
        } catch {
            line.forget()
        }
    }

    /// One block's fault undoes that block alone.
    ///
    /// - Returns: A fault after which the whole transaction is tried again.
    private func run(_ job: PostgresJob, on connection: PostgresConnection) throws(PostgresFault) -> PostgresFault? {
        try connection.run("SAVEPOINT block")
        let fault = job.execute(on: connection, isWriting: true)
        if let fault, fault.isWorthRepeating { return fault }
        if job.hasFailed { try connection.run("ROLLBACK TO SAVEPOINT block") }
        try connection.run("RELEASE SAVEPOINT block")
        return nil
    }

    private func undo(_ connection: PostgresConnection, after fault: PostgresFault) throws(PostgresFault) {
        line.forget(after: fault)
        if !fault.needsNewConnection { try connection.run("ROLLBACK") }
    }

    private func commit(_ connection: PostgresConnection) -> End {
        do {
            // A transaction that changed nothing would not wait for the standby, and yet says what others changed: with a
            // word of its own in the write-ahead log it waits for all that came before it.
            if line.durability == .replicated {
                try connection.run("SELECT pg_logical_emit_message(true, 'undersigned', '')")
            }
            try connection.commit()
            // Committed: from here a crash loses nothing.
            return .settled
        } catch {
            leave(connection, after: error)
            // Without an answer nobody knows: it is read again before it is written again.
            return error.isLost || error.needsNewConnection ? .failed(.unknownOutcome(error.words)) : .undone(error)
        }
    }
}
