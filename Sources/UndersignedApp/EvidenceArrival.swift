import Crypto
import UndersignedCore
import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore

/// A file of records that comes in while people sign: its records are written some at a time, each time for a moment.
///
/// Until its end it is marked as unfinished, and nobody's to see. What never comes to its end goes with what is begun next, or
/// by the worker.
struct EvidenceArrival {
    private let database: any TransactionalDatabase
    private let ambient: Ambient
    private let hash: [UInt8]
    /// nil for a file that is there already.
    private let fileID: Int64?
    private var names = EvidenceNames()
    private var reading = EvidenceImport()

    /// Written in some milliseconds.
    private static let recordsAtOnce = 256
    private static let bytesAtOnce = 1 << 18
    /// A file of which nothing was written for so long is not on its way any more.
    static let patience = Moment.Span.minutes(10)

    /// Takes a file in.
    ///
    /// - Parameters:
    ///   - bytes: All of it.
    ///   - name: Without a folder.
    ///   - accountID: Who brought it.
    ///   - database: Where to.
    ///   - ambient: The clock.
    /// - Returns: What became of it.
    /// - Throws: `EvidenceRefusal`, a fault of the database; nothing of the file is seen then.
    static func take(
        _ bytes: [UInt8],
        name: String,
        by accountID: Int64,
        into database: any TransactionalDatabase,
        _ ambient: Ambient
    ) async throws -> ImportReport {
        let hash = Array(SHA256.hash(data: bytes))
        let now = ambient.now()
        // Begun before and never finished, or about to be: this one counts.
        var begun: Int64??
        while begun == nil {
            begun = try await database.write { (transaction: any Transaction) -> Int64?? in
                let isLeft = try transaction.removeSomeEvidence(hash: hash, limit: recordsAtOnce)
                guard !isLeft else { return nil }
                let intake = try EvidenceIntake(transaction, hash: hash, name: name, now: now, isInParts: true)
                return .some(intake.isKnown ? nil : intake.fileID)
            }
        }
        let fileID = begun ?? nil
        var arrival = EvidenceArrival(database: database, ambient: ambient, hash: hash, fileID: fileID)
        do {
            return try await arrival.run(bytes, name, accountID)
        } catch {
            if let fileID {
                let remove: @Sendable (any Transaction) throws -> Bool = {
                    try $0.removeSomeEvidence(hash: hash, fileID: fileID, limit: recordsAtOnce)
                }
                while (try? await database.write(remove)) == true {}  // else the worker does it; it is nobody's to see
            }
            throw error
        }
    }

    private init(database: any TransactionalDatabase, ambient: Ambient, hash: [UInt8], fileID: Int64?) {
        (self.database, self.ambient) = (database, ambient)
        (self.hash, self.fileID) = (hash, fileID)
    }

    private mutating func run(_ bytes: [UInt8], _ name: String, _ accountID: Int64) async throws -> ImportReport {
        for start in stride(from: 0, to: bytes.count, by: Self.bytesAtOnce) {
            try await keep(reading.read(Array(bytes[start..<min(start + Self.bytesAtOnce, bytes.count)])))
        }
        try await keep(reading.read(nil))
        let report = reading.report(file: name)
        if let fileID { try await finish(fileID, report, accountID) }
        return report
    }

    private mutating func keep(_ records: [ContractRecord]) async throws {
        guard let fileID else { return reading.note(records, records.map { _ in .repeated }) }
        for start in stride(from: 0, to: records.count, by: Self.recordsAtOnce) {
            let part = Array(records[start..<min(start + Self.recordsAtOnce, records.count)])
            let (places, known) = try await database.write { [hash, names, now = ambient.now()] transaction in
                var intake = try EvidenceIntake(transaction, resuming: fileID, hash: hash, names: names, now: now)
                return (try intake.keep(part), intake.names)
            }
            // Committed: the next start removes them, if the file does not come to its end.
            names = known
            reading.note(part, places)
        }
    }

    private func finish(_ fileID: Int64, _ report: ImportReport, _ accountID: Int64) async throws {
        let text = EvidenceReportJSON.text(report)
        try await database.write { [hash, names, now = ambient.now()] transaction in
            var intake = try EvidenceIntake(transaction, resuming: fileID, hash: hash, names: names, now: now)
            try intake.finish(kind: report.kind, report: text)
            try transaction.addToTrail(
                TrailEvent(doneAt: now, accountID: accountID, act: .evidenceImported, object: report.file)
            )
        }
    }
}
