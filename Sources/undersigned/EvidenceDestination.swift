import UndersignedEvidence

/// Where the records of a run go.
///
/// Without a store they are only counted, each once.
struct EvidenceDestination {
    private var index = RecordIndex()

    /// Takes a file's records, all of them or none.
    ///
    /// - Parameter read: Reads the file, and gives its records on in batches; throws where the file is refused.
    /// - Returns: What `read` returns.
    /// - Throws: What `read` throws; nothing of the file stays then.
    mutating func whole<Report>(
        _ read: (_ keep: ([ContractRecord]) throws -> [RecordIndex.Place]) throws -> Report
    ) throws -> Report {
        do {
            let report = try read { records in records.map { index.enter($0) } }
            index.settle()
            return report
        } catch {
            index.revert()
            throw error
        }
    }
}
