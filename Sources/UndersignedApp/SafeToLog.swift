package import UndersignedDatabase

/// An error whose own words name no person and no secret, so that they may stand in the operator's log.
package protocol SafeToLog: Error {
    var logWords: String { get }
}

extension Error {
    /// What the operator's log may say of any error: its own words where they are safe, else only its kind (S-49).
    package var wordsToLog: String { (self as? any SafeToLog)?.logWords ?? "\(type(of: self))" }
}

extension DatabaseFailure: SafeToLog {
    package var logWords: String { words }
}

extension KeyFolder.Unreadable: SafeToLog {
    package var logWords: String { "the key file \(file) is missing or does not read" }
}

extension PetitionKeys.Absent: SafeToLog {
    package var logWords: String {
        switch self {
        case .heldByOrganiser: "the key is its organiser's"
        case .destroyed: "the key was destroyed on time"
        }
    }
}

extension DurableFile.Failure: SafeToLog {
    package var logWords: String { "\(step) failed: errno \(code)" }
}
