import TransparencyLog
import UndersignedApp

extension PublishedPetition {
    /// The petition's document; nil where none is published.
    func document() async throws -> LogAudit.PublishedDocument? {
        try await petitionFile("document.json").map { try LogAudit.PublishedDocument(parsing: $0) }
    }

    /// The checkpoint, and the numbers of `count.json` where they can be had for the same size.
    ///
    /// A log that grows may do so between two requests: asks up to three times.
    func checkpointAndCount() async throws -> (checkpoint: [UInt8]?, count: LogAudit.PublishedCount?) {
        var checkpoint: [UInt8]?
        for _ in 0..<3 {
            checkpoint = try await file("checkpoint")
            guard let checkpoint, let file = try await petitionFile("count.json") else { break }
            let count = try LogAudit.PublishedCount(parsing: file)
            if count.size == Self.statedSize(of: checkpoint) { return (checkpoint, count) }
        }
        return (checkpoint, nil)
    }

    /// Read before anything is proven: only to find the numbers of the same size.
    private static func statedSize(of checkpoint: [UInt8]) -> UInt64? {
        // A checkpoint that does not read has no size here; the audit says what is wrong with it.
        guard let note = try? SignedNote(parsing: checkpoint) else { return nil }  // as above
        return try? Checkpoint(parsing: note.text).size  // as above
    }
}
