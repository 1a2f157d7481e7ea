import UndersignedEvidence

/// Where the records of a run go.
enum EvidenceDestination {
    /// Without a data folder they are only counted, each once.
    case counted(RecordIndex)
    case stored(EvidenceStoring)

    /// Takes a file's records, all of them or none.
    ///
    /// - Throws: `EvidenceFile.Refused` where nothing of it goes in, or `ExitCode` after saying why; nothing of the file stays
    ///   then.
    mutating func take(_ file: EvidenceFile) async throws -> ImportReport {
        switch self {
        case .stored(let storing): return try await storing.take(file)
        case .counted(var index):
            defer { self = .counted(index) }
            do {
                let report = try file.report { records in records.map { index.enter($0) } }
                index.settle()
                return report
            } catch {
                index.revert()
                throw error
            }
        }
    }

    func close() throws {
        if case .stored(let storing) = self { try storing.close() }
    }
}
