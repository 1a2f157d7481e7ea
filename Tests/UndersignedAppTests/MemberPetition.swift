import MemberTokens
import Testing
import TransparencyLog
import UndersignedApp
import UndersignedCore

/// A petition of members with an issuer of its own, and its log in memory.
struct MemberPetition {
    static let issuerName = "members.example.org"

    let privateKey: IssuerPrivateKey
    let document: [UInt8]
    let documentHash: MerkleHash
    let members: LogAudit.Members

    init() throws {
        privateKey = try IssuerPrivateKey()
        let issuer = #"{"key":"\#(privateKey.publicKey.base64)","name":"\#(Self.issuerName)"}"#
        document = Array(Self.document(members: #","members":{"issuer":\#(issuer)}"#).utf8)
        documentHash = try #require(MerkleHash(document.sha256))
        members = try #require(
            LogAudit.Members(
                issuerName: Self.issuerName,
                issuerKey: privateKey.publicKey,
                documentHash: documentHash
            )
        )
    }

    static func document(members: String) -> String {
        #"{"log":{"origin":"\#(LogAuditSample.origin)","vkey":"\#(LogAuditSample.verifierKey)"}\#(members)}"#
    }

    /// The bytes of a token as a member gets one; for another petition, issuer's name or key where one is given.
    func token(
        slug: String? = nil,
        issuerName: String = issuerName,
        signedBy key: IssuerPrivateKey? = nil
    ) throws -> [UInt8] {
        let entry = LogEntry.petition(
            documentHash: slug.map { MerkleTree.leafHash(of: Array($0.utf8)) } ?? documentHash
        )
        let challenge = try #require(TokenChallenge(issuerName: issuerName, entryZero: entry.bytes))
        let issuer = key ?? privateKey
        let pending = PendingToken(challenge: challenge, issuerKey: issuer.publicKey) { count in
            (0..<count).map { _ in UInt8.random(in: 0...255) }
        }
        return try pending.token(from: issuer.response(to: pending.request)).bytes
    }

    /// A log with members' entries from index 2 on, and others behind them.
    func log(_ tokens: [[UInt8]], _ others: [LogEntry] = []) throws -> LogAuditSample {
        let start: [LogEntry] = [.petition(documentHash: documentHash), .day(LogAuditEntries.firstHour)]
        return try LogAuditSample((start + tokens.map(LogEntry.member) + others).map(\.bytes))
    }

    func audit(_ sample: LogAuditSample) throws -> LogAudit {
        let source = LogAuditSample.Source(files: sample.files)
        return LogAudit(source: source, key: try NoteVerifierKey(LogAuditSample.verifierKey), members: members)
    }

    func audited(_ sample: LogAuditSample) async throws -> LogAudit.Report {
        try await audit(sample).report(checkpoint: sample.files["checkpoint"])
    }

    func problem(_ sample: LogAuditSample) async throws -> LogAuditProblem? {
        do {
            _ = try await audited(sample)
            return nil
        } catch let problem as LogAuditProblem {
            return problem
        }
    }
}
