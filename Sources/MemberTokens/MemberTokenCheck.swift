/// Verifies the tokens of a log's `member` entries, on all processors.
package struct MemberTokenCheck: Sendable {
    /// A `member` entry.
    package struct Entry: Hashable, Sendable {
        /// Where it stands in the log.
        package let index: UInt64
        /// The bytes that its base64 says.
        package let token: [UInt8]

        package init(index: UInt64, token: [UInt8]) {
            self.index = index
            self.token = token
        }
    }

    /// A `member` entry whose token is none of the petition's.
    package struct Finding: Hashable, Sendable {
        package let index: UInt64
        package let problem: MemberToken.Problem
    }

    /// How many tokens one task verifies: some milliseconds.
    private static let share = 256

    private let issuerKey: IssuerPublicKey
    private let challenge: TokenChallenge

    /// - Parameters:
    ///   - issuerKey: From the document that entry 0 names.
    ///   - challenge: The petition's.
    package init(issuerKey: IssuerPublicKey, challenge: TokenChallenge) {
        self.issuerKey = issuerKey
        self.challenge = challenge
    }

    /// Verifies one token.
    ///
    /// - Parameter token: Bytes of whatever length.
    /// - Returns: What is wrong with it; nil when the issuer signed it for this petition.
    package func problem(of token: [UInt8]) -> MemberToken.Problem? {
        do {
            return try MemberToken(token).problem(challengeDigest: challenge.digest, issuerKey: issuerKey)
        } catch {
            return error
        }
    }

    /// Verifies some entries; that no nonce occurs twice is a rule of counting and not looked at here.
    ///
    /// - Parameter entries: In any order, in memory all at once: give the entries of a long log a few thousand at a time.
    /// - Returns: Those that are wrong, by index.
    package func findings(in entries: [Entry]) async -> [Finding] {
        await withTaskGroup(of: [Finding].self) { group in
            for start in stride(from: 0, to: entries.count, by: Self.share) {
                let some = entries[start..<min(start + Self.share, entries.count)]
                group.addTask { some.compactMap(finding) }
            }
            var findings: [Finding] = []
            for await some in group { findings += some }
            return findings.sorted { $0.index < $1.index }
        }
    }

    private func finding(in entry: Entry) -> Finding? {
        problem(of: entry.token).map { Finding(index: entry.index, problem: $0) }
    }
}
