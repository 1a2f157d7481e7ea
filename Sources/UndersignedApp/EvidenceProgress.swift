import UndersignedStore

/// How far a file of contract records is that is being published, or taken back.
package struct EvidenceProgress: Hashable, Sendable {
    /// Records that are where they should be.
    package let doneCount: Int
    package let recordCount: Int

    package init(doneCount: Int, recordCount: Int) {
        (self.doneCount, self.recordCount) = (doneCount, recordCount)
    }

    init(_ work: EvidenceWork) {
        self.init(doneCount: Int(work.doneCount), recordCount: Int(work.recordCount))
    }
}
