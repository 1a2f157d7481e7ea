import UndersignedDatabase

/// The lock that one process of all holds on the database: what is done once for all of them is done by its holder.
///
/// It belongs to a connection. The server frees it when the process ends or the connection is lost, and then another
/// process gets it.
final class DutyLock: Sendable {
    /// Any number that no other program locks; with the schema's name it stands for the site.
    private static let number = 0x756e_6473

    private let threads: ConnectionThreads<CheckedContinuation<Bool, Never>>

    init(makeLine: @escaping @Sendable () -> PostgresLine) {
        let limits = JobLimits(threads: 1, waiting: 64, together: 64)
        threads = ConnectionThreads(limits, makeLine: makeLine) { line, jobs in
            let isHeld = Self.isHeld(by: line)
            jobs.forEach { $0.resume(returning: isHeld) }
        }
    }

    /// Whether this process holds it now, or could take it; false where the server does not answer.
    func isHeld() async -> Bool {
        await withCheckedContinuation { continuation in
            do {
                try threads.post(continuation)
            } catch {
                // Closed, or a server so slow that dozens of questions wait: nobody is on duty here.
                continuation.resume(returning: false)
            }
        }
    }

    func stop() {
        threads.stop()
    }

    private static func isHeld(by line: PostgresLine) -> Bool {
        do {
            let connection = try line.connection()
            connection.forgetFault()
            // A connection that holds it already gets it again: the server counts.
            let row = try PostgresTransaction(connection: connection, isWriting: false).row(
                "SELECT pg_try_advisory_lock(CAST(\(number) AS INTEGER), hashtext(current_schema())) AS held"
            )
            return try row?.integer("held") == 1
        } catch {
            if let fault = line.openConnection?.fault { line.forget(after: fault) }
            return false
        }
    }
}
