/// A step of a removal by rule, taken through the log's batch.
package enum CorrectionStep: Sendable {
    /// The note that announces it enters the log, and it begins to run.
    case begin(id: Int64, note: Announcement)
    /// The next signatures go.
    case take(id: Int64, limit: Int)
    /// The note that ends it enters the log.
    case end(id: Int64, isCancelled: Bool)
}
