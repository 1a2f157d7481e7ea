package import MemberTokens
package import TransparencyLog
import UndersignedCore

extension LogAudit {
    /// Who must have signed the tokens of a log's members, as the petition's document says.
    package struct Members: Hashable, Sendable {
        /// The document's; entry 0 must name it.
        package let documentHash: MerkleHash
        package let issuerKey: IssuerPublicKey
        package let challenge: TokenChallenge

        /// Nil when no challenge can have that name in it.
        ///
        /// - Parameters:
        ///   - issuerName: 1 to 65,535 characters of printable ASCII.
        ///   - issuerKey: The issuer's.
        ///   - documentHash: SHA-256 of the document that says so.
        ///   - context: SHA-256 of the first log's entry 0, 32 bytes; nil where that is this document's log.
        package init?(
            issuerName: String,
            issuerKey: IssuerPublicKey,
            documentHash: MerkleHash,
            context: [UInt8]? = nil
        ) {
            let context = context ?? LogEntry.petition(documentHash: documentHash).bytes.sha256
            guard let challenge = TokenChallenge(issuerName: issuerName, redemptionContext: context, originInfo: "")
            else { return nil }
            self.challenge = challenge
            self.issuerKey = issuerKey
            self.documentHash = documentHash
        }
    }
}

/// The tokens of an audit's `member` entries, verified some thousand at a time so that memory stays small.
struct LogAuditTokens {
    /// Of 354 bytes each.
    private static let batch = 4_096

    /// How many were verified.
    private(set) var count = 0
    private let members: LogAudit.Members
    private let check: MemberTokenCheck
    private var waiting: [MemberTokenCheck.Entry] = []

    init(_ members: LogAudit.Members) {
        self.members = members
        check = MemberTokenCheck(issuerKey: members.issuerKey, challenge: members.challenge)
    }

    /// Takes what concerns members: entry 0, and their own.
    mutating func add(_ entry: LogEntry, at index: UInt64) throws(LogAuditProblem) {
        switch entry {
        case .petition(let hash) where hash != members.documentHash:
            throw LogAuditProblem(.file("document.json"), .otherDocument(computed: members.documentHash))
        case .member(let token): waiting.append(MemberTokenCheck.Entry(index: index, token: token))
        default: break
        }
    }

    /// Verifies what waits, when it is enough to keep all processors busy.
    mutating func verifyBatch(logSize: UInt64) async throws(LogAuditProblem) {
        guard waiting.count >= Self.batch else { return }
        try await verifyAll(logSize: logSize)
    }

    /// Verifies what waits.
    mutating func verifyAll(logSize: UInt64) async throws(LogAuditProblem) {
        if let finding = await check.findings(in: waiting).first {
            let start = finding.index & ~255
            let bundle = BundleCoordinate(index: start >> 8, width: Int(min(256, logSize - start)))
            throw LogAuditProblem(.entry(finding.index, file: bundle.path), .memberToken(finding.problem))
        }
        count += waiting.count
        waiting.removeAll(keepingCapacity: true)
    }
}
