import UndersignedCore
import UndersignedDatabase
import UndersignedEvidence
import UndersignedStore

/// What anyone may see of them.
extension EvidenceFiles {
    /// Parts that are done before a browser is answered: of a small file all, within a second.
    package static let partsAtOnce = 8

    /// Publishes a file, or takes it back.
    ///
    /// Its records follow in parts, each in some milliseconds; what is left over is for `EvidenceWorker`. Whatever is seen in
    /// between adds up.
    ///
    /// - Parameters:
    ///   - id: Its number.
    ///   - isPublished: Whether anyone may see its records from now on.
    ///   - accountID: Who says so; nil for the command line.
    ///   - partLimit: The most parts.
    ///   - tell: Gets how far it is.
    /// - Returns: Whether anything was new, or left over from before; nil where there is no such file.
    /// - Throws: `EvidenceRefusal`, and the file stays as it was; a fault of the database.
    package func set(
        _ id: Int64,
        published isPublished: Bool,
        by accountID: Int64? = nil,
        partLimit: Int = .max,
        tell: @Sendable (EvidenceProgress) -> Void = { _ in }
    ) async throws -> Bool? {
        let now = ambient.now()
        let begun = try await database.write { transaction in
            let isNew = try transaction.beginEvidenceFile(id, published: isPublished)
            if isNew == true {
                let act: TrailEvent.Act = isPublished ? .evidencePublished : .evidenceWithdrawn
                try transaction.addToTrail(TrailEvent(doneAt: now, accountID: accountID, act: act, object: "\(id)"))
            }
            // With the first part: of a small file all is there, or nothing.
            let wasLeft = try isNew != nil && transaction.evidenceWork().contains { $0.fileID == id }
            let work = try wasLeft ? transaction.settleEvidence(of: id, limit: EvidenceWorker.recordsAtOnce) : nil
            return (isNew: isNew.map { $0 || wasLeft }, work: work)
        }
        var (left, parts) = (begun.work, 1)
        while let work = left {
            tell(EvidenceProgress(work))
            guard parts < partLimit else { break }
            left = try await EvidenceWorker(database: database, ambient: ambient).settle(id)
            parts += 1
        }
        return begun.isNew
    }
}
