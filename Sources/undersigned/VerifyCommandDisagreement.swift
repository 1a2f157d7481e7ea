/// A log that is sound in itself and is not the one that was seen before, here or by witnesses.
struct VerifyCommandDisagreement: Error {
    /// What disagrees, in one sentence.
    let problem: String
    /// What was remembered; nil where it is witnesses who say so.
    let previous: VerifyCommandState?
    /// Files that hold both checkpoints.
    let evidence: [String]

    init(_ problem: String, previous: VerifyCommandState? = nil, evidence: [String] = []) {
        self.problem = problem
        self.previous = previous
        self.evidence = evidence
    }

    var message: String {
        evidence.isEmpty
            ? problem : "\(problem)\nBoth checkpoints are kept: \(evidence.joined(separator: " and "))"
    }
}
