import Testing

/// A place where a rule of the house is broken.
struct Violation: Equatable, CustomStringConvertible {
    let path: String
    /// Counted from 1; 0 for the file as a whole.
    let line: Int
    let what: String

    var description: String { line == 0 ? "\(path): \(what)" : "\(path):\(line): \(what)" }
}

/// Fails the test with one line for each violation.
func expectNone(_ violations: [Violation], sourceLocation: SourceLocation = #_sourceLocation) {
    let report = violations.map(\.description).joined(separator: "\n")
    #expect(violations.isEmpty, "\(violations.count) broken:\n\(report)", sourceLocation: sourceLocation)
}
