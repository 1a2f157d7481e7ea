/// What a witness answered.
package struct WitnessAnswer: Hashable, Sendable {
    package let status: Int
    /// Without parameters, in small letters; empty for none.
    package let mediaType: String
    package let body: [UInt8]

    package init(status: Int, mediaType: String, body: [UInt8]) {
        self.status = status
        self.mediaType = mediaType
        self.body = body
    }
}

/// A witness gave no answer that can be read: no connection, too late, too long, redirected.
package struct WitnessSilent: Error {
    package let what: String

    package init(what: String) {
        self.what = what
    }
}

/// The way to a witness.
package protocol WitnessClient: Sendable {
    /// Sends the body of `add-checkpoint`.
    ///
    /// - Parameters:
    ///   - body: The request.
    ///   - prefix: The witness's submission prefix.
    /// - Returns: Any answer of at most 64 kB that came in time.
    /// - Throws: `WitnessSilent`, or `CancellationError` when the task is cancelled.
    func addCheckpoint(_ body: [UInt8], at prefix: String) async throws -> WitnessAnswer
}
